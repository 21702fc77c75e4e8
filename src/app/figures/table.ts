import { orThrow } from '../../base/refusal.ts';
import { regionName } from '../../base/region.ts';
import type { Text } from '../../base/text.ts';
import type { Figures } from './figures.ts';
import type { PlaceFigures } from './public.ts';
import { procedureOf } from '../procedures.ts';
import { packOrRefuse } from '../rules.ts';
import { csvOf, harmless } from '../imports/table-write.ts';

type Line = readonly (string | number | null)[];

const sheet = (head: readonly string[], lines: readonly Line[]): string =>
  csvOf([
    head,
    ...lines.map((line) =>
      line.map((cell) => (typeof cell === 'string' ? harmless(cell) : String(cell ?? ''))),
    ),
  ]);

/** The charts of the public page, each a table of its own. */
export const OPEN_TABLES = ['weeks', 'months', 'industries', 'kinds', 'steps', 'accepted'] as const;
export type OpenTable = (typeof OPEN_TABLES)[number];

/** One of them as CSV; undefined where it is closed. */
export function openTable(figures: PlaceFigures, table: OpenTable): string | undefined {
  if (table === 'weeks' || table === 'months') {
    const lines = figures[table]?.map(({ from, to, n }) => [from, to, n]);
    return lines && sheet(['起', '止', table === 'weeks' ? '登记' : '公示'], lines);
  }
  if (table === 'steps') {
    const lines = figures.steps?.map(({ title, median, limit }) => [
      title.zh,
      median,
      limit?.n ?? null,
    ]);
    return lines && sheet(['环节', '中位数（工作日）', '法定期限（工作日）'], lines);
  }
  if (table === 'accepted') {
    if (figures.steps === null) return undefined;
    const { percent = null, cut = null } = figures.accepted ?? {};
    const words = cut === 'above' ? '以上' : cut === 'below' ? '以下' : '';
    return sheet(['指标', '百分比', '说明'], [['首次提交即受理', percent, words]]);
  }
  const lines = figures[table]?.map(({ id, title, n }) => [id, title.zh, n]);
  return lines && sheet(['代码', '名称', '现行有效的登记'], lines);
}

type Say = (zh: string, en: string) => string;

/** What is counted, where and when: a table that was sent on still says it. */
function aboutLines(f: Figures, say: Say, read: (t: Text) => string): Line[] {
  const about = say('范围', 'About');
  const [region = ''] = orThrow(packOrRefuse(f.jurisdiction)).profile.scope.regions;
  const place = regionName(region.padEnd(6, '0')) ?? f.jurisdiction;
  const district = f.district === null ? [] : [regionName(f.district) ?? f.district];
  return [
    [about, say(place, f.jurisdiction), null, null],
    [about, read(procedureOf(f.procedure).title), null, null],
    [
      about,
      say(`${f.period.from}至${f.period.to}`, `${f.period.from} to ${f.period.to}`),
      null,
      null,
    ],
    ...district.map((one): Line => [about, one, null, null]),
  ];
}

/** All that a supervisor's page shows, a line for each number. */
export function figuresTable(f: Figures, language: keyof Text = 'zh'): string {
  const say: Say = (zh, en) => (language === 'zh' ? zh : en);
  const read = (t: Text): string => t[language];
  const bars = (part: string, all: readonly { title: Text; n: number }[]): Line[] =>
    all.map(({ title, n }) => [part, read(title), n, null]);
  const took = say('办理用时（工作日）', 'Working days');
  const trend = say('走势', 'Trend');
  const lines: Line[] = [
    ...aboutLines(f, say, read),
    ...f.standing.flatMap(({ title, n, late, since }): Line[] => [
      [say('在办', 'Under way'), read(title), n, null],
      [say('在办：其中逾期', 'Under way: overdue'), read(title), late, n],
      [say('在办：最久的一件自', 'Under way: longest since'), read(title), since, n],
    ]),
    ...f.steps.flatMap(({ title, of, low, median, high, longest, late, limit }): Line[] => {
      const line = (zh: string, en: string, value: number | null, base: number | null): Line => [
        took,
        say(`${title.zh}：${zh}`, `${title.en}: ${en}`),
        value,
        base,
      ];
      return [
        line('中位数', 'median', median, of),
        line('一成以内', 'one tenth within', low, of),
        line('九成以内', 'nine tenths within', high, of),
        line('最长', 'longest', longest, of),
        line('法定期限', 'legal limit', limit?.n ?? null, null),
        line('逾期件次', 'late', late, of),
      ];
    }),
    ...f.firstPass.flatMap(({ title, bars: own }) =>
      bars(say(`首次决定：${title.zh}`, `First decision: ${title.en}`), own),
    ),
    ...bars(say('告知补正：材料', 'Returned: material'), f.returnedFor),
    ...bars(say('告知补正：情形', 'Returned: reason'), f.returnedOn),
    ...bars(say('不予受理或者不通过：情形', 'Refused or failed: ground'), f.refusedOn),
    ...bars(say('异议', 'Objections'), f.objections),
    ...bars(say('目前逾期（各类事项）：期限', 'Overdue now, all kinds: deadline'), f.lateSteps),
    ...bars(say('目前逾期（各类事项）：区县', 'Overdue now, all kinds: district'), f.lateDistricts),
    ...bars(say('逾期未申请登记：持有单位', 'Not filed in time: holder'), f.lateHolders),
    ...bars(say('期间标记逾期', 'Flagged as overdue in the period'), f.flagged),
    ...f.trend.points.flatMap(({ from, to, filed, noticed, coded }): Line[] => {
      const line = (zh: string, en: string, n: number): Line => [
        trend,
        say(`${from}至${to}：${zh}`, `${from} to ${to}: ${en}`),
        n,
        null,
      ];
      return [
        line('提交', 'filed', filed),
        line('公示', 'on notice', noticed),
        line('赋码', 'coded', coded),
      ];
    }),
  ];
  const head = [
    say('项目', 'Figure'),
    say('名称', 'Name'),
    say('数值', 'Value'),
    say('基数', 'Of'),
  ];
  return sheet(head, lines);
}
