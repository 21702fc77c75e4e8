import { checkpointIn } from '../../log/checkpoint.ts';
import { isDemonstration } from '../../log/demonstration.ts';
import { suites } from '../../log/node-suites.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { SUITES } from './emit.ts';
import { CHECKPOINT, WITNESSED } from './files.ts';

/** How far the log reaches, by its own public files: whichever process writes them. */
export interface ChainHeads {
  /** Entries under the newest head, and under the newest that both trees have witnessed. */
  readonly published: number;
  readonly witnessed: number;
  readonly notes: Readonly<Record<SuiteId, ChainNotes>>;
}

/** Signed notes; null where there is none yet. */
export interface ChainNotes {
  readonly checkpoint: string | null;
  readonly witnessed: string | null;
}

const sizeOf = (note: string | null): number => checkpointIn(note ?? '')?.size ?? 0;

export async function chainHeads(store: Pick<TileStore, 'read'>): Promise<ChainHeads> {
  const read = async (path: string): Promise<string | null> =>
    (await store.read(path))?.toString('utf8') ?? null;
  const [sha256, sm3] = await Promise.all(
    SUITES.map(async (suite) => {
      const [checkpoint, witnessed] = await Promise.all([
        read(CHECKPOINT[suite]),
        read(WITNESSED[suite]),
      ]);
      return { checkpoint: checkpoint ?? null, witnessed: witnessed ?? null };
    }),
  );
  if (!sha256 || !sm3) throw new Error('a log has two trees');
  const least = (name: keyof ChainNotes): number =>
    Math.min(...[sha256, sm3].map((notes) => sizeOf(notes[name])));
  return { published: least('checkpoint'), witnessed: least('witnessed'), notes: { sha256, sm3 } };
}

/** `waiting`: recorded, no place yet; `rehearsed`: witnessed, but by a demonstration's own witnesses
 *  only; `alone`: on a log whose policy asks for no witness. */
export type Seal = 'waiting' | 'published' | 'witnessed' | 'rehearsed' | 'alone';

/** How firmly an entry stands. */
export function sealOf(
  { published, witnessed }: Pick<ChainHeads, 'published' | 'witnessed'>,
  index: number | null,
  policy: Policy,
): Seal {
  if (index === null || index >= published) return 'waiting';
  if (policy.quorum === 'none') return 'alone';
  if (index >= witnessed) return 'published';
  return policy.witnesses.every(({ key }) => isDemonstration(key.name)) ? 'rehearsed' : 'witnessed';
}

const NOBODY: Policy = { logs: [], witnesses: [], groups: [], quorum: 'none' };
const read = new WeakMap<Pick<TileStore, 'read'>, Promise<Policy>>();

/** The policy of the SHA-256 tree, which stays the same as long as the process lives. */
export function chainPolicy(store: Pick<TileStore, 'read'>): Promise<Policy> {
  const known = read.get(store) ?? readPolicy(store);
  read.set(store, known);
  known.catch(() => read.delete(store));
  return known;
}

async function readPolicy(store: Pick<TileStore, 'read'>): Promise<Policy> {
  const words = (await store.read('policy'))?.toString('utf8');
  const policy = words === undefined ? NOBODY : parsePolicy(words, suites.sha256);
  return 'fault' in policy ? NOBODY : policy;
}
