import { isUuid } from '../../base/id.ts';
import { isPlainDate, orThrowDate } from '../../base/plain-date.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { idsOf } from '../../kernel/who.ts';
import { workingDayAfter } from '../../law/days-left.ts';
import { NEVER } from '../../store/cases.ts';
import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { itemOf, type ItemRow } from './queue-item.ts';
import { isOpen, narrow, rowsFor, type QueueQuery, type Rows } from './queue-rows.ts';

const MOST = 100;
/** A page read again between two rows may have grown meanwhile. */
const MOST_BETWEEN = 200;
/** Working days ahead that count as soon. */
const SOON = 3;

const CASE = `c.case_id, c.procedure, c.jurisdiction, c.pack, c.status, c.terminal, c.version, c.title,
  c.registrant, c.district, c.opened_at, c.updated_at, c.next_due, c.next_provisional, c.next_clock,
  k.started_on, k.calendar`;

/** One keyset page of the cases this actor may see: the bounds of `scopeOf`, then the filters. With it
 *  the last day that counts as soon, by which lists are grouped. */
export async function listCases(house: House, actor: Actor, query: QueueQuery) {
  const today = house.time.today();
  const soonBy = workingDayAfter(house.calendar(), orThrowDate(today), SOON);
  const nothing = { items: [], next: null, today, soonBy };
  const rows = rowsFor(house, actor, query);
  if (!rows || !narrow(house, actor, rows, query)) return nothing;
  const limit =
    query.upto === undefined ? Math.min(Math.max(query.limit ?? 50, 1), MOST) : MOST_BETWEEN;
  const order = orderOf(query);
  if (query.after !== undefined) rows.where.push(beyond(rows, order, query.after));
  if (query.upto !== undefined) rows.where.push(`NOT ${beyond(rows, order, query.upto)}`);
  const columns = columnsFor(house, actor, rows, query);
  const sql = `SELECT ${columns} FROM ${rows.from}
    LEFT JOIN clock k ON k.case_id = c.case_id AND k.name = c.next_clock
    WHERE ${rows.where.join(' AND ')} ORDER BY ${order.by} LIMIT ${limit + 1}`;
  const found = await runnerOf(house.pool).run<ItemRow>({ name: '', text: sql }, rows.values);
  const items = found.slice(0, limit).map((row) => itemOf(house, row));
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { items, next: last ? cursorOf(last) : null, today, soonBy };
}

interface Order {
  readonly by: string;
  /** Case ids are in order of opening. */
  readonly kind: 'due' | 'newest' | 'oldest';
  readonly due: string;
}

function orderOf(query: QueueQuery): Order {
  const expiring = query.expiringBefore !== undefined;
  const due = expiring ? 'e.valid_to' : 'c.next_due';
  const usual = isOpen(query) || expiring || query.status !== undefined ? 'due' : 'newest';
  const kind = expiring ? 'due' : (query.sort ?? usual);
  const by = { due: `${due}, c.case_id`, newest: 'c.case_id DESC', oldest: 'c.case_id' }[kind];
  return { by, kind, due };
}

function beyond({ bind }: Rows, { kind, due }: Order, given: string): string {
  const cursor = readCursor(given);
  const id = `${bind(cursor.id)}::uuid`;
  if (kind === 'newest') return `c.case_id < ${id}`;
  if (kind === 'oldest') return `c.case_id > ${id}`;
  return `((${due}, c.case_id) > (${bind(cursor.due)}::date, ${id}))`;
}

function columnsFor(house: House, actor: Actor, rows: Rows, query: QueueQuery): string {
  const { scope, bind } = rows;
  const away = (): string => {
    const today = bind(house.time.today());
    return `(SELECT json_build_object('to', b.ends, 'substitute', s.name, 'substituteId', s.account_id)
      FROM absence b LEFT JOIN account s ON s.account_id = b.substitute AND NOT s.disabled
      WHERE b.account_id = d.account_id AND b.starts <= ${today} AND b.ends >= ${today} LIMIT 1)`;
  };
  const desk =
    scope.kind === 'office'
      ? `CASE WHEN a.disabled THEN NULL ELSE d.account_id END AS desk_account, a.name AS desk_name,
         d.since AS desk_since, ${away()} AS away`
      : 'NULL AS desk_account, NULL AS desk_name, NULL AS desk_since, NULL AS away';
  if (query.expiringBefore === undefined) {
    return `${CASE}, ${desk}, NULL AS expires, NULL AS code, false AS carried, false AS renewing, NULL AS renewal`;
  }
  // Whose renewal it is may open it; others see only that there is one.
  const open = `SELECT r.case_id FROM case_row r WHERE r.parent_id = c.case_id
    AND r.procedure = 'reg.renew' AND NOT r.terminal`;
  const ours =
    scope.kind === 'office'
      ? ''
      : ` AND EXISTS (SELECT FROM case_party q WHERE q.case_id = r.case_id AND q.party_id = ANY(${bind(idsOf(actor))}))`;
  return `${CASE}, ${desk}, e.valid_to AS expires, e.code, e.status <> 'active' AS carried,
    EXISTS (${open}) AS renewing, (${open}${ours} LIMIT 1) AS renewal`;
}

const cursorOf = (row: ItemRow): string =>
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
