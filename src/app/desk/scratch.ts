import type { Json } from '../../base/json.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { seal, unseal } from '../../store/seal.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';

/** Names are ours, such as `case.<id>.checklist`; a case's own go when parts of it are erased. */
export const SCRATCH_NAME = /^[a-z][A-Za-z0-9.:-]{0,119}$/;

const OF_CASE = /^case\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?=\.|$)/;
const MOST_BYTES = 65_536;
const MOST_NAMES = 300;
const KEPT_DAYS = 90;

const READ = statement(
  'scratch_read',
  'SELECT revision, sealed, updated_at FROM scratch WHERE account_id = $1 AND name = $2',
);
const COUNT = statement(
  'scratch_count',
  'SELECT count(*)::int AS n FROM scratch WHERE account_id = $1 AND name <> $2',
);
/** Only onto the revision it was written from: of two windows the second is told. Files it names are
 *  held until it is kept: those are not swept away. */
const KEEP = statement(
  'scratch_keep',
  `WITH held AS (SELECT id FROM file WHERE id = ANY($7::uuid[]) FOR KEY SHARE)
   INSERT INTO scratch AS s (account_id, name, revision, case_id, sealed, updated_at, files)
   SELECT $1, $2, $3::int + 1, $4, $5, $6, ARRAY(SELECT id FROM held)
   WHERE $3::int = 0 OR EXISTS (SELECT 1 FROM scratch WHERE account_id = $1 AND name = $2)
   ON CONFLICT (account_id, name) DO UPDATE
     SET revision = excluded.revision, sealed = excluded.sealed, updated_at = excluded.updated_at,
       files = excluded.files
     WHERE s.revision = $3
   RETURNING revision`,
);
const DROP = statement('scratch_drop', 'DELETE FROM scratch WHERE account_id = $1 AND name = $2');
const AGED = statement(
  'scratch_aged',
  `DELETE FROM scratch WHERE ctid = ANY (ARRAY(
     SELECT ctid FROM scratch WHERE updated_at < $1 ORDER BY updated_at LIMIT 100))`,
);

/** What is kept under a name, and which writing of it this is. */
export interface Scratch {
  readonly value: Json;
  readonly revision: number;
  readonly updatedAt: string;
}

/** Takes a hundred of those away that were last written before a moment. */
export const dropAged = ({ pool }: Pick<House, 'pool'>, before: Date): Promise<unknown> =>
  runnerOf(pool).run(AGED, [before]);

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Whatever in it may be a file: which of them are, the table of files knows. */
const idsIn = (json: string): string[] => [...new Set(json.match(ID))];

/** What a row is sealed to: moved to another account, it opens for nobody. */
export const placeOf = (accountId: string, name: string): string =>
  `account/${accountId}/scratch/${name}`;

/** What somebody typed and has not done yet, on the server rather than in a browser that others may use:
 *  it outlives a session, and is read by its own account only. Nothing of the register is decided by it. */
export function scratchOf({ pool, keys, time }: Pick<House, 'pool' | 'keys' | 'time'>) {
  const runner = runnerOf(pool);
  return {
    async read(accountId: string, name: string): Promise<Scratch | null> {
      const [row] = await runner.run<{ revision: number; sealed: Buffer; updated_at: Date }>(READ, [
        accountId,
        name,
      ]);
      if (!row) return null;
      const plain = unseal(keys, placeOf(accountId, name), row.sealed).toString('utf8');
      return {
        value: JSON.parse(plain) as Json,
        revision: row.revision,
        updatedAt: row.updated_at.toISOString(),
      };
    },
    /** Writes anew what was read at `revision`; 0: nothing was there. */
    async keep(
      accountId: string,
      name: string,
      value: Json,
      revision: number,
    ): Promise<Omit<Scratch, 'value'>> {
      const plain = Buffer.from(JSON.stringify(value), 'utf8');
      if (plain.length > MOST_BYTES) throw new Refused(tooLong());
      const [others] = await runner.run<{ n: number }>(COUNT, [accountId, name]);
      if ((others?.n ?? 0) >= MOST_NAMES) throw new Refused(tooMany());
      const now = time.now();
      await dropAged({ pool }, new Date(Date.parse(now) - KEPT_DAYS * 86_400_000));
      const sealed = seal(keys, placeOf(accountId, name), plain);
      const caseId = OF_CASE.exec(name)?.[1] ?? null;
      const [kept] = await runner.run<{ revision: number }>(KEEP, [
        accountId,
        name,
        revision,
        caseId,
        sealed,
        now,
        idsIn(plain.toString('utf8')),
      ]);
      if (!kept) throw new Refused(moved());
      return { revision: kept.revision, updatedAt: now };
    },
    async drop(accountId: string, name: string): Promise<void> {
      await runner.run(DROP, [accountId, name]);
    },
  };
}

const moved = () =>
  refuse(
    'SCRATCH_MOVED',
    text(
      '同一份草稿在另一个窗口里改过了，没有覆盖。',
      'The same draft was changed in another window; it was not overwritten.',
    ),
    [],
    'conflict',
  );

const tooLong = () =>
  refuse(
    'SCRATCH_TOO_LONG',
    text('暂存的内容超过64 KB。', 'What is to be kept is over 64 KB.'),
    [],
    'tooLarge',
  );

const tooMany = () =>
  refuse(
    'SCRATCH_TOO_MANY',
    text(
      '暂存的草稿已有300份，请先办完或者清掉一些。',
      'There are 300 drafts already; finish or clear some first.',
    ),
    [],
    'conflict',
  );
