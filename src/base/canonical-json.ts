import type { Json } from './json.ts';

const DEPTH_LIMIT = 64;
const encoder = new TextEncoder();

function quoted(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('Canonical JSON: a lone surrogate');
  return JSON.stringify(value);
}

const KEYS_MAX = 5000;
const quotedKeys = new Map<string, string>();

/** Keys come back in every document; their quoted forms are kept, a bounded number of them. */
function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const drawn = quoted(key);
  if (quotedKeys.size < KEYS_MAX) quotedKeys.set(key, drawn);
  return drawn;
}

function array(items: readonly unknown[], depth: number): string {
  if (Object.getPrototypeOf(items) !== Array.prototype) {
    throw new TypeError('Canonical JSON: not a plain array');
  }
  let out = '';
  // By index, not by iterator: holes must be seen, and an overridden iterator must not decide.
  for (let index = 0; index < items.length; index += 1) {
    out += (index === 0 ? '' : ',') + write(items[index], depth);
  }
  return `[${out}]`;
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function object(value: object, depth: number): string {
  if (!isPlain(value)) throw new TypeError('Canonical JSON: not a plain object');
  let out = '';
  // The default order of sort() is by UTF-16 code units, which RFC 8785 3.2.3 asks for.
  for (const key of Object.keys(value).sort()) {
    const item: unknown = value[key];
    if (item === undefined) continue;
    out += `${out === '' ? '' : ','}${quotedKey(key)}:${write(item, depth)}`;
  }
  return `{${out}}`;
}

function write(value: unknown, depth: number): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('Canonical JSON: not a finite number');
      return JSON.stringify(value);
    case 'object':
      if (depth >= DEPTH_LIMIT) throw new RangeError('Canonical JSON: nested too deeply');
      return Array.isArray(value) ? array(value, depth + 1) : object(value, depth + 1);
    default:
      throw new TypeError(`Canonical JSON: a ${typeof value}`);
  }
}

/**
 * RFC 8785: the one text of a JSON value, so that its hash is the same everywhere. An absent
 * property (`undefined`) is left out. Throws on whatever is not plain JSON, lone surrogates and
 * more than 64 levels: an object that decides its own form (`toJSON`, a Date) could show two faces
 * to two readers.
 */
export function canonical(value: Json): string {
  return write(value, 0);
}

/** The same in UTF-8: the bytes that are hashed and signed. */
export function canonicalBytes(value: Json): Uint8Array {
  return encoder.encode(canonical(value));
}
