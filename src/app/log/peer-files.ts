import type { FetchTile } from '../../log/prove.ts';
import { HASH_BYTES } from '../../log/suite.ts';
import { ENTRY_MAX, entriesIn, entriesPath, TILE_WIDTH, tilePath } from '../../log/tile.ts';
import { boundedAnswer } from '../bounded-answer.ts';
import type { Ask } from './witnesses.ts';

/** The peer answers, and says that it does not have what it must have: not the same as silence. */
export class PeerLacks extends Error {}

/** The public files of another log, each within the length it can have. */
export interface PeerReader {
  checkpoint(): Promise<string>;
  /** Whether the bundle is there with this many entries, or the full one that has taken its place. */
  hasEntries(bundle: number, width: number): Promise<boolean>;
  /** A partial tile that has given way to the full one is cut out of that. */
  readonly tile: FetchTile;
}

const NOTE_MAX = 256 * 1024;
const TILE_MAX = TILE_WIDTH * HASH_BYTES;
const BUNDLE_MAX = TILE_WIDTH * (2 + ENTRY_MAX);

/** `patience` is over all that is read. Every method throws `PeerLacks` for what the peer does not
 *  have, and another error where it does not answer. */
export function peerReader(ask: Ask, url: string, patience: AbortSignal): PeerReader {
  const file = async (path: string, max: number): Promise<Buffer> => {
    const response = await ask(`${url}/${path}`, { redirect: 'error', signal: patience });
    if (response.ok) return boundedAnswer(response, max);
    await response.body?.cancel();
    const says = `answered ${response.status}`;
    throw response.status < 500 && response.status !== 429 ? new PeerLacks(says) : new Error(says);
  };
  const first = (width: number, at: (width: number) => string, max: number): Promise<Buffer> =>
    file(at(width), max).catch((error: unknown) => {
      if (width === TILE_WIDTH || !(error instanceof PeerLacks)) throw error;
      return file(at(TILE_WIDTH), max);
    });
  return {
    checkpoint: async () => (await file('checkpoint', NOTE_MAX)).toString('utf8'),
    async hasEntries(bundle, width) {
      const bytes = await first(width, (held) => entriesPath(bundle, held), BUNDLE_MAX);
      return (entriesIn(bytes, width) ?? entriesIn(bytes, TILE_WIDTH)) !== undefined;
    },
    tile: async (place) => {
      const bytes = await first(place.width, (width) => tilePath({ ...place, width }), TILE_MAX);
      if (bytes.length < place.width * HASH_BYTES) throw new PeerLacks('a tile is too short');
      return bytes.subarray(0, place.width * HASH_BYTES);
    },
  };
}
