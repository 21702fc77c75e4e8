import { concat, fromHex, textOf } from '../../../log/bytes.ts';

/** Bytes as characters one to one, to look for words in a file. */
const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** The one signature of a PDF: its container, and the bytes that it is over. */
export interface PdfSignature {
  readonly container: Uint8Array;
  readonly signed: Uint8Array;
  /** Nothing stands outside the signature but the signature itself. */
  readonly coversAll: boolean;
  /** Where the signed part ends; bytes behind it were added later. */
  readonly end: number;
}

const RANGE = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g;

/** The container without the zeros that fill its room; undefined for anything else in the room. */
function containerIn(digits: string): Uint8Array | undefined {
  const room = fromHex(digits);
  const [tag, form = 0] = room ?? [];
  if (room === undefined || tag !== 0x30) return undefined;
  const octets = form < 0x80 ? 0 : form & 0x7f;
  const length = octets === 0 ? form : Number(`0x${digits.slice(4, 4 + octets * 2)}`);
  const end = 2 + octets + length;
  return room.subarray(end).every((byte) => byte === 0) ? room.subarray(0, end) : undefined;
}

/** Undefined unless the file has exactly one signature that can be read. A sheet as it was issued has. */
export function pdfSignature(file: Uint8Array): PdfSignature | undefined {
  const [found, ...others] = latin(file).matchAll(RANGE);
  const [start, from = 0, to = 0, rest = 0] = (found ?? []).slice(1).map(Number);
  const end = to + rest;
  if (start !== 0 || others.length > 0 || from + 2 > to || end > file.length) return undefined;
  if (file[from] !== 0x3c || file[to - 1] !== 0x3e) return undefined;
  const container = containerIn(latin(file.subarray(from + 1, to - 1)));
  const signed = concat(file.subarray(0, from), file.subarray(to, end));
  return container && { container, signed, coversAll: end === file.length, end };
}

const ATTACHMENTS_MAX = 8;
const MENTIONS_MAX = 200;
const DICTIONARY_MAX = 1024;
const TEXT_MAX = 512 * 1024;

/** Undefined where it is no zlib stream, or too much comes out of it. */
async function inflated(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const packed = new Blob([Uint8Array.from(bytes)]).stream();
  // Read by hand: not every browser can iterate over a stream.
  const reader = packed.pipeThrough(new DecompressionStream('deflate')).getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return concat(...pieces);
      size += value.length;
      if (size > TEXT_MAX) return undefined;
      pieces.push(value);
    }
  } catch {
    return undefined;
  }
}

/** The bytes of the attachment whose dictionary names it here; undefined where none begins. */
function attachmentAt(
  words: string,
  at: number,
): { readonly from: number; readonly to: number; readonly packed: boolean } | undefined {
  const [head] =
    /^\/EmbeddedFile\b(?!s)[\s\S]*?>>\s*stream\r?\n/.exec(words.slice(at, at + DICTIONARY_MAX)) ??
    [];
  if (head === undefined) return undefined;
  const before = words.slice(Math.max(0, at - DICTIONARY_MAX), at);
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1) + head;
  const from = at + head.length;
  const length = /\/Length\s+(\d{1,7})\b(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
  const to = length === undefined ? words.indexOf('endstream', from) : from + Number(length);
  return { from, to, packed: dictionary.includes('/FlateDecode') };
}

/** The first few files attached to a PDF, as text. Who vouches for them, the signature says. */
export async function pdfAttachments(file: Uint8Array): Promise<readonly string[]> {
  const words = latin(file);
  const found: string[] = [];
  let at = words.indexOf('/EmbeddedFile');
  for (let seen = 0; at >= 0 && seen < MENTIONS_MAX && found.length < ATTACHMENTS_MAX; seen += 1) {
    const place = attachmentAt(words, at);
    const raw = place && file.subarray(place.from, place.to);
    const bytes = raw && (place.packed ? await inflated(raw) : raw);
    // One that cannot be read counts as well: trying costs as much as reading.
    if (place) found.push((bytes && textOf(bytes)) ?? '');
    at = words.indexOf('/EmbeddedFile', at + 1);
  }
  return found;
}
