import { isUuid } from '../base/id.ts';
import { refuse, Refused } from '../base/refusal.ts';
import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import type { House } from './house.ts';

const LIST = statement(
  'inbox_list',
  `SELECT notification_id AS id, case_id AS "caseId", version, at, title, body, read_at FROM notification
   WHERE recipient = ANY($1::text[]) AND ($2::uuid IS NULL OR notification_id < $2)
   ORDER BY notification_id DESC LIMIT $3`,
);
const UNREAD = statement(
  'inbox_unread',
  `SELECT count(*)::int AS n FROM (SELECT 1 FROM notification
   WHERE recipient = ANY($1::text[]) AND read_at IS NULL LIMIT 1000) AS x`,
);
const READ = statement(
  'inbox_mark',
  `UPDATE notification SET read_at = coalesce(read_at, $3)
   WHERE recipient = ANY($1::text[]) AND notification_id = $2 RETURNING notification_id`,
);

interface Row {
  id: string;
  caseId: string;
  version: number;
  at: Date;
  title: Text;
  body: Record<string, unknown>;
  read_at: Date | null;
}

const recipientsOf = (actor: Actor): string[] => [
  `account:${actor.accountId}`,
  ...(actor.org ? [`org:${actor.org.code}`] : []),
];

/** Notifications of an actor and their organisation; `unread` is counted up to a thousand. */
export async function inboxOf(
  house: House,
  actor: Actor,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
) {
  if (after !== undefined && !isUuid(after)) throw new Refused(badCursor());
  const runner = runnerOf(house.pool);
  const recipients = recipientsOf(actor);
  const rows = await runner.run<Row>(LIST, [recipients, after ?? null, limit + 1]);
  const [count] = await runner.run<{ n: number }>(UNREAD, [recipients]);
  const items = rows.slice(0, limit).map(({ read_at: read, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    read: read !== null,
  }));
  return {
    items,
    unread: count?.n ?? 0,
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

export async function markRead(house: House, actor: Actor, id: string): Promise<void> {
  const found = isUuid(id)
    ? await runnerOf(house.pool).run(READ, [recipientsOf(actor), id, house.time.now()])
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

const badCursor = () =>
  refuse(
    'CURSOR_INVALID',
    text('翻页位置无效。', 'The page position is not valid.'),
    [],
    'malformed',
  );
