import { canonicalBytes } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import type { Entry } from '../log/entry.ts';
import type { ClockRow } from '../kernel/types.ts';
import type { CaseState, Headline, Party } from '../kernel/types.ts';
import { seal, unseal, type SealKeys } from './seal.ts';
import { statement, type Runner, type Statement } from './transaction.ts';

/** A case as stored, opened. */
export interface StoredCase<S extends CaseState = CaseState> {
  readonly caseId: string;
  readonly procedure: string;
  readonly jurisdiction: string;
  readonly pack: string;
  readonly version: number;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly state: S;
  readonly clocks: readonly ClockRow[];
}

export interface CaseRow {
  case_id: string;
  procedure: string;
  jurisdiction: string;
  pack: string;
  version: number;
  opened_at: Date;
  updated_at: Date;
  state: Buffer;
}

export const CASE_COLUMNS =
  'case_id, procedure, jurisdiction, pack, version, opened_at, updated_at, state';
const READ = statement('case_read', `SELECT ${CASE_COLUMNS} FROM case_row WHERE case_id = $1`);
const LOCK = statement(
  'case_lock',
  `SELECT ${CASE_COLUMNS} FROM case_row WHERE case_id = $1 FOR UPDATE`,
);

/** Reads a case; `lock` holds its row until the transaction ends, so that two acts on one case
 *  never interleave (promise 3). */
export async function loadCase(
  runner: Runner,
  keys: SealKeys,
  caseId: string,
  lock: boolean,
): Promise<StoredCase | undefined> {
  const [row] = await runner.run<CaseRow>(lock ? LOCK : READ, [caseId]);
  return row && openCase(keys, row);
}

export function openCase(keys: SealKeys, row: CaseRow): StoredCase {
  const sealed = unseal(keys, placeOf(row.case_id, row.version), row.state);
  const { state, clocks } = JSON.parse(sealed.toString('utf8')) as {
    state: CaseState;
    clocks: ClockRow[];
  };
  return {
    caseId: row.case_id,
    procedure: row.procedure,
    jurisdiction: row.jurisdiction,
    pack: row.pack,
    version: row.version,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    state,
    clocks,
  };
}

export const placeOf = (caseId: string, version: number): string => `case/${caseId}/${version}`;

/** Everything about a case that lists and clocks are drawn from. */
export interface CaseImage {
  readonly caseId: string;
  readonly procedure: string;
  readonly jurisdiction: string;
  readonly pack: string;
  readonly version: number;
  readonly terminal: boolean;
  readonly state: CaseState;
  readonly clocks: readonly (ClockRow & {
    readonly act: string | null;
    readonly firesAt: string;
  })[];
  readonly parties: readonly Party[];
  readonly headline: Headline;
  readonly searchVector: string;
  readonly parentId: string | null;
  readonly openedAt: string;
  readonly updatedAt: string;
  /** Roles of the office that the case waits for now: whoever else has it in hand has it no longer. Null:
   *  it waits for nobody there, and stays where it is. */
  readonly officers: readonly string[] | null;
  /** Clocks that may run out here and leave owed what they were set for. */
  readonly owed: readonly string[];
}

export function sealedState(keys: SealKeys, image: CaseImage): Buffer {
  const clocks = image.clocks.map(({ act: _act, firesAt: _fires, ...row }) => row);
  const plain = canonicalBytes({ state: image.state, clocks } as unknown as JsonObject);
  return seal(keys, placeOf(image.caseId, image.version), Buffer.from(plain));
}

export interface EventRow {
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly entry: Entry;
  /** Sealed body; null when the event has no private part. */
  readonly body: Buffer | null;
}

/** One statement appends the events and everything that is read from them: a transaction of its
 *  own would otherwise pay a round trip for each table. The row of the case goes first and lets the
 *  rest through only when it stands at the version the act was decided on. */
const APPEND: Statement = {
  mustHit: true,
  ...statement(
    'case_append',
    `WITH c AS (
     INSERT INTO case_row (case_id, procedure, jurisdiction, pack, status, terminal, version, title,
       registrant, district, parent_id, opened_at, updated_at, next_due, next_provisional,
       next_clock, search, state)
     VALUES ($1, $2, $25, $26, $27, $28, $23, $29, $30, $31, $32, $33, $24, $34, $35, $36,
       $37::tsvector, $38)
     ON CONFLICT (case_id) DO UPDATE SET status = excluded.status, terminal = excluded.terminal,
       version = excluded.version, title = excluded.title, registrant = excluded.registrant,
       district = excluded.district, updated_at = excluded.updated_at,
       next_due = excluded.next_due, next_provisional = excluded.next_provisional,
       next_clock = excluded.next_clock, search = excluded.search, state = excluded.state
     WHERE case_row.version = $39
     RETURNING case_row.case_id
   ), e AS (
     INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
     SELECT c.case_id, v, $2, t, a, n, s, m
     FROM c, unnest($3::int[], $4::text[], $5::timestamptz[], $6::bytea[], $7::bytea[], $8::bytea[])
       AS x(v, t, a, n, s, m)
   ), b AS (
     INSERT INTO event_body (case_id, version, body)
     SELECT c.case_id, v, d FROM c, unnest($3::int[], $9::bytea[]) AS x(v, d) WHERE d IS NOT NULL
   ), k AS (
     INSERT INTO clock (case_id, name, state, started_on, due, provisional, calendar, act, fires_at)
     SELECT c.case_id, x.* FROM c, unnest($10::text[], $11::text[], $12::date[], $13::date[], $14::bool[],
       $15::text[], $16::text[], $17::timestamptz[]) AS x
     ON CONFLICT (case_id, name) DO UPDATE SET state = excluded.state,
       started_on = excluded.started_on, due = excluded.due, provisional = excluded.provisional,
       calendar = excluded.calendar, act = excluded.act, fires_at = excluded.fires_at, attempts = 0
   ), p AS (
     INSERT INTO case_party (case_id, party, party_id)
     SELECT c.case_id, x.* FROM c, unnest($18::text[], $19::text[]) AS x
     ON CONFLICT DO NOTHING
   ), i AS (
     INSERT INTO idempotency (actor, key, fingerprint, case_id, version, at)
     SELECT $20, $21, $22, c.case_id, $23, $24 FROM c WHERE $21::text IS NOT NULL
   ), l AS (
     DELETE FROM desk USING c, account a WHERE desk.case_id = c.case_id
       AND a.account_id = desk.account_id AND NOT a.roles && $40::text[]
   )
   SELECT case_id FROM c`,
  ),
};

/** Sorts cases without a clock that counts behind all others. */
export const NEVER = '9999-12-31';

export interface Idempotency {
  readonly actor: string;
  readonly key: string;
  readonly fingerprint: Buffer;
}

/** Appends events to a case and writes its new image: all of it or nothing, and nothing when the case
 *  is no longer at the version it was decided on. */
export async function appendCase(
  tx: Runner,
  keys: SealKeys,
  image: CaseImage,
  events: readonly EventRow[],
  idempotency: Idempotency | undefined,
): Promise<void> {
  const next = nextDue(image);
  await tx.run(APPEND, [
    image.caseId,
    image.procedure,
    events.map((e) => e.version),
    events.map((e) => e.type),
    events.map((e) => e.at),
    events.map((e) => e.entry.bytes),
    events.map((e) => e.entry.sha256),
    events.map((e) => e.entry.sm3),
    events.map((e) => e.body),
    image.clocks.map((c) => c.name),
    image.clocks.map((c) => c.state),
    image.clocks.map((c) => c.startedOn),
    image.clocks.map((c) => c.due),
    image.clocks.map((c) => c.provisional),
    image.clocks.map((c) => c.calendar),
    image.clocks.map((c) => c.act),
    image.clocks.map((c) => c.firesAt),
    image.parties.map((p) => p.key),
    image.parties.map((p) => p.id),
    idempotency?.actor ?? null,
    idempotency?.key ?? null,
    idempotency?.fingerprint ?? null,
    image.version,
    image.updatedAt,
    image.jurisdiction,
    image.pack,
    image.state.status,
    image.terminal,
    image.headline.title,
    image.headline.registrant,
    image.headline.district,
    image.parentId,
    image.openedAt,
    next?.due ?? NEVER,
    next?.provisional ?? false,
    next?.name ?? null,
    image.searchVector,
    sealedState(keys, image),
    image.version - events.length,
    image.officers,
  ]);
}

const DROP = statement(
  'case_party_drop',
  `DELETE FROM case_party WHERE case_id = $1 AND (party, party_id) IN
   (SELECT * FROM unnest($2::text[], $3::text[]))`,
);

/** Takes out of the party list whoever is no longer one, so that they no longer see the case. */
export async function dropParties(
  tx: Runner,
  caseId: string,
  before: readonly Party[],
  after: readonly Party[],
): Promise<void> {
  const gone = before.filter((b) => !after.some((a) => a.key === b.key && a.id === b.id));
  if (gone.length === 0) return;
  await tx.run(DROP, [caseId, gone.map((p) => p.key), gone.map((p) => p.id)]);
}

/** What the queue sorts by: of the clocks that run, and those that ran out on what is still owed, the one
 *  due first. */
export function nextDue({
  clocks,
  owed,
}: Pick<CaseImage, 'clocks' | 'owed'>): ClockRow | undefined {
  return clocks
    .filter((c) => c.state === 'running' || (c.state === 'expired' && owed.includes(c.name)))
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))[0];
}
