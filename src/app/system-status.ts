import type { Refusal } from '../base/refusal.ts';
import type { Actor } from '../kernel/types.ts';
import { builtInYears } from '../law/calendar.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import { only } from './accounts/account-desk.ts';
import type { House } from './house.ts';

/** What the system administrator has to keep up: calendars and the catalogue list. */
export interface SystemStatus {
  readonly calendars: readonly {
    readonly year: number;
    readonly version: string;
    /** Null: it came with the program. */
    readonly loadedAt: string | null;
  }[];
  /** Running deadlines that reach into a year nobody has loaded. */
  readonly provisional: number;
  readonly catalogue: {
    readonly items: number;
    readonly departments: number;
    readonly importedAt: string | null;
  };
}

const LOADED = statement(
  'status_calendars',
  'SELECT year, version, loaded_at AS at FROM calendar ORDER BY year, loaded_at, version LIMIT 200',
);
const PROVISIONAL = statement(
  'status_provisional',
  `SELECT count(*)::int AS n FROM (SELECT FROM clock WHERE state = 'running' AND provisional LIMIT 100000) x`,
);
const CATALOGUE = statement(
  'status_catalogue',
  `SELECT count(*)::int AS items, count(DISTINCT department)::int AS departments, max(imported_at) AS at
   FROM catalogue_item`,
);

/** Code: ACCOUNT_NOT_YOURS. */
export async function systemStatus(
  { pool }: Pick<House, 'pool'>,
  by: Actor,
): Promise<SystemStatus | Refusal> {
  const barred = only(by, 'admin.system');
  if (barred) return barred;
  const runner = runnerOf(pool);
  const [loaded, [clocks], [catalogue]] = await Promise.all([
    runner.run<{ year: number; version: string; at: Date }>(LOADED, []),
    runner.run<{ n: number }>(PROVISIONAL, []),
    runner.run<{ items: number; departments: number; at: Date | null }>(CATALOGUE, []),
  ]);
  const own = builtInYears.map(({ year, version }) => ({ year, version, loadedAt: null }));
  const brought = loaded.map(({ year, version, at }) => {
    return { year, version, loadedAt: at.toISOString() };
  });
  return {
    calendars: [...own, ...brought].toSorted((a, b) => a.year - b.year),
    provisional: clocks?.n ?? 0,
    catalogue: {
      items: catalogue?.items ?? 0,
      departments: catalogue?.departments ?? 0,
      importedAt: catalogue?.at?.toISOString() ?? null,
    },
  };
}
