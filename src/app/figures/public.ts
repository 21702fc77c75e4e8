import { addDays, addMonths, orThrowDate } from '../../base/plain-date.ts';
import { industryName } from '../../base/industry.ts';
import { text, type Text } from '../../base/text.ts';
import { packFor } from '../../law/packs.ts';
import type { RulePack } from '../../law/types.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import { countDays, countPlace, type Counted } from './count.ts';
import { along, firstPass, stepDays, type StepDays } from './draw.ts';
import { lastWeeks, mondayOf, monthsOf, weeksOf, WEEKS, type Stretch } from './when.ts';
import type { House } from '../house.ts';
import { openFigures } from './statistics.ts';

export interface Bar {
  readonly id: string;
  readonly title: Text;
  readonly n: number;
}

export type InStretch = Stretch & { readonly n: number };

/** How long a step took in the middle; null where too few ended to say it of none of them. */
export type PublicStep = Pick<StepDays, 'step' | 'title' | 'limit' | 'law'> & {
  readonly median: number | null;
};

/** The share accepted as first filed, in whole percent, cut at both ends: what holds for all of them
 *  would be known of each. */
export interface PublicShare {
  readonly percent: number;
  readonly cut: 'above' | 'below' | null;
}

/** The figures of one place; null where they are closed there (CQ-REG-19). */
export interface PlaceFigures {
  readonly jurisdiction: string;
  /** Why what is null is closed. */
  readonly closed: readonly string[];
  readonly weeks: readonly InStretch[] | null;
  readonly months: readonly InStretch[] | null;
  readonly industries: readonly Bar[] | null;
  readonly kinds: readonly Bar[] | null;
  /** Whole weeks that steps and share were drawn from: a page of every day would tell single cases. */
  readonly period: Stretch;
  readonly steps: readonly PublicStep[] | null;
  /** Null too where too few were decided. */
  readonly accepted: PublicShare | null;
}

/** Of fewer than this nothing is said that the register and the notice board do not say already. */
export const FEW = 10;
const CUT = 95;
const MONTHS = 12;
const PROCEDURE = 'reg.first';
const TIMED = ['acceptance', 'formalReview', 'publicNotice', 'coded'];

const KINDS = statement(
  'figures_kinds',
  `SELECT industry, object_kind AS kind, count(*)::int AS n FROM public_entry
   WHERE jurisdiction = $1 AND status IN ('active', 'renewalPending') GROUP BY 1, 2 LIMIT 1000`,
);

const OBJECTS: Readonly<Record<string, Text>> = {
  resource: text('数据资源', 'Data resources'),
  product: text('数据产品', 'Data products'),
  service: text('数据服务', 'Data services'),
};

/** What anybody may know of a place in numbers; undefined where nobody knows the place. */
export async function publicFigures(
  house: Pick<House, 'pool' | 'time' | 'calendar'>,
  jurisdiction: string,
): Promise<PlaceFigures | undefined> {
  const rules = packFor(jurisdiction);
  if (!rules) return undefined;
  const open = await openFigures(house);
  const [series, facets] = [
    open.mayRelease(jurisdiction, 'series'),
    open.mayRelease(jurisdiction, 'facets'),
  ];
  const today = orThrowDate(house.time.today());
  const over = addDays(mondayOf(today), -1);
  const period = lastWeeks(over, WEEKS);
  const [drawn, kinds] = await Promise.all([
    series ? drawSeries(house, rules, { today, period }) : CLOSED_SERIES,
    facets ? countKinds(house, jurisdiction) : CLOSED_KINDS,
  ]);
  const closed = series && facets ? [] : rules.profile.statisticsLaw;
  return { jurisdiction, closed, period, ...drawn, ...kinds };
}

const CLOSED_SERIES = { weeks: null, months: null, steps: null, accepted: null };
const CLOSED_KINDS = { industries: null, kinds: null };

async function drawSeries(
  { pool, calendar }: Pick<House, 'pool' | 'calendar'>,
  rules: RulePack,
  { today, period }: { readonly today: string; readonly period: Stretch },
) {
  const runner = runnerOf(pool);
  const place = { place: rules.jurisdiction, procedures: [PROCEDURE] };
  const year = addMonths(orThrowDate(`${today.slice(0, 7)}-01`), 1 - MONTHS);
  const [recent, whole] = await Promise.all([
    countDays(runner, { ...place, from: year, to: today, marks: ['coded', 'noticed'] }),
    countPlace(runner, { ...place, ...period, marks: TIMED }),
  ]);
  return {
    weeks: along(recent, 'coded', weeksOf(lastWeeks(today))),
    months: along(recent, 'noticed', monthsOf({ from: year, to: today })),
    steps: stepDays(whole, calendar(), rules).map(
      ({ step, title, limit, law, median, of }): PublicStep => {
        return { step, title, limit, law, median: of < FEW ? null : median };
      },
    ),
    accepted: shareOf(whole),
  };
}

function shareOf(counts: readonly Counted[]): PublicShare | null {
  const found = firstPass(counts).find(({ step }) => step === 'acceptance');
  if (!found) return null;
  const of = found.passed + found.returned + found.refused;
  if (of < FEW) return null;
  const percent = Math.round((found.passed / of) * 100);
  if (percent > CUT) return { percent: CUT, cut: 'above' };
  if (percent < 100 - CUT) return { percent: 100 - CUT, cut: 'below' };
  return { percent, cut: null };
}

async function countKinds({ pool }: Pick<House, 'pool'>, jurisdiction: string) {
  interface Row {
    readonly industry: string;
    readonly kind: string;
    readonly n: number;
  }
  const rows = await runnerOf(pool).run<Row & Record<string, unknown>>(KINDS, [jurisdiction]);
  const by = (of: (row: Row) => string, title: (id: string) => Text): Bar[] =>
    [...Map.groupBy(rows, of)]
      .filter(([id]) => id !== '')
      .map(([id, own]) => ({ id, title: title(id), n: own.reduce((all, { n }) => all + n, 0) }))
      .toSorted((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1));
  return {
    industries: by(
      ({ industry }) => industry,
      (id) => industryName(id) ?? text(id, id),
    ),
    kinds: by(
      ({ kind }) => kind,
      (id) => OBJECTS[id] ?? text(id, id),
    ),
  };
}
