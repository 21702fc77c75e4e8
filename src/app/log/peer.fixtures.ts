import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grow, nothingGrown, rootsOf } from './emit.ts';
import { entryNo, leafOf } from './folder.fixtures.ts';
import { loadLogKeys, signedCheckpoint } from './keys.ts';
import type { Peer } from './peer-check.ts';
import type { Ask } from './witnesses.ts';

/** A log of another level in memory, whose operator may do with it what he likes. */
export interface AnotherLog {
  readonly peer: Peer;
  readonly ask: Ask;
  note(): Promise<string>;
  grow(to: number): Promise<void>;
  /** Shows the head it had at a size. */
  show(size: number): void;
  /** Begins anew with other entries under the same keys. */
  rewrite(): void;
}

let made = 0;

export async function anotherLog({
  extensions = [] as readonly string[],
} = {}): Promise<AnotherLog> {
  made += 1;
  const origin = `level${made}.example`;
  const dataDir = mkdtempSync(join(tmpdir(), 'shuji-peer-'));
  mkdirSync(join(dataDir, 'keys'), { mode: 0o700 });
  const keys = loadLogKeys({ dataDir, mode: 'demo', host: origin });
  rmSync(dataDir, { recursive: true });
  const url = `http://${origin}/log`;
  const files = new Map<string, Uint8Array>();
  const notes = new Map<number, string>();
  let grown = nothingGrown;
  let shown = 0;
  let history = 0;
  const log: AnotherLog = {
    peer: { origin: keys.origin, keys: keys.verifiers.sha256, url },
    ask: async (address) => {
      const path = address.slice(url.length + 1);
      const file = path === 'checkpoint' ? await log.note() : files.get(path);
      return file === undefined
        ? new Response('', { status: 404 })
        : new Response(typeof file === 'string' ? file : new Uint8Array(file));
    },
    note: () => Promise.resolve(notes.get(shown) ?? ''),
    async grow(to) {
      const from = grown.size;
      const leaves = Array.from({ length: to - from }, (_, i) =>
        leafOf(entryNo(history * 1_000_000 + from + i)),
      );
      const step = grow(grown, leaves);
      for (const { path, bytes } of step.files) files.set(path, bytes);
      grown = step.grown;
      const head = { size: to, root: rootsOf(grown).sha256, extensions };
      notes.set(to, await signedCheckpoint(keys, 'sha256', head, 1_790_000_000));
      shown = to;
    },
    show(size) {
      shown = size;
    },
    rewrite() {
      history += 1;
      files.clear();
      notes.clear();
      grown = nothingGrown;
    },
  };
  return log;
}
