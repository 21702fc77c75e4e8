import { createHash } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import { addDays, orThrowDate, startOfDay } from '../../base/plain-date.ts';
import { digestedLine, isInSlice, type SliceQuery } from '../../log/slice.ts';
import { narrowedEntries, type PlacedEntry } from '../../store/slices.ts';
import type { Runner } from '../../store/transaction.ts';

/** The entries below `end` that answer the question, in the order of the log, some at a time. */
export async function* answering(
  runner: Runner,
  query: SliceQuery,
  end: number,
): AsyncGenerator<readonly PlacedEntry[]> {
  const { from, to, procedure, organisation } = query;
  const narrowed = {
    // A day more at both ends: which day an entry is of, only the entry decides.
    from: startOfDay(addDays(orThrowDate(from), -1)),
    until: startOfDay(addDays(orThrowDate(to), 2)),
    procedure,
    words: organisation === null ? null : `"${organisation}"`,
  };
  for await (const some of narrowedEntries(runner, narrowed, end)) {
    yield some.filter(({ entry }) => isInSlice(JSON.parse(entry) as JsonObject, query));
  }
}

/** Counts and digests a slice, entry by entry. */
export function sliceDigest() {
  const hashes = { sha256: createHash('sha256'), sm3: createHash('sm3') };
  let count = 0;
  return {
    add({ index, entry }: PlacedEntry): void {
      const line = digestedLine(index, entry);
      hashes.sha256.update(line);
      hashes.sm3.update(line);
      count += 1;
    },
    count: () => count,
    /** At the end, once. */
    done: () => ({
      count,
      sha256: hashes.sha256.digest('hex'),
      sm3: hashes.sm3.digest('hex'),
    }),
  };
}
