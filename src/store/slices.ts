import { statement, type Runner } from './transaction.ts';

/** What of a question the database can narrow down. Whether an entry answers it is decided on the entry:
 *  here some more may come through, and none less. */
export interface Narrowed {
  /** Instants; the second is past the end. */
  readonly from: string;
  readonly until: string;
  readonly procedure: string | null;
  /** Words that stand in the entry. */
  readonly words: string | null;
}

const WHERE = `e.at >= $1 AND e.at < $2 AND ($3::text IS NULL OR e.procedure = $3)
  AND ($4::text IS NULL OR strpos(convert_from(e.entry, 'UTF8'), $4) > 0)`;

const SPAN = statement(
  'slice_span',
  `SELECT min(l.idx)::text AS first, max(l.idx)::text AS last
   FROM event e JOIN log_leaf l USING (case_id, version) WHERE ${WHERE} AND l.idx < $5`,
);
const STRETCH = statement(
  'slice_stretch',
  `SELECT l.idx::text AS idx, convert_from(e.entry, 'UTF8') AS entry
   FROM log_leaf l JOIN event e USING (case_id, version)
   WHERE ${WHERE} AND l.idx >= $5 AND l.idx < $6 ORDER BY l.idx`,
);

const STRETCH_ENTRIES = 1024;

export interface PlacedEntry {
  readonly index: number;
  readonly entry: string;
}

/** The entries below `end`, in the order of the log, a bounded number at a time. */
export async function* narrowedEntries(
  runner: Runner,
  { from, until, procedure, words }: Narrowed,
  end: number,
): AsyncGenerator<readonly PlacedEntry[]> {
  const where = [from, until, procedure, words];
  const [span] = await runner.run<{ first: string | null; last: string | null }>(SPAN, [
    ...where,
    end,
  ]);
  if (!span || span.first === null || span.last === null) return;
  const past = Number(span.last) + 1;
  for (let at = Number(span.first); at < past; at += STRETCH_ENTRIES) {
    const upTo = Math.min(past, at + STRETCH_ENTRIES);
    const rows = await runner.run<{ idx: string; entry: string }>(STRETCH, [...where, at, upTo]);
    yield rows.map(({ idx, entry }) => ({ index: Number(idx), entry }));
  }
}

const ONE = statement(
  'slice_one',
  `SELECT version, convert_from(entry, 'UTF8') AS entry FROM event
   WHERE case_id = $1 AND version = $2 AND type = $3`,
);
const LIST = statement(
  'slice_list',
  `SELECT version, convert_from(entry, 'UTF8') AS entry FROM event
   WHERE case_id = $1 AND type = 'audit.SliceExported' AND version < $2
     AND strpos(convert_from(entry, 'UTF8'), $3) > 0
   ORDER BY version DESC LIMIT $4`,
);

export interface DiaryRow {
  readonly version: number;
  readonly entry: string;
}

export async function diaryEntry(
  runner: Runner,
  diary: string,
  version: number,
  type: string,
): Promise<DiaryRow | undefined> {
  const [row] = await runner.run<DiaryRow>(ONE, [diary, version, type]);
  return row;
}

/** Slices that were exported, newest first, before a version; `words` stand in the entry. */
export const exportedBefore = (
  runner: Runner,
  diary: string,
  before: number,
  words: string,
  limit: number,
): Promise<DiaryRow[]> => runner.run<DiaryRow>(LIST, [diary, before, words, limit]);
