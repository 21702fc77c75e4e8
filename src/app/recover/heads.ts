import { formatNote, parseNote } from '../../log/note.ts';
import type { SuiteId } from '../../log/suite.ts';
import { sameBytes } from '../../log/bytes.ts';
import type { LogHead } from '../../store/log-tables.ts';
import type { Trees } from '../log/continue.ts';
import { rootsOf } from '../log/emit.ts';
import { CHECKPOINT } from '../log/files.ts';
import { ownCheckpoint, type LogKeys } from '../log/keys.ts';
import { signed } from '../log/sequencer.ts';
import type { LogSource } from '../log/source.ts';

/** A head of ours that a copy of the log holds. */
export interface SourceHead {
  readonly suite: SuiteId;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** The heads at a source that one of our keys signed. A mirror keeps each tree by itself, so that its
 *  `checkpoint` may be that of either. */
export async function headsAt(source: LogSource, keys: LogKeys): Promise<SourceHead[]> {
  const heads: SourceHead[] = [];
  for (const [path, suite] of [
    [CHECKPOINT.sha256, 'sha256'],
    [CHECKPOINT.sha256, 'sm3'],
    [CHECKPOINT.sm3, 'sm3'],
  ] as const) {
    const bytes = await source.read(path);
    const note = bytes && Buffer.from(bytes).toString('utf8');
    const checkpoint = note === undefined ? undefined : await ownCheckpoint(keys, suite, note);
    if (!checkpoint || note === undefined) continue;
    const { size, root } = checkpoint;
    heads.push({ suite, size, root, note: withOurs(keys, suite, note) });
  }
  return heads;
}

/** The note with our own signatures only: cosignatures are gathered anew. */
function withOurs(keys: LogKeys, suite: SuiteId, note: string): string {
  const parsed = parseNote(note);
  if (!parsed) throw new Error('not a note');
  const ours = parsed.signatures.filter((s) =>
    keys.verifiers[suite].some(({ name, keyId }) => name === s.name && sameBytes(keyId, s.keyId)),
  );
  return formatNote({ ...parsed, signatures: ours });
}

/** The register's head over the trees as they were brought back: under the notes that were signed at
 *  this size, and where one is not at hand, signed once more over the same root. */
export async function recoveredHead(
  of: { readonly keys: LogKeys; now(): number },
  trees: Trees,
  heads: readonly SourceHead[],
): Promise<LogHead> {
  const { size } = trees.sha256;
  const noteOf = (suite: SuiteId): string | undefined =>
    heads.find((head) => head.suite === suite && head.size === size)?.note;
  const checkpoint = noteOf('sha256');
  const checkpointSm3 = noteOf('sm3');
  if (checkpoint !== undefined && checkpointSm3 !== undefined) {
    return { size, ...rootsOf({ trees }), checkpoint, checkpointSm3 };
  }
  const again = await signed(of, { size, trees });
  return { ...again, ...(checkpoint === undefined ? {} : { checkpoint }) };
}
