import { sameBytes, textOf } from './bytes.ts';
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { subtreeMessage } from './cosignature.ts';
import { SCHEMES, type VerifierKey } from './note.ts';
import { HASH_BYTES } from './suite.ts';

const COSIGNED = /^cosignature\/v1\ntime (?:0|[1-9][0-9]{0,15})\n([^]*)$/;
const LABEL_BYTES = 12;
const NUMBER_BYTES = 8;

/** The head that a signature of this key over these bytes vouches for: the reverse of `signedMessage`,
 *  for a machine that guards a key and is shown messages only. undefined for every other message. */
export function messageHead(key: VerifierKey, message: Uint8Array): Checkpoint | undefined {
  if (key.scheme === 'ml-dsa-44-cosignature') return subtreeHead(key.name, message);
  const text = textOf(message);
  const head = SCHEMES[key.scheme].timed ? COSIGNED.exec(text ?? '')?.[1] : text;
  return head === undefined ? undefined : parseCheckpoint(head);
}

function subtreeHead(cosigner: string, message: Uint8Array): Checkpoint | undefined {
  const named = 1 + (message[LABEL_BYTES] ?? 0);
  const timeAt = LABEL_BYTES + named;
  const originAt = timeAt + NUMBER_BYTES;
  const startAt = originAt + 1 + (message[originAt] ?? 0);
  const endAt = startAt + NUMBER_BYTES;
  const hashAt = endAt + NUMBER_BYTES;
  if (message.length !== hashAt + HASH_BYTES) return undefined;
  const view = new DataView(message.buffer, message.byteOffset);
  const time = Number(view.getBigUint64(timeAt));
  const size = Number(view.getBigUint64(endAt));
  const origin = textOf(message.subarray(originAt + 1, startAt));
  if (origin === undefined || ![time, size].every(Number.isSafeInteger)) return undefined;
  const root = message.slice(hashAt);
  // Written anew, so that nothing is left that this reading passed over.
  const again = subtreeMessage({ cosigner, time, origin, start: 0, end: size, hash: root });
  if (again === undefined || !sameBytes(again, message)) return undefined;
  return { origin, size, root, extensions: [] };
}
