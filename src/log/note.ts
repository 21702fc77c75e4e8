import { concat, fromBase64, toBase64, toHex, utf8 } from './bytes.ts';
import type { Suite } from './suite.ts';

/** One signature line of a note; which message the bytes sign is the scheme's affair. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  /** What follows the key id, one byte at least. */
  readonly bytes: Uint8Array;
}

/** A note of c2sp.org/signed-note; the text ends in a line break. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Ed25519, ML-DSA-44 of FIPS 204, or SM2 with SM3 of GB/T 32918 under the user id
 *  1234567812345678 of GB/T 35276; `-cosignature` signs with a time (c2sp.org/tlog-cosignature). */
export type Scheme =
  | 'ed25519'
  | 'ed25519-cosignature'
  | 'ml-dsa-44-cosignature'
  | 'sm2-sm3'
  | 'sm2-sm3-cosignature';

/** The arithmetic under a scheme, which server and browser bring themselves. */
export type Primitive = 'ed25519' | 'ml-dsa-44' | 'sm2-sm3';

/** A key a reader trusts. Raw public keys: 32 bytes of Ed25519, 1,312 of ML-DSA-44, 65 of SM2,
 *  which are 04 ‖ x ‖ y. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly scheme: Scheme;
  readonly publicKey: Uint8Array;
}

interface SchemeFacts {
  /** What stands before the public key in a verifier key and under the key id. */
  readonly type: Uint8Array;
  readonly primitive: Primitive;
  readonly timed: boolean;
  readonly keyBytes: number;
  /** Of the primitive, without the time. */
  readonly signatureBytes: number;
}

const facts = (
  type: Uint8Array,
  primitive: Primitive,
  timed: boolean,
  keyBytes: number,
  signatureBytes: number,
): SchemeFacts => ({ type, primitive, timed, keyBytes, signatureBytes });

/** C2SP has given SM2 no number: a type is then 0xff and a longer identifier, here the ASCII bytes
 *  of `shuji.sm2-sm3.1234567812345678/v1` or `shuji.sm2-sm3.1234567812345678.cosignature/v1`. The
 *  65 bytes of the point follow with nothing between; the signature is r ‖ s, 64 bytes. */
const sm2Type = (identifier: string): Uint8Array =>
  concat(new Uint8Array([0xff]), utf8(identifier));

export const SCHEMES: Readonly<Record<Scheme, SchemeFacts>> = {
  ed25519: facts(new Uint8Array([0x01]), 'ed25519', false, 32, 64),
  'ed25519-cosignature': facts(new Uint8Array([0x04]), 'ed25519', true, 32, 64),
  'ml-dsa-44-cosignature': facts(new Uint8Array([0x06]), 'ml-dsa-44', true, 1312, 2420),
  'sm2-sm3': facts(sm2Type('shuji.sm2-sm3.1234567812345678/v1'), 'sm2-sm3', false, 65, 64),
  'sm2-sm3-cosignature': facts(
    sm2Type('shuji.sm2-sm3.1234567812345678.cosignature/v1'),
    'sm2-sm3',
    true,
    65,
    64,
  ),
};

const LENGTH_LIMIT = 1_000_000;
const SIGNATURES_LIMIT = 64;
const KEY_ID_BYTES = 4;
const VKEY_LENGTH_LIMIT = 4096;
/** ML-DSA cosignatures write the cosigner's name behind one byte of length. */
const NAME_BYTES_LIMIT = 255;

const NAME = /^[^\p{White_Space}+]+$/u;
const SIGNATURE_LINE = /^— ([^\p{White_Space}+]+) ([A-Za-z0-9+/=]+)$/u;

/** Whether a note may consist of this: UTF-8 of at most a million characters, whole lines, and no
 *  control character but the line break. */
export const isNoteText = (text: string): boolean =>
  text.length <= LENGTH_LIMIT &&
  text.endsWith('\n') &&
  !/[^\n -\uffff]/.test(text) &&
  text.isWellFormed();

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, base64 = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (name === undefined || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: bytes.slice(0, KEY_ID_BYTES), bytes: bytes.slice(KEY_ID_BYTES) };
}

/** The note, whose text proves nothing before its signatures are checked; undefined if it departs
 *  from the format in one character or has more than 64 signatures. */
export function parseNote(note: string): SignedNote | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !isNoteText(note)) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > SIGNATURES_LIMIT) return undefined;
  const signatures = lines.flatMap((line) => parseSignature(line) ?? []);
  if (signatures.length < lines.length) return undefined;
  return { text: note.slice(0, split + 1), signatures };
}

/** Throws where the parts make no note: a text without its line break, a name with a space. */
export function formatNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(
    ({ name, keyId, bytes }) => `— ${name} ${toBase64(concat(keyId, bytes))}\n`,
  );
  const note = `${text}\n${lines.join('')}`;
  const again = parseNote(note);
  if (again?.text !== text || again.signatures.length !== signatures.length) {
    throw new Error('these parts make no note');
  }
  return note;
}

function isKey(name: string, scheme: Scheme, publicKey: Uint8Array): boolean {
  if (!NAME.test(name) || !isNoteText(`${name}\n`)) return false;
  if (publicKey.length !== SCHEMES[scheme].keyBytes) return false;
  const { primitive } = SCHEMES[scheme];
  if (primitive === 'sm2-sm3') return publicKey[0] === 0x04;
  return primitive !== 'ml-dsa-44' || utf8(name).length <= NAME_BYTES_LIMIT;
}

/** The key under this name, with its id: SHA-256(name ‖ 0x0a ‖ type ‖ public key), four bytes.
 *  That is SHA-256 for the SM2 schemes too. Throws on a name or key the scheme does not allow. */
export function verifierKey(
  name: string,
  scheme: Scheme,
  publicKey: Uint8Array,
  sha256: Suite,
): VerifierKey {
  if (sha256.id !== 'sha256') throw new Error('a key id is taken with SHA-256');
  if (!isKey(name, scheme, publicKey)) throw new Error(`this is no ${scheme} key of a note`);
  const digest = sha256.hash(concat(utf8(`${name}\n`), SCHEMES[scheme].type, publicKey));
  return { name, keyId: Uint8Array.from(digest.subarray(0, KEY_ID_BYTES)), scheme, publicKey };
}

function schemeOf(typed: Uint8Array): Scheme | undefined {
  return (Object.keys(SCHEMES) as Scheme[]).find((scheme) => {
    return SCHEMES[scheme].type.every((byte, i) => byte === typed[i]);
  });
}

/** Reads `name+keyid+base64(type ‖ public key)`, the id in eight lower-case hex digits; undefined
 *  for anything else, for a type not known here, and for an id that is not the key's. */
export function parseVerifierKey(vkey: string, sha256: Suite): VerifierKey | undefined {
  if (vkey.length > VKEY_LENGTH_LIMIT) return undefined;
  const [, name = '', id, base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const typed = fromBase64(base64);
  const scheme = typed && schemeOf(typed);
  if (typed === undefined || scheme === undefined) return undefined;
  const publicKey = typed.slice(SCHEMES[scheme].type.length);
  if (!isKey(name, scheme, publicKey)) return undefined;
  const key = verifierKey(name, scheme, publicKey, sha256);
  return toHex(key.keyId) === id ? key : undefined;
}

export const formatVerifierKey = ({ name, keyId, scheme, publicKey }: VerifierKey): string =>
  `${name}+${toHex(keyId)}+${toBase64(concat(SCHEMES[scheme].type, publicKey))}`;
