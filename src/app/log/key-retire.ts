import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { parseNote, parseVerifierKey } from '../../log/note.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { keyRefused } from './key-refusals.ts';
import { keyIdOf, listedKey, type ListedKey, type Published } from './key-ring.ts';
import { canSign, suiteOf, type KeyHolding } from './keys.ts';
import { changeRing } from './ring-change.ts';
import type { KeyRing, KeyState, RingKey } from './ring-file.ts';

/** Stops signing with a key from the next start on. It stays in the ring, and what it signed still
 *  counts, except when it was stolen. Its file is left where it is: people destroy or archive it. */
export async function retireKey(
  of: KeyHolding,
  keyId: string,
  state: Exclude<KeyState, 'signing'>,
  published: Published,
): Promise<ListedKey> {
  const retired: RingKey[] = [];
  await changeRing(of, async (ring) => {
    if (!ring) throw keyRefused.noRing();
    const [key, ...more] = ring.keys.filter((each) => keyIdOf(each) === keyId);
    if (!key || more.length > 0) throw keyRefused.unknown(keyId);
    // That a key was stolen may come out long after it was retired.
    const outOfUse = key.state !== 'signing' && (state !== 'stolen' || key.state === 'stolen');
    if (outOfUse) throw keyRefused.state(keyId, key.state);
    const changed = { ...key, state };
    const next = { ...ring, keys: ring.keys.map((each) => (each === key ? changed : each)) };
    if (!ring.signer) await guardSuccession(next, key, state, published);
    retired.push(changed);
    return next;
  });
  const [key] = retired;
  if (!key) throw new Error('no key was retired');
  return listedKey(of, key);
}

/** A witness that knows the old key only learns of the new one while both sign. */
async function guardSuccession(
  next: KeyRing,
  key: RingKey,
  state: KeyState,
  published: Published,
): Promise<void> {
  if (!canSign(next)) throw keyRefused.last();
  const heirs = next.keys.filter((each) => each.scheme === key.scheme && each.state === 'signing');
  if (key.state !== 'signing' || state === 'lost' || heirs.length === 0) return;
  const note = await published(suiteOf(key.scheme));
  const parsed = note === undefined ? undefined : parseNote(note);
  if (!parsed) return;
  const keys = heirs.flatMap(({ verifier }) => parseVerifierKey(verifier, suites.sha256) ?? []);
  const verified = await verifyNote(parsed, keys, nodeCheck);
  if (!verified?.length) throw keyRefused.unseen();
}
