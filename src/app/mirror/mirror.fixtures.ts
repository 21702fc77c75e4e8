import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyTree, growTree } from '../../log/grow.ts';
import { leafHash } from '../../log/suite.ts';
import { bundleOf, parseTilePath, tilePath, tilesOf, TILE_WIDTH } from '../../log/tile.ts';
import { entriesPath } from '../../log/tile.ts';
import { mirrorRoutes } from '../../http/mirror.ts';
import type { Ask } from '../log/witnesses.ts';
import { mirrorClient, type MirrorClient, type Mirroring } from './client.ts';
import { headerBytes, packageBytes, packagesOf } from './format.ts';
import type { Mirror } from './mirror.ts';
import { tileProver } from '../../log/prove.ts';
import type { NoteSigner } from '../../log/sign-note.ts';
import { cosigners, temporaryFolder, type TestLog } from '../witness/witness.fixtures.ts';
import type { OpeningWitness } from '../witness/witness.ts';

export const MIRROR = 'mirror.example/m';

export function mirrorSetting(
  logs: readonly TestLog[],
  more: Partial<OpeningWitness> = {},
): OpeningWitness {
  return {
    folder: temporaryFolder(),
    name: MIRROR,
    signers: cosigners(MIRROR),
    logs: logs.map(({ log }) => log),
    now: () => 1_800_000_000,
    ...more,
  };
}

/** The key of the mirror that signs this log. */
export const keyFor = (log: TestLog, signers: readonly NoteSigner[]): NoteSigner['key'] => {
  const scheme = log.log.suite.id === 'sm3' ? 'sm2-sm3-cosignature' : 'ed25519-cosignature';
  return signers.find(({ key }) => key.scheme === scheme)?.key ?? assert.fail();
};

/** Asks a mirror of this process over its routes. */
export function askOf(mirror: Mirror): Ask {
  const app = mirrorRoutes(mirror);
  return async (url, init) => app.request(url, init);
}

export const clientOf = (
  log: TestLog,
  key: NoteSigner['key'],
  ask: Ask,
  more: Partial<Mirroring> = {},
): MirrorClient =>
  mirrorClient({
    origin: log.log.origin,
    suite: log.log.suite,
    url: 'http://mirror',
    key,
    ask,
    patienceMs: 60_000,
    fetchTile: log.fetchTile,
    fetchEntries: log.fetchEntries,
    consistency: log.consistency,
    ...more,
  });

interface Uploading {
  readonly packages?: number;
  readonly ticket?: Uint8Array;
}

/** The body of add-entries with so many packages of the canonical sequence. */
export async function uploadOf(
  log: TestLog,
  start: number,
  end: number,
  { packages = Infinity, ticket = new Uint8Array(0) }: Uploading = {},
): Promise<Uint8Array> {
  const parts = [headerBytes({ origin: log.log.origin, start, end, ticket })];
  const prover = tileProver(log.log.suite, end, log.fetchTile);
  for (const place of [...packagesOf(start, end)].slice(0, packages)) {
    const numbers = Array.from({ length: place.end - place.start }, (_, i) => place.start + i);
    const proof = await prover.subtreeConsistency(place.base, place.end);
    parts.push(packageBytes({ entries: numbers.map(log.entry), proof }));
  }
  return Buffer.concat(parts);
}

/** A body that comes in pieces of this size. */
export async function* pieces(bytes: Uint8Array, size = 4096): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

/** Every file of the log at this size, by its path. */
export function filesAt(log: TestLog, size: number): Map<string, Uint8Array> {
  const entries = Array.from({ length: size }, (_, i) => log.entry(i));
  const leaves = entries.map((entry) => leafHash(log.log.suite, entry));
  const files = new Map<string, Uint8Array>();
  for (const tile of growTree(log.log.suite, emptyTree, leaves).tiles) {
    files.set(tilePath(tile), tile.bytes);
  }
  for (let at = 0; at < size; at += TILE_WIDTH) {
    const held = entries.slice(at, at + TILE_WIDTH);
    files.set(entriesPath(at / TILE_WIDTH, held.length), bundleOf(held));
  }
  assert.ok(tilesOf(size).every((place) => files.has(tilePath(place))));
  return files;
}

/** Whether everything of the log at this size lies in the folder, and no tile of any other content. */
export function assertHolds(folder: string, log: TestLog, size: number, largest = size): void {
  for (const [path, bytes] of filesAt(log, size)) {
    const full = path.replace(/\.p\/\d+$/, '');
    const found = fileIn(folder, path) ?? fileIn(folder, full);
    assert.ok(found, `${path} 不在`);
    assert.ok(Buffer.from(found.subarray(0, bytes.length)).equals(bytes), `${path} 不对`);
  }
  const whole = filesAt(log, largest);
  const widest = new Map([...whole].map(([path, bytes]) => [path.replace(/\.p\/\d+$/, ''), bytes]));
  mkdirSync(folder, { recursive: true });
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const found = parseTilePath(path) && fileIn(folder, path);
    if (!found) continue;
    const right = widest.get(path.replace(/\.p\/\d+$/, ''));
    assert.ok(
      right?.subarray(0, found.length).every((byte, i) => byte === found[i]),
      `${path} 是错的`,
    );
  }
}

function fileIn(folder: string, path: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, path));
  } catch {
    return undefined;
  }
}
