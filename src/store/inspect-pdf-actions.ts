import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { acts, bomb, malformed } from './file-refusals.ts';
import type { Content } from './file-store.ts';

const unpack = promisify(inflate);
/** A dictionary stands before its stream, and is short. */
const DICTIONARY_BYTES = 1_024;
const PIECE_BYTES = 65_536;
const UNPACKED_MAX = 16 * 1_048_576;
const PACKED_MOST = 10_000;
/** Writers pack once; who packs oftener hides something. */
const LAYERS_MAX = 3;

/** A name as a pattern that also knows its escaped letters (`#45ncrypt` is `Encrypt`). */
export function nameToken(name: string): string {
  const letters = [...name].map((c) => `(?:${c}|#${c.charCodeAt(0).toString(16)})`);
  return `/${letters.join('')}`;
}

/** Runs something when the file is opened or touched (ISO 32000-2, 12.6.4). A name cannot be formed in
 *  another way; what it stands in does not matter. */
export const ACTING = new RegExp(
  `(?:${nameToken('JavaScript')}|${nameToken('Launch')})(?![A-Za-z0-9#])`,
  'i',
);
/** Where dictionaries are packed away (7.5.7). */
export const PACKED = new RegExp(`${nameToken('ObjStm')}(?![A-Za-z0-9#])`, 'gi');
const FILTER = new RegExp(`${nameToken('Filter')}\\s*(?:\\[\\s*/|/)`, 'i');

/** Refuses a file in whose packed dictionaries something acts. `at`: where each says what it is. */
export async function refusePackedActions(content: Content, at: Iterable<number>): Promise<void> {
  const looked = new Set<number>();
  // Streams do not overlap: who makes them overlap is not read for ever.
  let budget = 2 * content.size + PIECE_BYTES;
  for (const place of at) {
    const dictionary = (await content.read(place, DICTIONARY_BYTES)).toString('latin1');
    const head = /^[\s\S]*?\bstream\r?\n/.exec(dictionary)?.[0];
    if (head === undefined || looked.has(place + head.length)) continue;
    looked.add(place + head.length);
    if (looked.size > PACKED_MOST) throw tooMuch();
    const before = await content.read(Math.max(0, place - DICTIONARY_BYTES), DICTIONARY_BYTES);
    const packed = await upToEnd(content, place + head.length);
    budget -= packed.length;
    if (budget < 0) throw tooMuch();
    const around = before.toString('latin1').split('endobj').at(-1) ?? '';
    await refuseActing(packed, FILTER.test(around + head));
  }
}

/** Whatever its length is said to be: readers go by the word at the end when it does not fit. */
async function upToEnd(content: Content, from: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let tail = '';
  for (let at = from; at < content.size && at - from < UNPACKED_MAX; at += PIECE_BYTES) {
    const piece = await content.read(at, PIECE_BYTES);
    pieces.push(piece);
    const seen = tail + piece.toString('latin1');
    if (seen.includes('endstream')) break;
    tail = seen.slice(-'endstream'.length);
  }
  return Buffer.concat(pieces);
}

async function refuseActing(packed: Buffer, filtered: boolean): Promise<void> {
  let bytes = packed;
  for (let layer = 0; layer < LAYERS_MAX; layer += 1) {
    const inside = await unpacked(bytes);
    if (!inside) {
      if (layer === 0 && filtered) throw unreadable();
      return;
    }
    if (ACTING.test(inside.toString('latin1'))) throw new Refused(acts());
    bytes = inside;
  }
  throw unreadable();
}

async function unpacked(bytes: Buffer): Promise<Buffer | undefined> {
  try {
    const bounds = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: UNPACKED_MAX };
    return await unpack(bytes, bounds);
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooMuch();
    return undefined;
  }
}

const tooMuch = () =>
  new Refused(bomb(text('压缩的对象过多或过大', 'its packed objects are too many or too large')));
const unreadable = () =>
  new Refused(malformed(text('压缩的对象读不出来', 'its packed objects cannot be read')));
