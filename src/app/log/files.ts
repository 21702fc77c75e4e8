import type { FetchTile } from '../../log/prove.ts';
import { HASH_BYTES, type SuiteId } from '../../log/suite.ts';
import { entriesPath, parseTilePath, TILE_WIDTH, tilePath, tilesOf } from '../../log/tile.ts';
import type { TilePlace } from '../../log/tile.ts';
import type { TileFile, TileStore } from '../../store/tile-store.ts';
import { prefixOf } from './emit.ts';

/** The newest signed head of each tree. */
export const CHECKPOINT: Readonly<Record<SuiteId, string>> = {
  sha256: 'checkpoint',
  sm3: 'sm3/checkpoint',
};

/** The newest head that as many witnesses have cosigned as the policy asks for. */
export const WITNESSED: Readonly<Record<SuiteId, string>> = {
  sha256: 'witnessed',
  sm3: 'sm3/witnessed',
};

/** Tiles of a store by their places. Where a partial tile has given way to the full one, its part of
 *  that is handed out. */
export function tileFetcher(store: Pick<TileStore, 'read'>, suite: SuiteId): FetchTile {
  const at = (place: TilePlace) => store.read(prefixOf(suite) + tilePath(place));
  return async (place) => {
    const bytes = (await at(place)) ?? (await at({ ...place, width: TILE_WIDTH }));
    if (!bytes) throw new Error(`the log has no ${tilePath(place)}`);
    return bytes.subarray(0, place.width * HASH_BYTES);
  };
}

/** The folders of the partial tiles of a tree of this size, of whatever widths are kept of them. */
export function partsAt(size: number): string[] {
  const tiles = tilesOf(size).map(({ level, index }) =>
    tilePath({ level, index, width: TILE_WIDTH }),
  );
  const paths = [...tiles, ...tiles.map((path) => prefixOf('sm3') + path)];
  const last = Math.floor(size / TILE_WIDTH);
  return [...paths, entriesPath(last, TILE_WIDTH)].map((path) => `${path}.p`);
}

/** The folders of partial tiles that these files, starting at a size, have filled up. */
export function replacedBy(files: readonly TileFile[], from: number): string[] {
  return files.flatMap(({ path }) => {
    const twin = path.startsWith('sm3/');
    const place = parseTilePath(twin ? path.slice('sm3/'.length) : path);
    if (!place || place.width < TILE_WIDTH) return [];
    // Only a tile that was begun by an earlier batch has parts of its own on the disk.
    const begun = place.kind === 'entries' ? from : Math.floor(from / TILE_WIDTH ** place.level);
    return place.index * TILE_WIDTH < begun ? [`${path}.p`] : [];
  });
}
