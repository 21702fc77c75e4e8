import type { Json } from '../../base/json.ts';
import { text, type Text } from '../../base/text.ts';
import { fromBase64, textOf, toBase64 } from '../../log/bytes.ts';
import { isCanonical, isObject, isString, itemsOf, parsed } from './json.ts';

/** Why a file is no credential, or not as it was issued. */
export interface Unfit {
  readonly unfit: Text;
}

/** A credential file of either form (SD-JWT of RFC 9901), taken apart; nothing is proven yet. */
export interface Presented {
  readonly form: 'json' | 'compact';
  readonly payload: string;
  readonly disclosures: readonly string[];
  /** EdDSA first, then SM2, which the compact form has not. */
  readonly signed: readonly { readonly header: string; readonly signature: string }[];
}

const LENGTH_LIMIT = 512 * 1024;

export const NO_CREDENTIAL: Unfit = {
  unfit: text(
    '内容不符合登记凭证的格式，可能被增删。',
    'This has not the form of a credential; something was added or left out.',
  ),
};
const RESAVED: Unfit = {
  unfit: text(
    '文件字节与签发时不一致（可能被重新保存），请使用原始文件。',
    'The bytes are not those that were issued (saved again?). Use the original file.',
  ),
};

/** The bytes of base64url without padding, in its one right spelling. */
export function fromBase64url(words: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(words)) return undefined;
  const plain = words.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
}

export const base64url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Canonical JSON in base64url; undefined for any other spelling. */
export function decoded(words: string): Json | undefined {
  const bytes = fromBase64url(words);
  const written = bytes && textOf(bytes);
  const value = written === undefined ? undefined : parsed(written);
  return value !== undefined && isCanonical(value, written ?? '') ? value : undefined;
}

/** The members of an object that must have exactly these names. */
function membersOf(value: unknown, names: readonly string[]): readonly unknown[] | undefined {
  if (!isObject(value) || Object.keys(value).length !== names.length) return undefined;
  return names.every((name) => Object.hasOwn(value, name))
    ? names.map((name) => value[name])
    : undefined;
}

function presentedJson(written: string): Presented | Unfit {
  const value = parsed(written);
  const [payload, signatures] = membersOf(value, ['payload', 'signatures']) ?? [];
  const [first, second, ...more] = itemsOf(signatures);
  const [unsigned, header, signature] =
    membersOf(first, ['header', 'protected', 'signature']) ?? [];
  const [header2, signature2] = membersOf(second, ['protected', 'signature']) ?? [];
  const [told] = membersOf(unsigned, ['disclosures']) ?? [];
  const disclosures = itemsOf(told);
  const strings = [payload, header, signature, header2, signature2];
  const fit = Array.isArray(told) && [...strings, ...disclosures].every(isString);
  if (value === undefined || !fit || more.length > 0) return NO_CREDENTIAL;
  // A file with a member written twice parses, and other readers may take the other one.
  if (!isCanonical(value, written)) return RESAVED;
  const [body = '', one = '', oneSigned = '', two = '', twoSigned = ''] = strings as string[];
  const signed = [
    { header: one, signature: oneSigned },
    { header: two, signature: twoSigned },
  ];
  return { form: 'json', payload: body, disclosures: disclosures as string[], signed };
}

function presentedCompact(written: string): Presented | Unfit {
  const [jwt = '', ...disclosures] = written.split('~');
  const [header = '', payload = '', signature = '', ...more] = jwt.split('.');
  // What follows the last tilde would be a key binding; our credentials are bound to no key.
  if (disclosures.pop() !== '' || more.length > 0) return NO_CREDENTIAL;
  return { form: 'compact', payload, disclosures, signed: [{ header, signature }] };
}

/** Reads a credential file of either form, or says why it is none. */
export function presentedIn(file: string): Presented | Unfit {
  const written = file.trimEnd();
  if (written.length > LENGTH_LIMIT) return NO_CREDENTIAL;
  return written.startsWith('{') ? presentedJson(written) : presentedCompact(written);
}
