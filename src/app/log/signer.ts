import { join } from 'node:path';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { messageHead } from '../../log/message-head.ts';
import { formatVerifierKey } from '../../log/note.ts';
import type { NoteSigner } from '../../log/sign-note.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { guardPrivate } from '../key-file.ts';
import { keyRefused } from './key-refusals.ts';
import { keyIdOf } from './key-ring.ts';
import { signerFor, type KeyHolding } from './keys.ts';
import { keyFolder, readRing } from './ring-file.ts';
import { signerMemory } from './signer-memory.ts';

/** Guards the keys of a log for the machine that keeps the register. */
export interface SigningService {
  /** The keys it signs with: the id in hex, and the verifier key in signed-note form. */
  readonly keys: readonly { readonly keyId: string; readonly vkey: string }[];
  /** The raw signature of a key, named by its id in hex, over a checkpoint of its own log that goes
   *  on from the last one signed; the refusal of anything else. */
  sign(keyId: string, message: Uint8Array): Promise<Uint8Array | Refusal>;
  close(): Promise<void>;
}

/** Opens the keys under a `DATA_DIR` of their own; throws `Refused` without a ring made for signing,
 *  and while another process has the folder. */
export function openSigner(of: KeyHolding): SigningService {
  const ring = readRing(of.dataDir, of.mode);
  if (!ring?.signer) throw keyRefused.noRing();
  guardPrivate(keyFolder(of.dataDir), of.mode, 0o700);
  const lock = lockFolder(join(of.dataDir, 'signer'));
  const signing = ring.keys.filter(({ state }) => state === 'signing');
  const signers = new Map<string, NoteSigner>(
    signing.map((key) => [keyIdOf(key), signerFor(of, ring.origin, key)]),
  );
  const memory = signerMemory(join(of.dataDir, 'signer', 'signed'));
  return {
    keys: [...signers].map(([keyId, { key }]) => ({ keyId, vkey: formatVerifierKey(key) })),
    async sign(keyId, message) {
      const signer = signers.get(keyId);
      if (!signer) return unknownKey();
      const head = messageHead(signer.key, message);
      // A log's key bears the log's name: it vouches for no other.
      if (head?.origin !== signer.key.name) return notItsHead(signer.key.name);
      return (await memory.admit(head)) ?? signer.sign(message);
    },
    async close() {
      await memory.close();
      lock.release();
    },
  };
}

const unknownKey = (): Refusal =>
  refuse(
    'SIGNER_KEY_UNKNOWN',
    text('签名机上没有这一密钥。', 'The signing service has no such key.'),
    [],
    'unknown',
  );

const notItsHead = (name: string): Refusal =>
  refuse(
    'SIGNER_NOT_A_CHECKPOINT',
    text(`只签 ${name} 的检查点，不签别的。`, `Only checkpoints of ${name} are signed.`),
  );
