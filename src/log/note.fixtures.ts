import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';
import { toBase64 } from './bytes.ts';
import { formatNote, parseVerifierKey, type VerifierKey } from './note.ts';
import { ed25519Signer, mlDsaSigner, sm2Signer } from './node-signatures.ts';
import { suites } from './node-suites.ts';
import { type NoteSigner, signCheckpoint } from './sign-note.ts';

/** Keys and notes of other implementations, with where they were published. */

/** C2SP/C2SP: signed-note.md, the example key and note. */
export const FOO = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

/** golang/mod: sumdb/note/note_test.go. */
export const GO = {
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  peterSeed: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  peter: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  peterLine:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
  enoch: 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
  enochLine:
    '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n',
};

const vector = (name: string): string =>
  readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8');

/** Heads of real logs with cosignatures of real witnesses, and one made for a test.
 *  `arche`, `coachandhorses`: florolf/tlog-scales, tests/test_signing.py.
 *  `torchwood`: FiloSottile/torchwood, cmd/litewitness/testdata/mldsa.txt; its key is that of the
 *  seed the file names. `subtree`: transparency-dev/formats, note/note_cosigv1_test.go, a line over
 *  entries 8 to 13 of a tree that is not given. */
export const REAL = {
  arche: vector('arche.note'),
  archeLog:
    'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f',
  remora: 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  coachandhorses: vector('coachandhorses.note'),
  navigli: vector('coachandhorses.vkey').trimEnd(),
  subtree: vector('torchwood-subtree.sig'),
  subtreeKey: vector('torchwood-subtree.vkey').trimEnd(),
  torchwood: vector('torchwood-mldsa.note'),
  torchwoodSeed: '2886adc2b0eabfce67c0472939127998bf886cf256bfee8ba76a253fce1146e0',
};

/** The key, for texts that are known to be one. */
export function keyOf(vkey: string): VerifierKey {
  const key = parseVerifierKey(vkey, suites.sha256);
  if (key === undefined) throw new Error(`no key: ${vkey.slice(0, 60)}`);
  return key;
}

const privateKeyOf = (prefix: string, seedHex: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(prefix + seedHex, 'hex'), format: 'der', type: 'pkcs8' });

/** From 32 bytes of seed in hex (RFC 8410). */
export const ed25519Key = (seedHex: string): KeyObject =>
  privateKeyOf('302e020100300506032b657004220420', seedHex);

/** From 32 bytes of seed in hex (RFC 9881). */
export const mlDsaKey = (seedHex: string): KeyObject =>
  privateKeyOf('3034020100300b060960864801650304031104228020', seedHex);

export const seed = (byte: number): string => byte.toString(16).padStart(2, '0').repeat(32);

export const ORIGIN = 'log.example/city';

/** One log and four witnesses, of every scheme. */
export const SIGNERS = {
  log: ed25519Signer(ed25519Key(seed(1)), ORIGIN, 'ed25519'),
  logMlDsa: mlDsaSigner(mlDsaKey(seed(2)), ORIGIN),
  logSm2: sm2Signer(seed(3), ORIGIN, 'sm2-sm3'),
  audit: ed25519Signer(ed25519Key(seed(4)), 'witness.example/audit', 'ed25519-cosignature'),
  cac: mlDsaSigner(mlDsaKey(seed(5)), 'witness.example/cac'),
  notary: sm2Signer(seed(6), 'witness.example/notary', 'sm2-sm3-cosignature'),
} as const;

export const head = (size: number, root: Uint8Array, origin = ORIGIN): Checkpoint => ({
  origin,
  size,
  root,
  extensions: [],
});

/** The signed note of a checkpoint, a minute between the signatures. */
export async function signedHead(
  checkpoint: Checkpoint,
  signers: readonly NoteSigner[],
  time = 1_790_000_000,
): Promise<string> {
  const text = formatCheckpoint(checkpoint);
  const signatures = await Promise.all(
    signers.map((signer, i) => signCheckpoint(text, signer, time + 60 * i)),
  );
  return formatNote({ text, signatures });
}

export const base64Root = (byte: number): string => toBase64(new Uint8Array(32).fill(byte));
