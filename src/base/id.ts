const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
const MS_LIMIT = 2 ** 48;

/**
 * UUID version 7 (RFC 9562) from milliseconds since 1970 and ten random bytes, both brought by the
 * caller, so that ids sort by time and a replay yields the same ones.
 */
export function uuidV7(ms: number, random: Uint8Array): string {
  if (!Number.isInteger(ms) || ms < 0 || ms >= MS_LIMIT || random.length !== 10) {
    throw new RangeError('uuidV7 needs milliseconds of 48 bits and ten random bytes');
  }
  const hex = Array.from(random, (byte) => HEX[byte] ?? '');
  const version = HEX[0x70 | ((random[0] ?? 0) & 0x0f)] ?? '';
  const variant = HEX[0x80 | ((random[2] ?? 0) & 0x3f)] ?? '';
  const time = ms.toString(16).padStart(12, '0');
  const tail = hex.slice(4).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex[1]}-${variant}${hex[3]}-${tail}`;
}

/** A UUID in the one form we write, lower case: ids are compared as text. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

const NAME_LIMIT = 200;
const INPUT_LIMIT = 4096;
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u;
/** Control, format (bidi and invisible), surrogate and private characters, and line separators. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A file name as a person gave it, safe to show and to save: without path, control and bidi
 * characters and what Windows forbids; at most 200 characters, keeping the extension; `file` when
 * nothing is left.
 */
export function fileNameSafe(name: string): string {
  const last = name.slice(-INPUT_LIMIT).split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(UNPRINTABLE, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const extension = EXTENSION.exec(clean)?.[0] ?? '';
  const stem = Array.from(clean.slice(0, clean.length - extension.length));
  const kept = stem.slice(0, NAME_LIMIT - extension.length - 1).join('') + extension;
  const safe = RESERVED.test(kept) ? `_${kept}` : kept;
  return safe === '' ? 'file' : safe;
}
