import { fromBase64 } from '../../log/bytes.ts';
import { decimal } from '../../log/checkpoint.ts';
import { HASH_BYTES } from '../../log/suite.ts';

/** The bytes of an add-checkpoint request that are read at most. */
export const REQUEST_MAX = 64 * 1024;
const PROOF_LINES_MAX = 63;

/** What a log says when it shows a checkpoint (C2SP tlog-witness, add-checkpoint). */
export interface AddCheckpoint {
  /** Entries under the checkpoint the proof starts from. */
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  /** As it was sent; nothing of it is checked yet. */
  readonly note: string;
  /** Its first line. */
  readonly origin: string;
}

/** undefined for any departure from the format before the note, and for more than 63 hashes. */
export function parseAddCheckpoint(body: string): AddCheckpoint | undefined {
  if (Buffer.byteLength(body) > REQUEST_MAX) return undefined;
  const split = body.indexOf('\n\n');
  if (split < 0) return undefined;
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  const old = first.startsWith('old ') ? decimal(first.slice('old '.length)) : undefined;
  const proof = lines.flatMap((line) => fromBase64(line) ?? []);
  const whole = proof.length === lines.length && proof.every((hash) => hash.length === HASH_BYTES);
  if (old === undefined || !whole || proof.length > PROOF_LINES_MAX) return undefined;
  const note = body.slice(split + 2);
  return { old, proof, note, origin: note.split('\n', 1)[0] ?? '' };
}
