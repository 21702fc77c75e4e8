import { tsqueryOf } from '../base/chinese-text.ts';
import { isUuid } from '../base/id.ts';
import { isPlainDate, plainDate } from '../base/plain-date.ts';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
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
  /** `open` (default): cases that still run, soonest due first; `all`: newest first. */
  readonly which?: 'open' | 'all' | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

interface Row {
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
  const { place, scope } = boundsOf(actor, query);
  if (scope.kind === 'nothing') return { items: [], next: null };
  const limit = Math.min(Math.max(query.limit ?? 50, 1), MOST);
  const open = (query.which ?? 'open') === 'open' && query.status === undefined;
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = place === undefined ? ['true'] : [`c.jurisdiction = ${bind(place)}`];
  let from = 'case_row c';
  if (scope.kind === 'party') {
    from += ` JOIN (SELECT DISTINCT case_id FROM case_party WHERE party_id = ${bind(scope.id)}) p USING (case_id)`;
  } else {
    where.push(`c.procedure || ' ' || c.status <> ALL(${bind(HIDDEN)})`);
    if (scope.kind === 'district') where.push(`c.district = ${bind(scope.region)}`);
  }
  if (query.procedure !== undefined) where.push(`c.procedure = ${bind(query.procedure)}`);
  if (query.status !== undefined) where.push(`c.status = ${bind(query.status)}`);
  else if (open) where.push('NOT c.terminal');
  if (query.due !== undefined) where.push(`c.next_due <= ${bind(orThrow(plainDate(query.due)))}`);
  const terms = query.q === undefined ? undefined : tsqueryOf(query.q);
  // Words were asked for, and none of them can be searched: nothing matches, rather than everything.
  if (terms === undefined && (query.q ?? '').trim() !== '') return { items: [], next: null };
  if (terms !== undefined) where.push(`c.search @@ ${bind(terms)}::tsquery`);
  const cursor = query.after === undefined ? undefined : readCursor(query.after);
  const byDue = open || query.status !== undefined;
  if (cursor) {
    where.push(
      byDue
        ? `(c.next_due, c.case_id) > (${bind(cursor.due)}::date, ${bind(cursor.id)}::uuid)`
        : `c.case_id < ${bind(cursor.id)}::uuid`,
    );
  }
  const order = byDue ? 'c.next_due, c.case_id' : 'c.case_id DESC';
  const sql = `SELECT ${COLUMNS} FROM ${from} WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${limit + 1}`;
  const rows = await runnerOf(house.pool).run<Row>({ name: '', text: sql }, values);
  const items = rows.slice(0, limit).map(itemOf);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items, next: last ? cursorOf(last) : null };
}

const HIDDEN = procedures.flatMap((p) => unfiledStates(p).map((state) => `${p.name} ${state}`));

/** In which place an actor's list is drawn, and within which bounds. */
function boundsOf(actor: Actor, query: QueueQuery): { place: string | undefined; scope: Scope } {
  const mine = query.mine === true;
  if (query.jurisdiction !== undefined) {
    const rules = orThrow(packOrRefuse(query.jurisdiction));
    return { place: query.jurisdiction, scope: scopeOf(actor, rules, mine) };
  }
  const scopes = packs
    .filter((pack) => pack.refines !== null)
    .map((pack) => ({ place: pack.jurisdiction, scope: scopeOf(actor, pack, mine) }));
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
    provisional: row.next_provisional,
    clock: clock ? { name: row.next_clock, title: clock.title } : null,
  };
}

const cursorOf = (row: Row): string =>
  Buffer.from(`${row.next_due}/${row.case_id}`).toString('base64url');

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
