import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { toBase64, utf8 } from '../../log/bytes.ts';
import { formatCheckpoint } from '../../log/checkpoint.ts';
import { emptyTree, growTree } from '../../log/grow.ts';
import { ed25519Signer, mlDsaSigner, sm2Signer } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { formatNote } from '../../log/note.ts';
import { tileProver, type FetchTile } from '../../log/prove.ts';
import { signCheckpoint, type NoteSigner } from '../../log/sign-note.ts';
import { HASH_BYTES, leafHash, type SuiteId } from '../../log/suite.ts';
import { bundleOf, TILE_WIDTH } from '../../log/tile.ts';
import type { WatchedLog } from './log-list.ts';

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Gone with the process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-witness-'));
  folders.push(folder);
  return folder;
}

export const ed25519Cosigner = (name: string): NoteSigner =>
  ed25519Signer(generateKeyPairSync('ed25519').privateKey, name, 'ed25519-cosignature');

/** A cosigner's three keys. */
export const cosigners = (name: string): NoteSigner[] => [
  ed25519Cosigner(name),
  mlDsaSigner(generateKeyPairSync('ml-dsa-44').privateKey, name),
  sm2Signer(sm2.generateKeyPairHex().privateKey, name, 'sm2-sm3-cosignature'),
];

/** A log in memory that signs whatever the test wants. */
export interface TestLog {
  readonly log: WatchedLog;
  readonly signer: NoteSigner;
  readonly fetchTile: FetchTile;
  readonly entry: (index: number) => Uint8Array;
  readonly fetchEntries: (index: number, width: number) => Promise<Uint8Array>;
  readonly consistency: (from: number, to: number) => Promise<readonly Uint8Array[]>;
  readonly root: (size: number) => Promise<Uint8Array>;
  readonly note: (size: number) => Promise<string>;
  /** A note of any root at all. */
  signed(size: number, root: Uint8Array, extensions?: readonly string[]): Promise<string>;
  /** The body of add-checkpoint. */
  request(old: number, size: number): Promise<string>;
}

const logSigner = (origin: string, suite: SuiteId): NoteSigner =>
  suite === 'sm3'
    ? sm2Signer(sm2.generateKeyPairHex().privateKey, origin, 'sm2-sm3')
    : ed25519Signer(generateKeyPairSync('ed25519').privateKey, origin, 'ed25519');

/** A log of so many entries; `forkAt` makes another history of the same log from that entry on. */
export function testLog(
  size: number,
  {
    origin = 'log.example/one',
    suite = 'sha256' as SuiteId,
    signer = logSigner(origin, suite),
    forkAt = Infinity,
  } = {},
): TestLog {
  const hash = suites[suite];
  const entry = (index: number): Uint8Array =>
    utf8(`${index >= forkAt ? 'another' : 'entry'} ${index} of ${origin}`);
  const leaves = Array.from({ length: size }, (_, i) => leafHash(hash, entry(i)));
  const tiles = new Map(
    growTree(hash, emptyTree, leaves).tiles.map((t) => [`${t.level}/${t.index}`, t.bytes]),
  );
  const fetchTile: FetchTile = ({ level, index, width }) => {
    const bytes = tiles.get(`${level}/${index}`);
    if (!bytes) return Promise.reject(new Error(`no tile ${level}/${index}`));
    return Promise.resolve(bytes.subarray(0, width * HASH_BYTES));
  };
  const signed = async (
    at: number,
    root: Uint8Array,
    extensions: readonly string[] = [],
  ): Promise<string> => {
    const text = formatCheckpoint({ origin, size: at, root, extensions });
    return formatNote({ text, signatures: [await signCheckpoint(text, signer, 0)] });
  };
  const root = (at: number): Promise<Uint8Array> => tileProver(hash, at, fetchTile).root();
  const note = async (at: number): Promise<string> => signed(at, await root(at));
  const consistency = (from: number, to: number): Promise<readonly Uint8Array[]> =>
    tileProver(hash, to, fetchTile).consistency(from);
  return {
    log: { origin, keys: [signer.key], suite: hash },
    signer,
    fetchTile,
    entry,
    fetchEntries: (index, width) =>
      Promise.resolve(
        bundleOf(Array.from({ length: width }, (_, i) => entry(index * TILE_WIDTH + i))),
      ),
    consistency,
    root,
    note,
    signed,
    request: async (old, at) => addCheckpoint(old, await note(at), await consistency(old, at)),
  };
}

export const addCheckpoint = (
  old: number | string,
  note: string,
  proof: readonly Uint8Array[] = [],
): string => `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
