import { isUuid } from '../../base/id.ts';
import type { JsonObject } from '../../base/json.ts';
import { addDays, isPlainDate, moment, type PlainDate } from '../../base/plain-date.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf, statement, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { Operations } from './operations.ts';
import { procedures } from '../procedures.ts';

export interface OperationQuery {
  /** Days in Asia/Shanghai, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
  /** A number, a login, or `login:` with the digest of one that nobody has. */
  readonly account?: string | undefined;
  readonly subject?: string | undefined;
  /** Only what went through, or only what was refused. */
  readonly ok?: boolean | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** 1 to 200; 50 when absent. */
  readonly limit?: number | undefined;
}

export interface OperationLine {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly account: string;
  /** The login behind an account id; null where there is none. */
  readonly login: string | null;
  readonly subject: string;
  readonly ok: boolean;
  readonly detail: JsonObject;
}

interface OperationPage {
  readonly items: readonly OperationLine[];
  readonly next: string | null;
}

interface Row extends Omit<OperationLine, 'at' | 'login'> {
  readonly day: string;
  readonly at: Date;
}

/** Cases that name people whom the registrar must not know: its own audit administrator reads here, and
 *  the numbers of such cases stand on the public log. */
const WITHHELD = procedures.filter((p) => p.aboutOffice && p.partyReaders).map((p) => p.name);

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

// What a program did with a key names the case in the address it asked.
// Who asked for one and was told that there is none is no party of it, and stays named.
const LINES = `operation CROSS JOIN LATERAL (SELECT (ok OR kind <> 'case.read') AND EXISTS (
     SELECT FROM case_row c WHERE c.procedure = ANY($1::text[]) AND c.case_id =
       CASE WHEN subject ~ '^case/${UUID}$' THEN substr(subject, 6)::uuid
         WHEN detail ->> 'path' ~* '^/api/cases/${UUID}(/|$)' THEN substr(detail ->> 'path', 12, 36)::uuid END
   ) AS withheld) w
   WHERE ($2::date IS NULL OR day >= $2) AND ($3::date IS NULL OR day <= $3)
     AND ($4::text IS NULL OR kind = $4) AND ($5::text IS NULL OR (account = $5 AND NOT withheld))
     AND ($6::text IS NULL OR (subject = $6 AND NOT withheld)) AND ($7::boolean IS NULL OR ok = $7)`;

const LIST = statement(
  'operation_list',
  `SELECT day::text, operation_id AS id, at, kind, ok,
     CASE WHEN withheld THEN '' ELSE account END AS account,
     CASE WHEN withheld THEN 'case/withheld' ELSE subject END AS subject,
     CASE WHEN withheld THEN '{}'::jsonb ELSE detail END AS detail
   FROM ${LINES} AND ($8::date IS NULL OR (day, operation_id) < ($8, $9::uuid))
   ORDER BY day DESC, operation_id DESC LIMIT $10`,
);

const DAYS = statement(
  'operation_days',
  `SELECT day::text, (count(*) FILTER (WHERE ok))::int AS done, (count(*) FILTER (WHERE NOT ok))::int AS refused
   FROM ${LINES} GROUP BY day ORDER BY day`,
);

const LOGINS = statement(
  'operation_logins',
  'SELECT account_id AS id, login FROM account WHERE account_id = ANY($1::uuid[])',
);

const BY_LOGIN = statement(
  'operation_account',
  'SELECT account_id AS id FROM account WHERE login = $1',
);

/** Lines name an account by its number; who asks may have its login. */
async function byNumber<T extends Pick<OperationQuery, 'account'>>(
  runner: Runner,
  query: T,
): Promise<T> {
  const { account } = query;
  if (account === undefined || account.includes(':') || isUuid(account)) return query;
  const [found] = await runner.run<{ id: string }>(BY_LOGIN, [account]);
  return found ? { ...query, account: found.id } : query;
}

/** The operations log, newest first, for the audit administrator and the auditor; reading it is
 *  recorded too. Codes: OPERATIONS_NOT_YOURS, OPERATIONS_QUERY. */
export async function listOperations(
  house: Pick<House, 'pool'>,
  operations: Operations,
  actor: Actor,
  query: OperationQuery,
): Promise<OperationPage | Refusal> {
  if (!readsOperations(actor)) return notYours();
  const limit = Math.min(200, Math.max(1, Math.trunc(query.limit ?? 50) || 50));
  const [day, id] = query.after?.split('_') ?? [];
  const days = [query.from, query.to, day].filter((d) => d !== undefined);
  if (!days.every(isPlainDate)) return malformed();
  if (query.after !== undefined && !isUuid(id)) return malformed();
  await operations.record({
    kind: 'operations.read',
    account: actor.accountId,
    subject: 'operations',
    ok: true,
    detail: { from: query.from ?? null, to: query.to ?? null, kind: query.kind ?? null },
  });
  const runner = runnerOf(house.pool);
  return pageOf(runner, await byNumber(runner, query), limit, day, id);
}

const readsOperations = (actor: Actor): boolean =>
  actor.roles.some((role) => role === 'admin.audit' || role === 'auditor');

const asked = ({ from, to, kind, account, subject, ok }: OperationQuery): unknown[] => [
  WITHHELD,
  ...[from, to, kind, account, subject, ok].map((value) => value ?? null),
];

async function pageOf(
  runner: Runner,
  query: OperationQuery,
  limit: number,
  day?: string,
  id?: string,
): Promise<OperationPage> {
  const values = [...asked(query), day ?? null, id ?? null, limit + 1];
  const found = await runner.run<Row>(LIST, values);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const ids = [...new Set(rows.map((row) => row.account))].filter(isUuid);
  const known = await runner.run<{ id: string; login: string }>(LOGINS, [ids]);
  const logins = new Map(known.map((row) => [row.id, row.login]));
  return {
    items: rows.map(({ day: _day, at, ...row }) => ({
      ...row,
      at: moment(at.getTime()),
      login: logins.get(row.account) ?? null,
    })),
    next: found.length > limit && last ? `${last.day}_${last.id}` : null,
  };
}

/** How many operations of a day went through, and how many were refused. */
export interface OperationDay {
  readonly day: string;
  readonly done: number;
  readonly refused: number;
}

const COUNTED_DAYS = 92;

/** The lines of a list counted by day, over three months at most and up to the last day asked for; days with
 *  none are left out. Codes: OPERATIONS_NOT_YOURS, OPERATIONS_QUERY. */
export async function countOperations(
  house: Pick<House, 'pool' | 'time'>,
  actor: Actor,
  query: Omit<OperationQuery, 'after' | 'limit'>,
): Promise<{ from: string; to: string; days: OperationDay[] } | Refusal> {
  if (!readsOperations(actor)) return notYours();
  const to = query.to ?? house.time.today();
  if (!isPlainDate(to) || !isPlainDate(query.from ?? to)) return malformed();
  const earliest = addDays(to, 1 - COUNTED_DAYS);
  const from = query.from === undefined || query.from < earliest ? earliest : query.from;
  const runner = runnerOf(house.pool);
  const values = asked({ ...(await byNumber(runner, query)), from, to });
  return {
    from,
    to,
    days: await runner.run<OperationDay & Record<string, unknown>>(DAYS, values),
  };
}

const EXPORTED = 10_000;
const PAGE = 500;

/** The lines of a list for taking away, newest first, ten thousand at most; taking them is recorded.
 *  Codes: OPERATIONS_NOT_YOURS, OPERATIONS_QUERY. */
export async function exportOperations(
  house: Pick<House, 'pool'>,
  operations: Operations,
  actor: Actor,
  query: Omit<OperationQuery, 'after' | 'limit'>,
): Promise<OperationLine[] | Refusal> {
  if (!readsOperations(actor)) return notYours();
  if (![query.from, query.to].every((day) => day === undefined || isPlainDate(day)))
    return malformed();
  await operations.record({
    kind: 'operations.export',
    account: actor.accountId,
    subject: 'operations',
    ok: true,
    detail: { from: query.from ?? null, to: query.to ?? null, kind: query.kind ?? null },
  });
  const runner = runnerOf(house.pool);
  const asking = await byNumber(runner, query);
  const lines: OperationLine[] = [];
  let at: readonly string[] = [];
  while (lines.length < EXPORTED) {
    const page = await pageOf(runner, asking, PAGE, at[0], at[1]);
    lines.push(...page.items);
    if (page.next === null) break;
    at = page.next.split('_');
  }
  return lines.slice(0, EXPORTED);
}

/** Six months at least: Cybersecurity Law article 23(3). */
const KEPT_DAYS_MIN = 180;
const PURGE_AT_ONCE = 10_000;
const PURGE_ROUNDS = 100;

const PURGE = statement(
  'operation_purge',
  `DELETE FROM operation WHERE (day, operation_id) IN (
     SELECT day, operation_id FROM operation WHERE day < $1 ORDER BY day, operation_id LIMIT $2)
   RETURNING 1`,
);

/** Removes lines older than `keptDays` (180 at least, or RangeError); returns how many. At most a
 *  million a call, so that it never runs away. */
export async function purgeOperations(
  runner: Runner,
  today: PlainDate,
  keptDays = KEPT_DAYS_MIN,
): Promise<number> {
  if (!Number.isInteger(keptDays) || keptDays < KEPT_DAYS_MIN) {
    throw new RangeError(`the operations log is kept at least ${KEPT_DAYS_MIN} days`);
  }
  const before = addDays(today, -keptDays);
  let removed = 0;
  for (let round = 0; round < PURGE_ROUNDS; round += 1) {
    const { length } = await runner.run(PURGE, [before, PURGE_AT_ONCE]);
    removed += length;
    if (length < PURGE_AT_ONCE) break;
  }
  return removed;
}

const notYours = (): Refusal =>
  refuse(
    'OPERATIONS_NOT_YOURS',
    text(
      '操作日志仅供审计管理员和审计人员查阅。',
      'Only the audit administrator and auditors read the operations log.',
    ),
    ['BJ-REG-20', 'GB/T 22239-2019 8.1.4'],
    'forbidden',
  );

const malformed = (): Refusal =>
  refuse(
    'OPERATIONS_QUERY',
    text('查询条件的格式不正确。', 'The query is malformed.'),
    [],
    'malformed',
  );
