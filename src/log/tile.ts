/** Tiles and entry bundles of C2SP tlog-tiles: where a piece of the tree lies and how it is spelled.
 *  Level 0 holds leaf hashes, every level above the roots of the full tiles below it. */

export const TILE_WIDTH = 256;
export const ENTRY_MAX = 65535;
const LEVEL_MAX = 63;

/** A tile: `width` hashes of 32 bytes, 1 to 256; fewer than 256 only at the right edge of a tree. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

export type TilePath =
  | ({ readonly kind: 'tile' } & TilePlace)
  | { readonly kind: 'entries'; readonly index: number; readonly width: number };

const within = (n: number, least: number, most: number): boolean =>
  Number.isSafeInteger(n) && n >= least && n <= most;

const group = (n: number): string => String(n % 1000).padStart(3, '0');

/** Groups of three digits, all but the last marked with x: no folder is ever also a file. */
function tailOf(index: number, width: number): string {
  if (!within(index, 0, Number.MAX_SAFE_INTEGER) || !within(width, 1, TILE_WIDTH)) {
    throw new RangeError(`No tile ${index} of width ${width}`);
  }
  let path = group(index);
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${group(rest)}/${path}`;
  }
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** Path below the log's prefix: `tile/0/x001/234`, partial `tile/0/x001/234.p/17`. Throws a RangeError
 *  for a place that no tree has. */
export function tilePath({ level, index, width }: TilePlace): string {
  if (!within(level, 0, LEVEL_MAX)) throw new RangeError(`No tile level ${level}`);
  return `tile/${level}/${tailOf(index, width)}`;
}

/** Path of the bundle with the entries of the level 0 tile of the same index and width. */
export const entriesPath = (index: number, width: number): string =>
  `tile/entries/${tailOf(index, width)}`;

/** `tile/0/` and six groups of `x000/` hold every index that is a safe integer. */
const PATH_MAX = 64;
const PATH = /^tile\/(\d{1,2}|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** What a path asks for; undefined for any spelling but the one `tilePath` and `entriesPath` write. */
export function parseTilePath(path: string): TilePath | undefined {
  const [, of = '', digits = '', partial] = (path.length <= PATH_MAX && PATH.exec(path)) || [];
  const index = Number(digits.replaceAll(/\D/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const level = of === 'entries' ? 0 : Number(of);
  const real = within(index, 0, Number.MAX_SAFE_INTEGER) && within(width, 1, TILE_WIDTH);
  if (of === '' || !real || level > LEVEL_MAX) return undefined;
  if (of === 'entries') {
    return entriesPath(index, width) === path ? { kind: 'entries', index, width } : undefined;
  }
  const place = { level, index, width };
  return tilePath(place) === path ? { kind: 'tile', ...place } : undefined;
}

/** How many hashes the tile has in a tree of `size` entries: 0 where there is none, 256 when full.
 *  Level 0 says the same of entry bundles. */
export function tileWidth(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, hashes));
}

/** The last tile of each level from 0 up in a tree of `size` entries; every tile of a smaller index on
 *  the same level is full. */
export function tilesOf(size: number): readonly TilePlace[] {
  const last: TilePlace[] = [];
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH)) {
    const index = Math.floor((hashes - 1) / TILE_WIDTH);
    last.push({ level: last.length, index, width: hashes - index * TILE_WIDTH });
  }
  return last;
}

/** Entries one after another, each after its length as two bytes, big-endian. At most 256 entries of
 *  at most 65,535 bytes each; throws a RangeError for more. */
export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  const long = entries.find((entry) => entry.length > ENTRY_MAX);
  if (long) throw new RangeError(`An entry of ${long.length} bytes fits no bundle`);
  if (entries.length > TILE_WIDTH) throw new RangeError(`${entries.length} entries in one bundle`);
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    bundle[at] = entry.length >> 8;
    bundle[at + 1] = entry.length & 0xff;
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/** The entries of a bundle as views of its bytes; undefined unless it holds exactly `width` of them. */
export function entriesIn(bundle: Uint8Array, width: number): Uint8Array[] | undefined {
  if (!within(width, 1, TILE_WIDTH)) return undefined;
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length && entries.length < width) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) return undefined;
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries.length === width && at === bundle.length ? entries : undefined;
}
