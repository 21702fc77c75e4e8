import { canonical } from '../base/canonical-json.ts';
import { PARTS_ERASED } from '../kernel/erasure.ts';
import type { Body } from '../log/entry.ts';
import { isLost, openBody, placeOfBody, type StoredEventRow } from './bodies.ts';
import { seal, type SealKeys } from './seal.ts';
import { statement, type Runner } from './transaction.ts';

const EMPTY = statement(
  'body_empty',
  `UPDATE event_body b SET body = x.body FROM unnest($2::int[], $3::bytea[]) AS x(version, body)
   WHERE b.case_id = $1 AND b.version = x.version`,
);

/** Takes groups out of the bodies of a case, values and salts. A body with nothing left is null. */
export async function emptyBodies(
  tx: Runner,
  keys: SealKeys,
  caseId: string,
  rows: readonly StoredEventRow[],
  gone: (version: number, group: string) => boolean,
): Promise<void> {
  const written = rows.flatMap((row) => {
    if (row.body === null || isLost(row)) return [];
    const body = openBody(keys, row);
    const left = Object.entries(body).filter(([group]) => !gone(row.version, group));
    if (left.length === Object.keys(body).length) return [];
    return [{ version: row.version, body: left.length === 0 ? null : sealed(keys, row, left) }];
  });
  if (written.length === 0) return;
  await tx.run(EMPTY, [caseId, written.map((w) => w.version), written.map((w) => w.body)]);
}

function sealed(
  keys: SealKeys,
  { case_id: caseId, version }: StoredEventRow,
  groups: readonly (readonly [string, Body[string]])[],
): Buffer {
  const plain = Buffer.from(canonical(Object.fromEntries(groups)), 'utf8');
  return seal(keys, placeOfBody(caseId, version), plain);
}

const CHILDREN = statement(
  'erase_children',
  `SELECT case_id FROM case_row WHERE parent_id = $1 ORDER BY case_id LIMIT $2`,
);

/** The cases that hang on one, up to so many. */
export const childrenOf = async (tx: Runner, caseId: string, most: number): Promise<string[]> =>
  (await tx.run<{ case_id: string }>(CHILDREN, [caseId, most])).map((r) => r.case_id);

const FILES = statement('erase_files', 'SELECT file_id FROM case_file WHERE case_id = $1');

/** Files that acts brought into a case. */
export const filesOfCase = async (tx: Runner, caseId: string): Promise<string[]> =>
  (await tx.run<{ file_id: string }>(FILES, [caseId])).map((r) => r.file_id);

const UNLINK = statement(
  'erase_unlink',
  'DELETE FROM case_file WHERE case_id = $1 AND file_id = ANY($2::uuid[])',
);
const DROP = statement(
  'erase_file',
  `DELETE FROM file f WHERE id = ANY($1::uuid[])
     AND NOT EXISTS (SELECT 1 FROM case_file c WHERE c.file_id = f.id) RETURNING key`,
);
const LEAVING = 'files.leaving';
const LEAVE = statement(
  'files_leave',
  `INSERT INTO instance (name, value) VALUES ('${LEAVING}', $1)
   ON CONFLICT (name) DO UPDATE SET value = instance.value || excluded.value`,
);

/** Takes files out of a case; what no case holds any more is forgotten, and its content is noted to be
 *  removed from the store once this is committed. */
export async function dropFiles(tx: Runner, caseId: string, files: readonly string[]) {
  if (files.length === 0) return;
  await tx.run(UNLINK, [caseId, files]);
  const gone = await tx.run<{ key: string }>(DROP, [files]);
  await leave(
    tx,
    gone.map(({ key }) => key),
  );
}

/** Notes contents to be removed from the store, unless another file has the same. */
export async function leave(tx: Runner, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.run(LEAVE, [JSON.stringify(keys)]);
}

const STILL = statement('files_still', `SELECT value FROM instance WHERE name = '${LEAVING}'`);
const TAKE = statement(
  'files_take',
  `DELETE FROM instance WHERE name = '${LEAVING}' RETURNING value`,
);
/** Nobody may add a file while it is looked whether one is in use. */
const ALONE = statement('files_alone', 'LOCK TABLE file IN SHARE MODE');
const USED = statement('files_used', 'SELECT DISTINCT key FROM file WHERE key = ANY($1::text[])');

/** Whether contents wait to be removed. */
export const areFilesLeaving = async (runner: Runner): Promise<boolean> =>
  (await runner.run(STILL, [])).length > 0;

/** Those keys that no file uses any more; they are no longer noted when the transaction ends. */
export async function takeLeaving(tx: Runner): Promise<string[]> {
  await tx.run(ALONE, []);
  const [row] = await tx.run<{ value: string[] }>(TAKE, []);
  const keys = [...new Set(row?.value ?? [])];
  const used = await tx.run<{ key: string }>(USED, [keys]);
  const held = new Set(used.map(({ key }) => key));
  return keys.filter((key) => !held.has(key));
}

const ORDERED = statement(
  'erasures_in',
  `SELECT case_id, entry FROM event WHERE type = '${PARTS_ERASED}' ORDER BY case_id, version`,
);

/** The events that say what was erased. */
export const erasuresIn = (runner: Runner): Promise<{ case_id: string; entry: Buffer }[]> =>
  runner.run<{ case_id: string; entry: Buffer }>(ORDERED, []);

const KEYS = statement('erase_idempotency', 'DELETE FROM idempotency WHERE case_id = $1');
const TITLES = statement(
  'erase_notices',
  `UPDATE notification SET body = jsonb_set(body, '{title}', to_jsonb($2::text)) WHERE case_id = $1`,
);
const LETTERS = statement(
  'erase_letters',
  `UPDATE outbox SET payload = jsonb_set(payload, '{about}', to_jsonb($2::text))
   WHERE case_id = $1 AND payload ? 'about'`,
);
const LINES = statement(
  'erase_import_lines',
  `UPDATE import_line SET title = $2, faults = '[]' WHERE case_id = $1`,
);
const RECEIPTS = statement(
  'erase_receipts',
  'UPDATE hand_over SET receipt = NULL, last_error = NULL WHERE case_id = $1 AND noted',
);
const GONE = statement(
  'erase_recipients',
  'DELETE FROM notification WHERE case_id = $1 AND recipient = ANY($2::text[])',
);
const UNSENT = statement(
  'erase_outbox',
  `DELETE FROM outbox WHERE case_id = $1 AND payload->>'recipient' = ANY($2::text[])`,
);

const NOTES = statement('erase_desk', 'UPDATE desk SET note = NULL WHERE case_id = $1');
const SCRATCH = statement('erase_scratch', 'DELETE FROM scratch WHERE case_id = $1');

/** What stands of a case beside its events and is drawn from no fold: digests of requests, letters. */
export async function emptyBeside(
  tx: Runner,
  of: {
    readonly caseId: string;
    readonly title: string;
    /** Inboxes of who is no longer a party. */
    readonly gone: readonly string[];
    /** What the national platform answered goes too. */
    readonly receipts: boolean;
  },
): Promise<void> {
  const { caseId, title, gone, receipts } = of;
  await tx.run(KEYS, [caseId]);
  await tx.run(TITLES, [caseId, title]);
  await tx.run(LETTERS, [caseId, title]);
  await tx.run(LINES, [caseId, title]);
  await tx.run(SCRATCH, [caseId]);
  await tx.run(NOTES, [caseId]);
  if (receipts) await tx.run(RECEIPTS, [caseId]);
  if (gone.length === 0) return;
  await tx.run(GONE, [caseId, gone]);
  await tx.run(UNSENT, [caseId, gone]);
}
