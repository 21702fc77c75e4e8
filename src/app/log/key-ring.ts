import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatCheckpoint } from '../../log/checkpoint.ts';
import { suites } from '../../log/node-suites.ts';
import {
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '../../log/note.ts';
import { signCheckpoint } from '../../log/sign-note.ts';
import { emptyRoot, type SuiteId } from '../../log/suite.ts';
import { keptSecret } from '../key-file.ts';
import { keyRefused } from './key-refusals.ts';
import { fileOf, freshKey, nameOf, signerFor, signerOf, suiteOf } from './keys.ts';
import type { KeyHolding, RingScheme } from './keys.ts';
import { signerAddress } from './remote-signer.ts';
import { changeRing } from './ring-change.ts';
import { isOrigin, keyFolder, readRing } from './ring-file.ts';
import type { KeyRing, RingKey } from './ring-file.ts';
import { parsePkcs11, pkcs11VerifierKey } from './pkcs11-signer.ts';

/** A key as people see it. */
export interface ListedKey extends RingKey {
  /** Eight hex digits. */
  readonly keyId: string;
  readonly tree: SuiteId;
  /** How its file stands: `exposed` to other users, `missing`; `elsewhere` when it is in no file. */
  readonly secret: 'private' | 'exposed' | 'missing' | 'elsewhere';
}

/** The newest published note of a tree; undefined before there is one. */
export type Published = (suite: SuiteId) => Promise<string | undefined>;

/** All keys of the ring, oldest first. */
export function listKeys(of: KeyHolding): { readonly origin: string; readonly keys: ListedKey[] } {
  const ring = readRing(of.dataDir, of.mode);
  if (!ring) throw keyRefused.noRing();
  return { origin: ring.origin, keys: ring.keys.map((key) => listedKey(of, key)) };
}

export function listedKey(of: KeyHolding, key: RingKey): ListedKey {
  const keyId = keyIdOf(key);
  return { ...key, keyId, tree: suiteOf(key.scheme), secret: standing(of, key) };
}

/** The id in a verifier key, which is `name+id+key`. */
export const keyIdOf = ({ verifier }: RingKey): string => verifier.split('+')[1] ?? '';

function standing({ dataDir }: KeyHolding, { at }: RingKey): ListedKey['secret'] {
  if (!at.startsWith('file:')) return 'elsewhere';
  const path = join(keyFolder(dataDir), at.slice('file:'.length));
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 'missing';
  return process.platform !== 'win32' && (found.mode & 0o077) !== 0 ? 'exposed' : 'private';
}

/** Makes a key in a file of its own; it signs beside the old ones from the next start on. `origin`
 *  begins the ring of a signing machine. */
export async function newKey(
  of: KeyHolding,
  scheme: RingScheme,
  origin?: string,
): Promise<ListedKey> {
  return adding(of, origin, (ring) => {
    const name = nextFile(of, ring, scheme);
    const path = join(keyFolder(of.dataDir), name);
    const { content, created } = keptSecret(path, of.mode, () => freshKey(scheme));
    if (!created) throw new Error(`${name} was there already`);
    const { key } = signerOf(scheme, ring.origin, content);
    return { scheme, at: `file:${name}`, verifier: formatVerifierKey(key), state: 'signing' };
  });
}

/** Takes in a key whose secret is elsewhere: behind a signing service, or in a module (`pkcs11:`, whose
 *  public key is then read from there when no verifier key is given). It must sign once to be let in. */
export async function addKey(
  of: KeyHolding,
  given: { readonly scheme: RingScheme; readonly at: string; readonly vkey?: string },
  published: Published,
  origin?: string,
): Promise<ListedKey> {
  const { scheme, at } = given;
  if (!signerAddress(at) && !parsePkcs11(at)) throw keyRefused.address(at);
  return adding(of, origin, async (ring) => {
    const name = nameOf(scheme, ring.origin);
    const key = await verifierOf(at, name, given.vkey);
    if (key?.scheme !== scheme || key.name !== name) throw keyRefused.verifier();
    const verifier = formatVerifierKey(key);
    if (ring.keys.some((each) => each.verifier === verifier)) throw keyRefused.there();
    const added: RingKey = { scheme, at, verifier, state: 'signing' };
    await signOnce(of, ring, added, published).catch((error: unknown) => {
      throw keyRefused.silent(error instanceof Error ? error.message : String(error));
    });
    return added;
  });
}

async function verifierOf(
  at: string,
  name: string,
  vkey: string | undefined,
): Promise<VerifierKey | undefined> {
  if (vkey !== undefined) return parseVerifierKey(vkey, suites.sha256);
  if (!at.startsWith('pkcs11:')) return undefined;
  return pkcs11VerifierKey(at, name).catch((error: unknown) => {
    throw keyRefused.silent(error instanceof Error ? error.message : String(error));
  });
}

const ATTEMPTS = 5;
const AGAIN_MS = 200;

/** What is out already may be signed once more. A service that signs for this log at the same time may
 *  have gone on meanwhile and then refuses the older head: the newer one is read and tried. */
async function signOnce(
  of: KeyHolding,
  ring: KeyRing,
  key: RingKey,
  published: Published,
): Promise<void> {
  const signer = signerFor(of, ring.origin, key);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await signCheckpoint(await knownHead(ring, key, published), signer, now());
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

const now = (): number => Math.floor(Date.now() / 1000);

async function knownHead(ring: KeyRing, { scheme, at }: RingKey, published: Published) {
  const suite = suiteOf(scheme);
  const note = at.startsWith('pkcs11:') ? undefined : await published(suite);
  const parsed = note === undefined ? undefined : parseNote(note);
  // Every log begins so.
  const root = emptyRoot(suites[suite]);
  const empty = { origin: nameOf(scheme, ring.origin), size: 0, root, extensions: [] };
  return parsed?.text ?? formatCheckpoint(empty);
}

/** Puts the key that `make` gives at the end of the ring. */
async function adding(
  of: KeyHolding,
  origin: string | undefined,
  make: (ring: KeyRing) => RingKey | Promise<RingKey>,
): Promise<ListedKey> {
  const added: RingKey[] = [];
  await changeRing(of, async (found) => {
    if (origin !== undefined && !isOrigin(origin)) throw keyRefused.origin(origin);
    const ring = found ?? (origin === undefined ? undefined : emptyRing(origin));
    if (!ring) throw keyRefused.noRing();
    const another = origin !== undefined && (ring.origin !== origin || !ring.signer);
    if (another) throw keyRefused.origin(origin);
    const key = await make(ring);
    added.push(key);
    return { ...ring, keys: [...ring.keys, key] };
  });
  const [key] = added;
  if (!key) throw new Error('no key was made');
  return listedKey(of, key);
}

const emptyRing = (origin: string): KeyRing => ({ origin, signer: true, keys: [] });

/** The first number no key of this kind ever had: a destroyed key's number names that key for good. */
function nextFile({ dataDir }: KeyHolding, ring: KeyRing, scheme: RingScheme): string {
  const taken = new Set([
    ...readdirSync(keyFolder(dataDir)),
    ...ring.keys.map(({ at }) => at.slice(5)),
  ]);
  let number = 1;
  while (taken.has(fileOf(scheme, number))) number += 1;
  return fileOf(scheme, number);
}
