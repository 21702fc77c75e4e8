import type { ReactNode } from 'react';
import { flow, type FlowStep } from '../../look/charts-flow.ts';
import { lines } from '../../look/charts-line.ts';
import { rows } from '../../look/charts-rows.ts';
import { stepSpans } from '../../look/charts-steps.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { Cites } from '../shell/cites.tsx';
import { Chart, type Item, type Way } from './chart.tsx';
import type { Bar, FiguresView } from './queries.ts';

/** One chart in a frame of its own; `empty` is said where there is nothing to draw. */
export function ChartCard({
  title,
  across,
  empty,
  children,
}: {
  readonly title: string;
  readonly across?: boolean;
  readonly empty?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <section className={across ? 'card across' : 'card'} aria-label={title}>
      <h2>{title}</h2>
      {empty === undefined ? children : <p className="quiet">{empty}</p>}
    </section>
  );
}

export function casesWay(
  jurisdiction: string,
  behind: string | null,
  registrant?: string,
): Way | undefined {
  if (behind === null) return undefined;
  const search = { jurisdiction, behind, ...(registrant === undefined ? {} : { registrant }) };
  return { to: '/figures/cases', search };
}

/** Bars with names, each leading to its cases. */
export function BarsCard({
  title,
  bars,
  figures,
  told,
  unit = 'times',
  registrants = false,
  empty,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly figures: FiguresView;
  readonly told?: string;
  /** Whether a case may be counted more than once. */
  readonly unit?: 'times' | 'cases';
  /** The bars are bodies that hold data, each with its own cases. */
  readonly registrants?: boolean;
  readonly empty: string;
}) {
  const { say, read } = useLanguage();
  const items = bars.map(({ id, title: name, n, behind }): Item => {
    const of = registrants ? id : undefined;
    const way = n > 0 ? casesWay(figures.jurisdiction, behind, of) : undefined;
    return { label: read(name), cells: [String(n)], way };
  });
  const some = bars.some(({ n }) => n > 0);
  return (
    <ChartCard title={title} {...(some ? {} : { empty })}>
      <Chart
        title={title}
        {...(told === undefined ? {} : { told })}
        draw={(width) =>
          rows(
            bars.map(({ title: name, n }) => ({
              label: read(name),
              n,
              told: say(`${n}${unit === 'times' ? '件次' : '件'}`, String(n)),
            })),
            width,
          )
        }
        heads={[say('名称', 'Name'), unit === 'times' ? say('件次', 'Times') : say('件', 'Cases')]}
        items={items}
      />
    </ChartCard>
  );
}

/** What hangs below which step of the way. */
const BESIDE: Readonly<Record<string, string>> = {
  submitted: 'intake_gap',
  in_review: 'review_gap',
  in_notice: 'objection_open',
};

/** Where the open cases stand. */
export function FlowCard({ figures }: { readonly figures: FiguresView }) {
  const { say, read, language } = useLanguage();
  const { standing, jurisdiction, procedure, district } = figures;
  const hanging = new Set(Object.values(BESIDE));
  const ordered = standing
    .filter(({ id }) => !hanging.has(id))
    .map((one) => ({ one, beside: standing.find(({ id }) => id === BESIDE[one.id]) }));
  const steps = ordered.map(({ one, beside }): FlowStep => {
    const stand = ({ title, n, late }: typeof one) => ({ label: read(title), n, late });
    return { ...stand(one), ...(beside ? { beside: stand(beside) } : {}) };
  });
  const flat = ordered.flatMap(({ one, beside }) => (beside ? [one, beside] : [one]));
  const items = flat.map(({ id, title, n, late, since }): Item => {
    const open = n > 0 && district === null;
    const search = { jurisdiction, procedure, status: id };
    return {
      label: read(title),
      cells: [String(n), String(late), since === null ? '—' : dateWords(since, language)],
      way: open ? { to: '/', search } : undefined,
    };
  });
  const oldest = standing
    .filter((one) => one.since !== null)
    .toSorted((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1))[0];
  const title = say('目前在哪一步', 'Where the cases stand');
  const some = standing.some(({ n }) => n > 0);
  return (
    <ChartCard
      title={title}
      across
      {...(some ? {} : { empty: say('目前没有在办的事项。', 'No case is under way.') })}
    >
      <Chart
        title={title}
        across
        told={say(
          '依次是登记机构办理的各步；挂在下面的，等登记主体补正或者等异议处理；虚线框的部分已经逾期。',
          'The steps at the registrar, in their order; what hangs below one waits for the registrant or for an objection. What is framed by dashes is overdue.',
        )}
        more={
          oldest?.since
            ? say(
                `等得最久的一件在“${oldest.title.zh}”，从${dateWords(oldest.since, 'zh')}起。`,
                `The longest waits in “${oldest.title.en}”, since ${dateWords(oldest.since, 'en')}.`,
              )
            : undefined
        }
        draw={(width) => flow(steps, width)}
        heads={[
          say('步骤', 'Step'),
          say('件', 'Cases'),
          say('其中逾期', 'Of them overdue'),
          say('等得最久的自', 'The longest waits since'),
        ]}
        items={items}
      />
    </ChartCard>
  );
}

/** How long each step took against the limit. */
export function StepsCard({ figures }: { readonly figures: FiguresView }) {
  const { say, read } = useLanguage();
  const { steps, jurisdiction } = figures;
  const title = say('各环节用时（工作日）', 'Working days per step');
  const days = (n: number | null): string => (n === null ? '—' : String(n));
  const items = steps.map((step): Item => {
    const limit = step.limit === null ? say('无', 'none') : String(step.limit.n);
    return {
      label: read(step.title),
      cells: [
        days(step.median),
        days(step.high),
        days(step.longest),
        limit,
        String(step.late),
        String(step.of),
      ],
      way: casesWay(jurisdiction, step.behindLate),
    };
  });
  const law = [...new Set(steps.flatMap((step) => step.law))];
  return (
    <ChartCard
      title={title}
      {...(steps.some(({ of }) => of > 0)
        ? {}
        : { empty: say('这一期间没有办结的环节。', 'Nothing ended in this period.') })}
    >
      <Cites law={law} />
      <Chart
        title={title}
        told={say(
          '方框是一成到九成件次的用时，粗线是中位数，圆点是最长，虚线是法定期限。点有逾期的一行，看逾期作出的事项。',
          'The box spans the first to the ninth tenth, the stroke is the median, the dot the longest, the dashed line the legal limit. A row with late decisions leads to them.',
        )}
        draw={(width) =>
          stepSpans(
            steps.map((step) => ({
              label: read(step.title),
              told:
                step.median === null
                  ? say('没有', 'none')
                  : say(
                      `中位数${step.median}，${step.of}件次${step.late > 0 ? `，逾期${step.late}` : ''}`,
                      `median ${step.median} of ${step.of}${step.late > 0 ? `, ${step.late} late` : ''}`,
                    ),
              limit: step.limit?.n ?? null,
              limitWords: say(`期限${step.limit?.n ?? ''}`, `limit ${step.limit?.n ?? ''}`),
              low: step.low,
              median: step.median,
              high: step.high,
              longest: step.longest,
            })),
            width,
          )
        }
        heads={[
          say('环节', 'Step'),
          say('中位数', 'Median'),
          say('九成以内', 'Nine tenths'),
          say('最长', 'Longest'),
          say('期限', 'Limit'),
          say('逾期', 'Late'),
          say('件次', 'Of'),
        ]}
        items={items}
      />
    </ChartCard>
  );
}

/** Filed, put on notice and coded, week by week. */
export function TrendCard({ figures }: { readonly figures: FiguresView }) {
  const { say } = useLanguage();
  const { unit, points } = figures.trend;
  const title =
    unit === 'week' ? say('每周走势', 'Week by week') : say('每月走势', 'Month by month');
  const label = (from: string): string =>
    unit === 'week'
      ? `${Number(from.slice(5, 7))}/${Number(from.slice(8))}`
      : `${from.slice(2, 4)}/${Number(from.slice(5, 7))}`;
  const some = points.some(({ filed, noticed, coded }) => filed + noticed + coded > 0);
  const empty = say(
    '这一期间没有提交、公示和赋码的；可以换一个期间。',
    'Nothing was filed, put on notice or coded; choose another period.',
  );
  const heads = [say('提交', 'Filed'), say('公示', 'On notice'), say('赋码', 'Coded')];
  const series = (['filed', 'noticed', 'coded'] as const).map((of, at) => ({
    label: heads[at] ?? '',
    values: points.map((point) => point[of]),
  }));
  return (
    <ChartCard title={title} across {...(some ? {} : { empty })}>
      <Chart
        title={title}
        across
        draw={(width) =>
          lines(
            series,
            points.map(({ from }) => label(from)),
            width,
          )
        }
        heads={[unit === 'week' ? say('周', 'Week') : say('月', 'Month'), ...heads]}
        items={points.map(({ from, to, filed, noticed, coded }) => ({
          label: say(`${from}至${to}`, `${from} to ${to}`),
          cells: [filed, noticed, coded].map(String),
        }))}
      />
    </ChartCard>
  );
}
