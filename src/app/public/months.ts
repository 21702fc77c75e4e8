import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { OpenFigures } from '../figures/statistics.ts';

const MONTHS = statement(
  'public_months',
  `SELECT left(registered, 7) AS month, count(*)::int AS n FROM public_entry
   WHERE jurisdiction = ANY($1::text[]) AND registered >= $2 GROUP BY 1 ORDER BY 1`,
);

/** Registrations by month over the places whose rules let entries be told apart (CQ-REG-19). */
export interface Months {
  readonly places: readonly string[];
  /** The last twelve, this one included; months as YYYY-MM, oldest first. */
  readonly months: readonly { readonly month: string; readonly n: number }[];
}

const TWELVE = 12;

function monthsUpTo(today: string): string[] {
  const last = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: TWELVE }, (_, at) => {
    const month = last - (TWELVE - 1) + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

export async function publicMonths(
  house: Pick<House, 'pool' | 'time'>,
  figures: OpenFigures,
): Promise<Months> {
  const places = figures.places('facets');
  const list = monthsUpTo(house.time.today());
  const rows = await runnerOf(house.pool).run<{ month: string; n: number }>(MONTHS, [
    places,
    list[0],
  ]);
  const counts = new Map(rows.map(({ month, n }) => [month, n]));
  return { places, months: list.map((month) => ({ month, n: counts.get(month) ?? 0 })) };
}
