import { uuidV7 } from '../../base/id.ts';
import type { JsonObject } from '../../base/json.ts';
import { isPersonalId } from '../../base/personal-id.ts';
import { dayOf } from '../../base/plain-date.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { runnerOf, statement, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';

/** One line of the operations log: who did or tried what, to what, and whether it went through.
 *  `account` is an account id, or `login:<name>` where nobody is signed in yet. */
export interface Operation {
  readonly kind: string;
  readonly account: string;
  readonly subject: string;
  readonly ok: boolean;
  readonly detail?: JsonObject;
}

/** The operations log (BJ-REG-20(3), GB/T 22239 8.1.4.3): sign-ins, reads, refused acts. */
export interface Operations {
  /** Queues a line; written within a second. Waits while the queue is full; throws `Refused`
   *  (503) when it stays full: what cannot be recorded is not done. */
  record(operation: Operation): Promise<void>;
  /** Writes all that is queued. */
  flush(): Promise<void>;
  /** Stops the timer and writes what is left. */
  close(): Promise<void>;
}

/** A line as it is written. */
interface Row {
  readonly day: string;
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly account: string;
  readonly subject: string;
  readonly ok: boolean;
  readonly detail: string;
}

type Clerk = Pick<House, 'time' | 'random'>;

const BATCH = 200;
const QUEUE_MAX = 5000;
const FLUSH_MS = 1000;
const WORD_MAX = 200;
const DETAIL_MAX = 4000;

const INSERT = statement(
  'operation_insert',
  `INSERT INTO operation (day, operation_id, at, kind, account, subject, ok, detail)
   SELECT day, id, at, kind, account, subject, ok, detail::jsonb FROM unnest(
     $1::date[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::boolean[],
     $8::text[]) AS row (day, id, at, kind, account, subject, ok, detail)
   ON CONFLICT DO NOTHING`,
);

const EIGHTEEN = /(?<!\d)\d{17}[\dXx](?!\d)/g;

/** PostgreSQL keeps neither NUL nor half a surrogate pair; one such line must not hold up a batch.
 *  Whoever typed an identity number into the wrong box does not find it in the log. */
const clean = (value: string): string =>
  value
    .replaceAll('\0', '')
    .toWellFormed()
    .replace(EIGHTEEN, (code) => (isPersonalId(code.toUpperCase()) ? '（身份号码）' : code));

function detailOf(detail: JsonObject): string {
  const json = JSON.stringify(detail, (_key, value: unknown) =>
    typeof value === 'string' ? clean(value.slice(0, DETAIL_MAX)) : value,
  );
  return json.length > DETAIL_MAX ? '{"truncated":true}' : json;
}

function rowOf(clerk: Clerk, operation: Operation): Row {
  const at = clerk.time.now();
  const word = (value: string): string => clean(value.slice(0, WORD_MAX));
  return {
    day: dayOf(at),
    id: uuidV7(clerk.time.nowMs(), clerk.random(10)),
    at,
    kind: word(operation.kind),
    account: word(operation.account),
    subject: word(operation.subject),
    ok: operation.ok,
    detail: detailOf(operation.detail ?? {}),
  };
}

async function insert(runner: Runner, rows: readonly Row[]): Promise<void> {
  const column = <K extends keyof Row>(key: K) => rows.map((row) => row[key]);
  await runner.run(INSERT, [
    column('day'),
    column('id'),
    column('at'),
    column('kind'),
    column('account'),
    column('subject'),
    column('ok'),
    column('detail'),
  ]);
}

/** Writes a line in the caller's own transaction: for changes that must not stand unrecorded. */
export async function recordWithin(tx: Runner, clerk: Clerk, operation: Operation): Promise<void> {
  await insert(tx, [rowOf(clerk, operation)]);
}

/** Starts the batched log. Lines of the last second are lost with the process, as for any log that
 *  does not wait for the disk; acts and account changes are recorded with their transaction. */
export function openOperations(house: Clerk & Pick<House, 'pool'>): Operations {
  const runner = runnerOf(house.pool);
  const queue: Row[] = [];
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function write(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH);
      await insert(runner, batch);
      queue.splice(0, batch.length);
    }
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= write().finally(() => {
      writing = undefined;
      if (queue.length > 0) later();
    });
    return writing;
  }
  /** A batch that failed stays queued and is tried again with the next one. */
  function later(): void {
    if (closed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      flush().catch(() => undefined);
    }, FLUSH_MS).unref();
  }
  return {
    async record(operation) {
      if (closed) throw new Refused(full());
      if (queue.length >= QUEUE_MAX) await flush().catch(() => undefined);
      if (queue.length >= QUEUE_MAX) throw new Refused(full());
      queue.push(rowOf(house, operation));
      if (queue.length >= BATCH) flush().catch(() => undefined);
      else later();
    },
    flush,
    async close() {
      closed = true;
      await flush();
      // Lines queued while the last batch was under way.
      await flush();
    },
  };
}

const full = () =>
  refuse(
    'AUDIT_BUSY',
    text(
      '操作日志暂时无法写入，请稍后再试；本次操作没有进行。',
      'The operations log cannot be written; nothing was done. Try again shortly.',
    ),
    ['BJ-REG-20'],
    'busy',
  );
