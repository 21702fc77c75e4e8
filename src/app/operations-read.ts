import { isUuid } from '../base/id.ts';
import type { JsonObject } from '../base/json.ts';
import { addDays, isPlainDate, moment, type PlainDate } from '../base/plain-date.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { runnerOf, statement, type Runner } from '../store/transaction.ts';
import type { House } from './house.ts';
import type { Operations } from './operations.ts';
import { procedures } from './procedures.ts';

export interface OperationQuery {
  /** Days in Asia/Shanghai, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
  readonly account?: string | undefined;
  readonly subject?: string | undefined;
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

const LIST = statement(
  'operation_list',
  // Who asked for one and was told that there is none is no party of it, and stays named.
  `SELECT day::text, operation_id AS id, at, kind, ok,
     CASE WHEN withheld THEN '' ELSE account END AS account,
     CASE WHEN withheld THEN 'case/withheld' ELSE subject END AS subject,
     CASE WHEN withheld THEN '{}'::jsonb ELSE detail END AS detail
   FROM operation CROSS JOIN LATERAL (SELECT (ok OR kind <> 'case.read') AND EXISTS (
     SELECT FROM case_row c WHERE c.procedure = ANY($9::text[]) AND c.case_id =
       CASE WHEN subject ~ '^case/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN substr(subject, 6)::uuid END
   ) AS withheld) w
   WHERE ($1::date IS NULL OR day >= $1) AND ($2::date IS NULL OR day <= $2)
     AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR (account = $4 AND NOT withheld))
     AND ($5::text IS NULL OR (subject = $5 AND NOT withheld))
     AND ($6::date IS NULL OR (day, operation_id) < ($6, $7::uuid))
   ORDER BY day DESC, operation_id DESC LIMIT $8`,
);

const LOGINS = statement(
  'operation_logins',
  'SELECT account_id AS id, login FROM account WHERE account_id = ANY($1::uuid[])',
);

/** The operations log, newest first, for the audit administrator and the auditor; reading it is
 *  recorded too. Codes: OPERATIONS_NOT_YOURS, OPERATIONS_QUERY. */
export async function listOperations(
  house: Pick<House, 'pool'>,
  operations: Operations,
  actor: Actor,
  query: OperationQuery,
): Promise<OperationPage | Refusal> {
  if (!actor.roles.some((role) => role === 'admin.audit' || role === 'auditor')) return notYours();
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
  const { from, to, kind, account, subject } = query;
  const runner = runnerOf(house.pool);
  const found = await runner.run<Row>(LIST, [
    ...[from, to, kind, account, subject, day, id].map((value) => value ?? null),
    limit + 1,
    WITHHELD,
  ]);
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
