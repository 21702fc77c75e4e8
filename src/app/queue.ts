import { tsqueryOf } from '../base/chinese-text.ts';
import { isUuid } from '../base/id.ts';
import { isPlainDate, plainDate } from '../base/plain-date.ts';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { idsOf } from '../kernel/who.ts';
import { packs } from '../law/packs.ts';
import { NEVER } from '../store/cases.ts';
import { runnerOf } from '../store/transaction.ts';
import type { House } from './house.ts';
import { procedureOf, procedures } from './procedures.ts';
import { packOrRefuse } from './rules.ts';
import { scopeOf, unfiledStates, type Scope } from './see.ts';

export interface QueueQuery {
  /** Absent: the place of the actor's office, and for a party every place. */
  readonly jurisdiction?: string | undefined;
  readonly procedure?: string | undefined;
  readonly status?: string | undefined;
  readonly mine?: boolean | undefined;
  /** Only cases whose next clock is due on or before this day. */
  readonly due?: string | undefined;
  readonly q?: string | undefined;
  /** Only cases in which the catalogue has moved on (BJ-REG-19), finished ones too. */
  readonly drifted?: boolean | undefined;
  /** Only entries in force whose validity ends before this day, soonest first. */
  readonly expiringBefore?: string | undefined;
  /** With it: only those whose validity ends on this day or later. */
  readonly expiringFrom?: string | undefined;
  /** Only cases about this one. */
  readonly parent?: string | undefined;
  /** `open` (default): cases that still run, soonest due first; `all`: newest first. */
  readonly which?: 'open' | 'all' | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

interface Row {
  expires: string | null;
  case_id: string;
  procedure: string;
  jurisdiction: string;
  pack: string;
  status: string;
  terminal: boolean;
  version: number;
  title: string;
  registrant: string | null;
  district: string | null;
  opened_at: Date;
  updated_at: Date;
  next_due: string;
  next_provisional: boolean;
  next_clock: string | null;
}

const MOST = 100;
const COLUMNS = `c.case_id, c.procedure, c.jurisdiction, c.pack, c.status, c.terminal, c.version, c.title,
  c.registrant, c.district, c.opened_at, c.updated_at, c.next_due, c.next_provisional, c.next_clock`;

/** One keyset page of the cases this actor may see: the bounds of `scopeOf`, then the filters. */
export async function listCases(house: House, actor: Actor, query: QueueQuery) {
  const { place, scope } = boundsOf(house, actor, query);
  if (scope.kind === 'nothing') return { items: [], next: null };
  const limit = Math.min(Math.max(query.limit ?? 50, 1), MOST);
  const drifted = query.drifted === true;
  const expiring = query.expiringBefore !== undefined;
  const open =
    (query.which ?? 'open') === 'open' && query.status === undefined && !drifted && !expiring;
  const { values, bind, where, from: within } = rowsWithin(actor, place, scope);
  let from = within;
  if (query.expiringBefore !== undefined) {
    const day = bind(orThrow(plainDate(query.expiringBefore)));
    from += ` JOIN public_entry e ON e.case_id = c.case_id AND e.status = 'active' AND e.valid_to < ${day}`;
  }
  if (expiring && query.expiringFrom !== undefined) {
    where.push(`e.valid_to >= ${bind(orThrow(plainDate(query.expiringFrom)))}`);
  }
  if (query.parent !== undefined) where.push(`c.parent_id = ${bind(query.parent)}`);
  if (query.procedure !== undefined) where.push(`c.procedure = ${bind(query.procedure)}`);
  if (query.status !== undefined) where.push(`c.status = ${bind(query.status)}`);
  else if (open) where.push('NOT c.terminal');
  if (drifted) where.push('EXISTS (SELECT FROM catalogue_drift d WHERE d.case_id = c.case_id)');
  if (query.due !== undefined) where.push(`c.next_due <= ${bind(orThrow(plainDate(query.due)))}`);
  const terms = query.q === undefined ? undefined : tsqueryOf(query.q);
  // Words were asked for, and none of them can be searched: nothing matches, rather than everything.
  if (terms === undefined && (query.q ?? '').trim() !== '') return { items: [], next: null };
  if (terms !== undefined) where.push(`c.search @@ ${bind(terms)}::tsquery`);
  const cursor = query.after === undefined ? undefined : readCursor(query.after);
  const byDue = open || expiring || query.status !== undefined;
  const dueColumn = expiring ? 'e.valid_to' : 'c.next_due';
  if (cursor) {
    where.push(
      byDue
        ? `(${dueColumn}, c.case_id) > (${bind(cursor.due)}::date, ${bind(cursor.id)}::uuid)`
        : `c.case_id < ${bind(cursor.id)}::uuid`,
    );
  }
  const order = byDue ? `${dueColumn}, c.case_id` : 'c.case_id DESC';
  const columns = `${COLUMNS}, ${expiring ? 'e.valid_to' : 'NULL'} AS expires`;
  const sql = `SELECT ${columns} FROM ${from} WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${limit + 1}`;
  const rows = await runnerOf(house.pool).run<Row>({ name: '', text: sql }, values);
  const items = rows.slice(0, limit).map(itemOf);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items, next: last ? cursorOf(last) : null };
}

/** The beginning of a query over the cases a scope reaches. */
function rowsWithin(actor: Actor, place: string | undefined, scope: Scope) {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = place === undefined ? ['true'] : [`c.jurisdiction = ${bind(place)}`];
  let from = 'case_row c';
  if (scope.kind === 'party') {
    from += ` JOIN (SELECT DISTINCT case_id FROM case_party WHERE party_id = ANY(${bind(idsOf(actor))})) p USING (case_id)`;
  } else {
    where.push(`c.procedure || ' ' || c.status <> ALL(${bind(HIDDEN)})`);
    if (scope.kind === 'office') where.push(asParty(bind(ABOUT_OFFICE), bind(scope.registrar)));
    if (scope.kind === 'district') where.push(`c.district = ${bind(scope.region)}`);
  }
  return { values, bind, where, from };
}

/** How many entries in force end in each month before `before` (YYYY-MM-DD), earliest first; null
 *  where the reader is neither the office nor a party: counts of a place are not for others without
 *  its leave (CQ-REG-19). */
export async function expiringByMonth(
  house: House,
  actor: Actor,
  query: Pick<QueueQuery, 'jurisdiction' | 'mine'> & { readonly before: string },
): Promise<{ month: string; n: number }[] | null> {
  const { place, scope } = boundsOf(house, actor, query);
  if (scope.kind !== 'office' && scope.kind !== 'party') return null;
  const { values, bind, where, from } = rowsWithin(actor, place, scope);
  const day = bind(orThrow(plainDate(query.before)));
  return runnerOf(house.pool).run<{ month: string; n: number }>(
    {
      name: '',
      text: `SELECT to_char(e.valid_to, 'YYYY-MM') AS month, count(*)::int AS n FROM ${from}
        JOIN public_entry e ON e.case_id = c.case_id AND e.status = 'active' AND e.valid_to < ${day}
        WHERE ${where.join(' AND ')} GROUP BY 1 ORDER BY 1 LIMIT 1000`,
    },
    values,
  );
}

const HIDDEN = procedures.flatMap((p) => unfiledStates(p).map((state) => `${p.name} ${state}`));

/** What is about the office itself its officers find only where it is a party. */
const ABOUT_OFFICE = procedures.filter((p) => p.aboutOffice).map((p) => p.name);
const asParty = (about: string, registrar: string): string =>
  `(c.procedure <> ALL(${about}) OR EXISTS (SELECT FROM case_party o WHERE o.case_id = c.case_id AND o.party_id = ${registrar}))`;

/** In which place an actor's list is drawn, and within which bounds. */
function boundsOf(
  { offices }: House,
  actor: Actor,
  query: Pick<QueueQuery, 'jurisdiction' | 'mine'>,
): { place: string | undefined; scope: Scope } {
  const mine = query.mine === true;
  if (query.jurisdiction !== undefined) {
    const rules = orThrow(packOrRefuse(query.jurisdiction));
    return { place: query.jurisdiction, scope: scopeOf(actor, rules, offices.of(rules), mine) };
  }
  const scopes = packs
    .filter((pack) => pack.refines !== null)
    .map((pack) => ({
      place: pack.jurisdiction,
      scope: scopeOf(actor, pack, offices.of(pack), mine),
    }));
  const office = scopes.find(({ scope }) => scope.kind !== 'party' && scope.kind !== 'nothing');
  return office ?? { place: undefined, scope: scopes[0]?.scope ?? { kind: 'nothing' } };
}

function itemOf(row: Row) {
  const procedure = procedureOf(row.procedure);
  const clock = row.next_clock === null ? undefined : procedure.clocks[row.next_clock];
  return {
    id: row.case_id,
    procedure: row.procedure,
    procedureTitle: procedure.title,
    jurisdiction: row.jurisdiction,
    pack: row.pack,
    status: row.status,
    statusTitle: procedure.states[row.status]?.title ?? null,
    terminal: row.terminal,
    version: row.version,
    title: row.title,
    registrant: row.registrant,
    district: row.district,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    due: row.next_due === NEVER ? null : row.next_due,
    expires: row.expires,
    provisional: row.next_provisional,
    clock: clock ? { name: row.next_clock, title: clock.title } : null,
  };
}

const cursorOf = (row: Row): string =>
  Buffer.from(`${row.expires ?? row.next_due}/${row.case_id}`).toString('base64url');

function readCursor(given: string): { due: string; id: string } {
  const [due = '', id = ''] = Buffer.from(given.slice(0, 200), 'base64url')
    .toString('utf8')
    .split('/');
  if (isUuid(id) && (due === NEVER || isPlainDate(due))) return { due, id };
  throw new Refused(
    refuse(
      'CURSOR_INVALID',
      text('翻页位置无效，请从第一页重新开始。', 'The page position is not valid; start again.'),
      [],
      'malformed',
    ),
  );
}
