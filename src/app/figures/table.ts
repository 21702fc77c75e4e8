import type { Figures } from './figures.ts';
import type { PlaceFigures } from './public.ts';
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

/** All that a supervisor's page shows, a line for each number. */
export function figuresTable(f: Figures): string {
  const bars = (part: string, all: readonly { title: { zh: string }; n: number }[]): Line[] =>
    all.map(({ title, n }) => [part, title.zh, n, null]);
  const lines: Line[] = [
    ...f.standing.map(({ title, n, late }): Line => ['在办', title.zh, n, late]),
    ...f.steps.flatMap(({ title, of, low, median, high, longest, late, limit }): Line[] => [
      ['办理用时（工作日）', `${title.zh}：中位数`, median, of],
      ['办理用时（工作日）', `${title.zh}：一成以内`, low, of],
      ['办理用时（工作日）', `${title.zh}：九成以内`, high, of],
      ['办理用时（工作日）', `${title.zh}：最长`, longest, of],
      ['办理用时（工作日）', `${title.zh}：法定期限`, limit?.n ?? null, null],
      ['办理用时（工作日）', `${title.zh}：逾期件次`, late, of],
    ]),
    ...f.firstPass.flatMap(({ title, bars: own }) => bars(`首次决定：${title.zh}`, own)),
    ...bars('告知补正：材料', f.returnedFor),
    ...bars('告知补正：情形', f.returnedOn),
    ...bars('不予受理或者不通过：情形', f.refusedOn),
    ...bars('异议', f.objections),
    ...bars('目前逾期：期限', f.lateSteps),
    ...bars('目前逾期：区县', f.lateDistricts),
    ...bars('期间标记逾期', f.flagged),
    ...f.trend.points.flatMap(({ from, to, filed, noticed, coded }): Line[] => [
      ['走势', `${from}至${to}：提交`, filed, null],
      ['走势', `${from}至${to}：公示`, noticed, null],
      ['走势', `${from}至${to}：赋码`, coded, null],
    ]),
  ];
  return sheet(['项目', '名称', '数值', '基数'], lines);
}
