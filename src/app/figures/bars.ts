import { regionName } from '../../base/region.ts';
import { text, type Text } from '../../base/text.ts';
import { behindWord, type Behind } from './behind.ts';
import type { Counted, Late } from './count.ts';
import { firstDecision, firstPass, saidWith, stepTitle } from './draw.ts';
import { procedureByName } from '../procedures.ts';

/** A number with a name, and which cases stand behind it (`behind` of the list of cases). */
export interface FigureBar {
  readonly id: string;
  readonly title: Text;
  readonly n: number;
  readonly behind: string | null;
}

export type About = Pick<Behind, 'from' | 'to' | 'procedure' | 'district'>;

export const behind = (about: About, what: Partial<Behind> & Pick<Behind, 'mark'>): string =>
  behindWord({ ...about, ...what });

export function saidBars(
  counts: readonly Counted[],
  about: About,
  mark: string,
  title: (id: string) => Text,
): FigureBar[] {
  return saidWith(counts, mark).map(({ said, n }) => {
    return { id: said, title: title(said), n, behind: behind(about, { mark, said }) };
  });
}

const OUTCOMES = {
  passed: text('首次即通过', 'Passed as first filed'),
  returned: text('告知补正', 'Gaps notified'),
  refused: text('不予受理或者不通过', 'Refused or failed'),
} as const;

/** The first decisions at each step, by what they were. */
export interface FirstBars {
  readonly step: string;
  readonly title: Text;
  readonly bars: readonly FigureBar[];
}

export const firstBars = (counts: readonly Counted[], about: About): FirstBars[] =>
  firstPass(counts).map((one) => ({
    step: one.step,
    title: stepTitle(one.step),
    bars: (['passed', 'returned', 'refused'] as const).map((id) => {
      const what = { mark: one.step, said: firstDecision(one.step, id), only: 'first' } as const;
      return { id, title: OUTCOMES[id], n: one[id], behind: behind(about, what) };
    }),
  }));

/** Objections are cases of their own. */
export const OBJECTION_CASE = 'reg.objection';

const OBJECTION = {
  upheld: text('成立', 'Upheld'),
  dismissed: text('不成立', 'Dismissed'),
  withdrawn: text('撤回', 'Withdrawn'),
} as const;

export function objectionBars(counts: readonly Counted[], about: About): FigureBar[] {
  const of = { ...about, procedure: OBJECTION_CASE };
  const ended = saidWith(counts, 'objectionEnded');
  const lodged = saidWith(counts, 'objected').reduce((all, { n }) => all + n, 0);
  return [
    {
      id: 'lodged',
      title: text('提出', 'Lodged'),
      n: lodged,
      behind: behind(of, { mark: 'objected' }),
    },
    ...Object.entries(OBJECTION).map(([id, title]) => ({
      id,
      title,
      n: ended.find(({ said }) => said === id)?.n ?? 0,
      behind: behind(of, { mark: 'objectionEnded', said: id }),
    })),
  ];
}

/** Overdue now: each clock of each procedure, most first. */
export function lateBars(late: readonly Late[]): FigureBar[] {
  const found = Map.groupBy(late, ({ procedure, clock }) => `${procedure}/${clock}`);
  return [...found]
    .map(([id, rows]) => {
      const { procedure = '', clock = '' } = rows[0] ?? {};
      const known = procedureByName(procedure);
      const [what, of] = [known?.clocks[clock]?.title, known?.title];
      const title = text(
        `${what?.zh ?? clock}（${of?.zh ?? procedure}）`,
        `${what?.en ?? clock} (${of?.en ?? procedure})`,
      );
      const n = rows.reduce((all, one) => all + one.n, 0);
      return { id, title, n, behind: behindWord({ mark: 'late', said: clock, procedure }) };
    })
    .toSorted((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1));
}

export function districtBars(late: readonly Late[]): FigureBar[] {
  const found = Map.groupBy(
    late.filter(({ district }) => district !== null && district !== ''),
    ({ district }) => district ?? '',
  );
  return [...found]
    .map(([id, rows]) => {
      const name = regionName(id) ?? id;
      const own = id.endsWith('0000') ? text('（市级）', ' (city level)') : text('', '');
      const n = rows.reduce((all, one) => all + one.n, 0);
      return {
        id,
        title: text(name + own.zh, name + own.en),
        n,
        behind: behindWord({ mark: 'late', district: id }),
      };
    })
    .toSorted((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1));
}
