import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { nodeCheck } from '../../log/node-signatures.ts';
import { ed25519Signer, mlDsaSigner, sm2Signer } from '../../log/node-signatures.ts';
import { formatCheckpoint, parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts';
import { suites } from '../../log/node-suites.ts';
import {
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '../../log/note.ts';
import { signCheckpoint, type NoteSigner } from '../../log/sign-note.ts';
import type { SuiteId } from '../../log/suite.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { keptSecret, type Mode } from '../key-file.ts';
import { remoteSigner } from './remote-signer.ts';
import { formatRing, keyFolder, parseRing, RING, type KeyRing, type RingKey } from './ring-file.ts';
import { pkcs11Signer } from './pkcs11-signer.ts';

export type RingScheme = RingKey['scheme'];

/** The keys a log signs with, and all it ever signed with, so that old proofs still verify. */
export interface LogKeys {
  /** The name of the log: a host and path without scheme; its SM3 twin's is `<origin>/sm3`. */
  readonly origin: string;
  readonly signers: Readonly<Record<SuiteId, readonly NoteSigner[]>>;
  readonly verifiers: Readonly<Record<SuiteId, readonly VerifierKey[]>>;
}

const SCHEMES = {
  ed25519: 'sha256',
  'ml-dsa-44-cosignature': 'sha256',
  'sm2-sm3': 'sm3',
} as const satisfies Record<string, SuiteId>;

export const twinOf = (origin: string): string => `${origin}/sm3`;
/** What the keys of a scheme are called: the log's own name, or its SM3 twin's. */
export const nameOf = (scheme: RingScheme, origin: string): string =>
  suiteOf(scheme) === 'sm3' ? twinOf(origin) : origin;
export const suiteOf = (scheme: RingScheme): SuiteId => SCHEMES[scheme];

/** A fresh private key as its file holds it. */
export function freshKey(scheme: RingScheme): string {
  if (scheme === 'sm2-sm3') return `${sm2.generateKeyPairHex().privateKey}\n`;
  const { privateKey } =
    scheme === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ml-dsa-44');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The signer of a private key. */
export function signerOf(scheme: RingScheme, origin: string, secret: string): NoteSigner {
  if (scheme === 'sm2-sm3') return sm2Signer(secret.trim(), twinOf(origin), 'sm2-sm3');
  const key = createPrivateKey(secret);
  return scheme === 'ed25519' ? ed25519Signer(key, origin, scheme) : mlDsaSigner(key, origin);
}

export interface KeyHolding {
  readonly dataDir: string;
  readonly mode: Mode;
  /** What a signing service asks of whoever wants a signature. */
  readonly signerToken?: string | undefined;
}

/** The signer of a listed key, wherever its secret is; throws when the secret is not that of the key. */
export function signerFor(of: KeyHolding, origin: string, listed: RingKey): NoteSigner {
  const key = parseVerifierKey(listed.verifier, suites.sha256);
  const name = listed.verifier.slice(0, 80);
  if (key?.scheme !== listed.scheme) throw new Error(`${RING}: ${name} is not a verifier key`);
  const file = /^file:([\w.-]{1,100})$/.exec(listed.at)?.[1];
  const signer =
    file === undefined ? elsewhere(of, listed.at, key) : inFile(of, origin, listed, file);
  if (signer.key.name !== key.name || Buffer.compare(signer.key.publicKey, key.publicKey) !== 0) {
    throw new Error(`${RING}: ${listed.at} is not the key of ${name}`);
  }
  return signer;
}

const elsewhere = (of: KeyHolding, at: string, key: VerifierKey): NoteSigner =>
  at.startsWith('pkcs11:') ? pkcs11Signer(at, key) : remoteSigner(at, key, of.signerToken);

function inFile(of: KeyHolding, origin: string, { scheme }: RingKey, file: string): NoteSigner {
  const path = join(keyFolder(of.dataDir), file);
  return signerOf(scheme, origin, keptSecret(path, of.mode, () => missing(file)).content);
}

/** The keys under `DATA_DIR/keys`, made on first start; `host` gives a new log its name. */
export function loadLogKeys(of: KeyHolding & { readonly host: string }): LogKeys {
  const folder = keyFolder(of.dataDir);
  const kept = (name: string, make: () => string): string =>
    keptSecret(join(folder, name), of.mode, make).content;
  const ring = parseRing(kept(RING, () => formatRing(firstRing(of.host, kept))));
  if (ring.signer) throw new Error(`${RING} is that of a signing service, not of a register`);
  const signers: Record<SuiteId, NoteSigner[]> = { sha256: [], sm3: [] };
  const verifiers: Record<SuiteId, VerifierKey[]> = { sha256: [], sm3: [] };
  for (const listed of ring.keys) {
    const { scheme, verifier, state } = listed;
    // Nobody shall believe what a thief may have signed.
    if (state === 'stolen') continue;
    const key = parseVerifierKey(verifier, suites.sha256);
    if (!key) throw new Error(`${RING}: ${verifier.slice(0, 80)} is not a verifier key`);
    verifiers[suiteOf(scheme)].push(key);
    if (state === 'signing') signers[suiteOf(scheme)].push(signerFor(of, ring.origin, listed));
  }
  if (!canSign(ring)) throw new Error(`${RING}: one Ed25519 and one SM2 key must be signing`);
  return { origin: ring.origin, signers, verifiers };
}

/** Whether both trees have the signature every reader can check: public logs carry Ed25519 (C2SP
 *  tlog-tiles), and the tree in SM3 has no other kind than SM2. */
export const canSign = ({ keys }: KeyRing): boolean =>
  (['ed25519', 'sm2-sm3'] as const).every((scheme) =>
    keys.some((key) => key.scheme === scheme && key.state === 'signing'),
  );

function firstRing(host: string, kept: (name: string, make: () => string) => string): KeyRing {
  const secrets = (['ed25519', 'ml-dsa-44-cosignature', 'sm2-sm3'] as const).map((scheme) => {
    const name = fileOf(scheme, 1);
    return { scheme, name, secret: kept(name, () => freshKey(scheme)) };
  });
  const [first] = secrets;
  if (!first) throw new Error('no key');
  // Two logs never share a name, even where two instances are set up alike.
  const id = Buffer.from(signerOf('ed25519', host, first.secret).key.publicKey).toString('hex');
  const origin = `${host}/log-${id.slice(0, 8)}`;
  const keys = secrets.map(({ scheme, name, secret }) => ({
    scheme,
    at: `file:${name}`,
    verifier: formatVerifierKey(signerOf(scheme, origin, secret).key),
    state: 'signing' as const,
  }));
  return { origin, keys };
}

export const fileOf = (scheme: RingScheme, number: number): string =>
  `log-${scheme.replace(/-cosignature$/, '')}-${number}.${scheme === 'sm2-sm3' ? 'hex' : 'pem'}`;

function missing(file: string): never {
  throw new Error(`${file} is missing: the log cannot be signed with it`);
}

/** A checkpoint signed by every signing key of its tree. `time` in POSIX seconds. */
export async function signedCheckpoint(
  keys: LogKeys,
  suite: SuiteId,
  checkpoint: Omit<Checkpoint, 'origin'>,
  time: number,
): Promise<string> {
  const origin = suite === 'sm3' ? twinOf(keys.origin) : keys.origin;
  const text = formatCheckpoint({ ...checkpoint, origin });
  const signatures = await Promise.all(
    keys.signers[suite].map((signer) => signCheckpoint(text, signer, time)),
  );
  return formatNote({ text, signatures });
}

/** The checkpoint in a note that one of our keys signed; undefined for anything else. */
export async function ownCheckpoint(
  keys: Pick<LogKeys, 'origin' | 'verifiers'>,
  suite: SuiteId,
  note: string,
): Promise<Checkpoint | undefined> {
  const parsed = parseNote(note);
  const verified = parsed && (await verifyNote(parsed, keys.verifiers[suite], nodeCheck));
  const checkpoint = parsed && verified?.length ? parseCheckpoint(parsed.text) : undefined;
  const origin = suite === 'sm3' ? twinOf(keys.origin) : keys.origin;
  return checkpoint?.origin === origin ? checkpoint : undefined;
}
