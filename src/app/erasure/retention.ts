import { addYears, orThrowDate } from '../../base/plain-date.ts';
import type { JsonObject } from '../../base/json.ts';
import { readerOf } from '../../contexts/supervision/registrar-office.ts';
import { PARTS_ERASED } from '../../kernel/erasure.ts';
import type { Actor } from '../../kernel/types.ts';
import { packFor, jurisdictions } from '../../law/packs.ts';
import type { RetentionClass } from '../../law/retention.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { procedures } from '../procedures.ts';
import { isOffice, unfiledStates } from '../see.ts';

export type RetentionYears = Partial<Readonly<Record<RetentionClass, number>>>;

/** Cases past their retention in one place, by number only: who runs the system sees no case. */
export interface RetentionRow {
  readonly jurisdiction: string | null;
  readonly class: RetentionClass;
  /** Null: kept for good. */
  readonly years: number | null;
  /** What ended, or was last touched, before this day is past it. */
  readonly before: string | null;
  readonly past: number;
  /** The first hundred cases, each with what would be proposed. */
  readonly cases: readonly {
    readonly caseId: string;
    readonly since: string;
    readonly proposal: JsonObject;
  }[];
}

const MOST = 100;

const NOT_ERASED = `NOT EXISTS (SELECT 1 FROM event e WHERE e.case_id = c.case_id AND e.type = '${PARTS_ERASED}')`;
const page = (name: string, where: string) =>
  statement(
    `retention_${name}`,
    `SELECT c.case_id AS "caseId", c.updated_at AS since, count(*) OVER ()::int AS past
     FROM case_row c LEFT JOIN public_entry p ON p.case_id = c.case_id
     WHERE c.jurisdiction = $1 AND c.updated_at < $2 AND ${where} AND ${NOT_ERASED}
     ORDER BY c.updated_at, c.case_id LIMIT ${MOST}`,
  );
const CASES = {
  registered: page('registered', `p.status IN ('cancelled', 'revoked')`),
  terminated: page('terminated', 'c.terminal AND p.case_id IS NULL'),
  drafts: page('drafts', `NOT c.terminal AND c.procedure || ' ' || c.status = ANY($3::text[])`),
} as const;
const OPERATIONS = statement(
  'retention_operations',
  'SELECT count(*)::int AS past FROM operation WHERE day < $1',
);
const ACCOUNTS = statement(
  'retention_accounts',
  'SELECT count(*)::int AS past FROM account WHERE disabled AND created_at < $1',
);

const UNFILED = procedures.flatMap((p) => unfiledStates(p).map((state) => `${p.name} ${state}`));

/** The places whose cases somebody may be told of: an officer those of the own office alone, who runs the
 *  system all of them, by number only. Empty: nobody else is told. */
export function retentionPlaces(house: Pick<House, 'offices'>, actor: Actor): readonly string[] {
  if (actor.roles.includes('admin.system')) return jurisdictions;
  return jurisdictions.filter((place) => {
    const pack = packFor(place);
    return pack !== undefined && isOffice(actor, readerOf(house.offices.of(pack)));
  });
}

/** What is past the retention the office has set, in these places. Reads only: what is to become of it is
 *  proposed in a case and decided by two people. Accounts are counted from their making: when one was disabled is not
 *  kept. */
export async function retentionReport(
  house: House,
  set: RetentionYears,
  places: readonly string[] = jurisdictions,
): Promise<RetentionRow[]> {
  const runner = runnerOf(house.pool);
  const today = orThrowDate(house.time.today());
  const rows: RetentionRow[] = [];
  for (const jurisdiction of places) {
    for (const kind of ['registered', 'terminated', 'drafts'] as const) {
      const years = set[kind] ?? packFor(jurisdiction)?.profile.retention.years[kind] ?? null;
      const before = years === null ? null : addYears(today, -years);
      const own = kind === 'drafts' ? [UNFILED] : [];
      const found =
        before === null
          ? []
          : await runner.run<{ caseId: string; since: Date; past: number }>(CASES[kind], [
              jurisdiction,
              before,
              ...own,
            ]);
      const cases = found.map(({ caseId, since }) => ({
        caseId,
        since: since.toISOString().slice(0, 10),
        proposal: { procedure: 'records.erase', about: caseId, ground: 'retention_over' },
      }));
      rows.push({ jurisdiction, class: kind, years, before, past: found[0]?.past ?? 0, cases });
    }
  }
  for (const [kind, query] of [
    ['operations', OPERATIONS],
    ['accounts', ACCOUNTS],
  ] as const) {
    const years = set[kind] ?? null;
    const before = years === null ? null : addYears(today, -years);
    const [row] = before === null ? [] : await runner.run<{ past: number }>(query, [before]);
    rows.push({ jurisdiction: null, class: kind, years, before, past: row?.past ?? 0, cases: [] });
  }
  return rows;
}
