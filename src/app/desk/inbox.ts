import { isUuid } from '../../base/id.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';

/** Read by this person: everything up to a message, single ones after it, and what was marked when an
 *  inbox was still marked for a whole organisation. */
const IS_READ = `(n.read_at IS NOT NULL
   OR n.notification_id <= (SELECT s.upto FROM inbox_seen s WHERE s.account_id = $2)
   OR EXISTS (SELECT FROM inbox_read r WHERE r.account_id = $2 AND r.notification_id = n.notification_id))`;

const list = (name: string, where: string) =>
  statement(
    `inbox_${name}`,
    `SELECT n.notification_id AS id, n.case_id AS "caseId", n.version, n.at, n.title, n.body,
       coalesce(${IS_READ}, false) AS read FROM notification n
     WHERE n.recipient = ANY($1::text[]) AND ($3::uuid IS NULL OR n.notification_id < $3)${where}
     ORDER BY n.notification_id DESC LIMIT $4`,
  );
const LISTS = {
  all: list('all', ''),
  unread: list('new', ` AND ${IS_READ} IS NOT TRUE`),
  read: list('old', ` AND ${IS_READ}`),
} as const;
const UNREAD = statement(
  'inbox_unread',
  `SELECT count(*)::int AS n FROM (SELECT 1 FROM notification n
   WHERE n.recipient = ANY($1::text[]) AND ${IS_READ} IS NOT TRUE LIMIT 1000) AS x`,
);
const READ = statement(
  'inbox_mark',
  `WITH found AS (
     SELECT notification_id FROM notification
     WHERE recipient = ANY($1::text[]) AND notification_id = $3
   ), kept AS (
     INSERT INTO inbox_read (account_id, notification_id) SELECT $2, notification_id FROM found
     ON CONFLICT DO NOTHING
   ) SELECT 1 FROM found`,
);
const READ_ABOUT = statement(
  'inbox_mark_case',
  `INSERT INTO inbox_read (account_id, notification_id)
   SELECT $2, n.notification_id FROM notification n
   WHERE n.recipient = ANY($1::text[]) AND n.case_id = $3 AND ${IS_READ} IS NOT TRUE
   ON CONFLICT DO NOTHING`,
);
const READ_ALL = statement(
  'inbox_mark_all',
  `INSERT INTO inbox_seen (account_id, upto)
   SELECT $2, n.notification_id FROM notification n
   WHERE n.recipient = ANY($1::text[]) AND n.notification_id <= $3
   ORDER BY n.notification_id DESC LIMIT 1
   ON CONFLICT (account_id) DO UPDATE SET upto = greatest(inbox_seen.upto, excluded.upto)`,
);
const FORGET = statement(
  'inbox_forget_marks',
  `DELETE FROM inbox_read r USING inbox_seen s
   WHERE r.account_id = $1 AND s.account_id = $1 AND r.notification_id <= s.upto`,
);

interface Row {
  id: string;
  caseId: string;
  version: number;
  at: Date;
  title: Text;
  body: Record<string, unknown>;
  read: boolean;
}

/** What the office is told of its cases is not for its administrators, who see none of them. */
const recipientsOf = ({ accountId, org, roles }: Actor): string[] => [
  `account:${accountId}`,
  ...(org && !roles.every((role) => role.startsWith('admin.')) ? [`org:${org.code}`] : []),
];

/** Notifications of an actor and their organisation, newest first; what one person has read, colleagues
 *  have not. `unread` is counted up to a thousand. */
export async function inboxOf(
  house: House,
  actor: Actor,
  query: {
    readonly after?: string | undefined;
    readonly limit: number;
    readonly show?: keyof typeof LISTS | undefined;
  },
) {
  const { after, limit, show = 'all' } = query;
  if (after !== undefined && !isUuid(after)) throw new Refused(badCursor());
  const runner = runnerOf(house.pool);
  const who = [recipientsOf(actor), actor.accountId];
  const rows = await runner.run<Row>(LISTS[show], [...who, after ?? null, limit + 1]);
  const [count] = await runner.run<{ n: number }>(UNREAD, who);
  const items = rows.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  return {
    items,
    unread: count?.n ?? 0,
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

export async function markRead(house: House, actor: Actor, id: string): Promise<void> {
  const found = isUuid(id)
    ? await runnerOf(house.pool).run(READ, [recipientsOf(actor), actor.accountId, id])
    : [];
  if (found.length === 0) {
    throw new Refused(
      refuse(
        'NOTIFICATION_UNKNOWN',
        text('没有这条通知。', 'There is no such notification.'),
        [],
        'unknown',
      ),
    );
  }
}

/** Marks what this person was told about one case, or everything up to the message they saw last. */
export async function markAllRead(
  house: House,
  actor: Actor,
  { caseId, upto }: { readonly caseId?: string | undefined; readonly upto?: string | undefined },
): Promise<void> {
  const runner = runnerOf(house.pool);
  const who = [recipientsOf(actor), actor.accountId];
  if (caseId !== undefined) await runner.run(READ_ABOUT, [...who, caseId]);
  if (upto === undefined) return;
  await runner.run(READ_ALL, [...who, upto]);
  await runner.run(FORGET, [actor.accountId]);
}

const badCursor = () =>
  refuse(
    'CURSOR_INVALID',
    text('翻页位置无效。', 'The page position is not valid.'),
    [],
    'malformed',
  );
