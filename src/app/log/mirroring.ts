import { suites } from '../../log/node-suites.ts';
import { parseVerifierKey, type VerifierKey } from '../../log/note.ts';
import { tileProver } from '../../log/prove.ts';
import type { SuiteId } from '../../log/suite.ts';
import { entriesPath } from '../../log/tile.ts';
import type { LogHead } from '../../store/log-tables.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { tileFetcher } from './files.ts';
import { MirrorAhead, mirrorClient } from '../mirror/client.ts';
import type { Ask, WitnessState } from './witnesses.ts';
import { isPlainAddress } from '../plain-address.ts';

/** One who keeps a whole copy of one of our trees. */
export interface MirrorAddress {
  readonly suite: SuiteId;
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string;
}

/** The mirrors of a file with a line `<vkey> <url>` each; an SM2 key is one of the SM3 twin. */
export function mirrorsIn(file: string, where: string): MirrorAddress[] {
  return file.split('\n').flatMap((line, at) => {
    const [vkey, url, ...more] = line.trim().split(/\s+/);
    if (vkey === undefined || vkey === '' || vkey.startsWith('#')) return [];
    const key = parseVerifierKey(vkey, suites.sha256);
    if (!key || url === undefined || more.length > 0 || !isPlainAddress(url)) {
      throw new Error(`${where}, line ${at + 1}: a verifier key and an address`);
    }
    const suite = key.scheme === 'sm2-sm3-cosignature' ? 'sm3' : 'sha256';
    return [{ suite, name: key.name, key, url: url.replace(/\/+$/, '') }];
  });
}

export interface Mirroring {
  readonly mirror: MirrorAddress;
  readonly origin: string;
  readonly store: TileStore;
  readonly ask: Ask;
  /** Told when the mirror knows of more than was ever published here. */
  readonly ahead: (name: string, size: number) => void;
}

const PATIENCE_MS = 30_000;
const AGAIN_MS = 5000;

/** Brings a mirror up to the newest head, and again whenever there is a newer one. A mirror that is
 *  down is tried again; nothing waits for it. */
export function mirroring({ mirror, origin, store, ask, ahead }: Mirroring) {
  const { suite, name, url, key } = mirror;
  const fetchTile = tileFetcher(store, suite);
  const stopping = new AbortController();
  const client = mirrorClient({
    suite: suites[suite],
    origin,
    url,
    key,
    ask: (to, init) =>
      ask(to, {
        ...init,
        signal: AbortSignal.any([stopping.signal, ...(init.signal ? [init.signal] : [])]),
      }),
    patienceMs: PATIENCE_MS,
    fetchTile,
    fetchEntries: async (index, width) => {
      const bytes =
        (await store.read(entriesPath(index, width))) ??
        (await store.read(entriesPath(index, 256)));
      if (!bytes) throw new Error(`the log has no ${entriesPath(index, width)}`);
      return bytes;
    },
    consistency: (from, to) => tileProver(suites[suite], to, fetchTile).consistency(from),
  });
  let newest: LogHead | undefined;
  let busy: Promise<void> | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;
  let known: Omit<WitnessState, 'name' | 'url'> = { size: 0, time: 0, fault: null };

  async function push(): Promise<void> {
    for (let head = newest; head && !stopped; head = newest) {
      newest = undefined;
      try {
        await client.push(suite === 'sm3' ? head.checkpointSm3 : head.checkpoint);
        known = { size: head.size, time: Math.floor(Date.now() / 1000), fault: null };
      } catch (error) {
        if (stopped) return;
        if (error instanceof MirrorAhead) ahead(name, error.size);
        const fault = error instanceof Error ? error.message.slice(0, 200) : 'failed';
        known = { ...known, fault };
        const missed = head;
        again = setTimeout(() => offer(newest ?? missed), AGAIN_MS).unref();
        return;
      }
    }
  }

  function offer(head: LogHead): void {
    newest = head;
    if (busy || stopped) return;
    clearTimeout(again);
    busy = push().finally(() => {
      busy = undefined;
      // One that came just as the last push was over.
      if (newest) offer(newest);
    });
  }

  return {
    offer,
    state: (): WitnessState => ({ name, url, ...known }),
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(again);
      // What the mirror has taken it keeps; the rest is for the next time.
      stopping.abort();
      await busy;
    },
  };
}
