import { text } from '../../base/text.ts';
import { sameBytes, utf8 } from '../../log/bytes.ts';
import { checkConsistency } from '../../log/check-proof.ts';
import { parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { formatNote, parseNote, type SignedNote, type VerifierKey } from '../../log/note.ts';
import { tileProver } from '../../log/prove.ts';
import { TILE_WIDTH } from '../../log/tile.ts';
import { verifyNote } from '../../log/verify-note.ts';
import type { PeerFault } from '../../store/log-peers.ts';
import { PeerLacks, peerReader, type PeerReader } from './peer-files.ts';
import type { Ask } from './witnesses.ts';

/** Another log whose checkpoints are anchored here. */
export interface Peer {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly url: string;
}

/** What a look at a peer found. `stale`: it shows an older head than it did. `doubtful`: what it does
 *  not give may be on its way only; whoever looks again and again will know. */
export type PeerSight =
  | { readonly note: string; readonly checkpoint: Checkpoint; readonly stale: boolean }
  | { readonly fault: PeerFault; readonly doubtful: boolean };

/** For a whole look, however many files it takes: others wait for their turn. */
const PATIENCE_MS = 10_000;
/** Two of them must fit into one entry of our own log, signatures and all. */
const TEXT_MAX = 4096;

/** Looks at a peer: its newest checkpoint must be signed by its key, must continue `before`, and the
 *  tiles and newest entries it speaks of must be there for anybody to read. Takes ten seconds at most. */
export async function lookAt(
  ask: Ask,
  peer: Peer,
  before: Checkpoint | undefined,
): Promise<PeerSight> {
  const files = peerReader(ask, peer.url, AbortSignal.timeout(PATIENCE_MS));
  const fetched = await files.checkpoint().catch(() => undefined);
  if (fetched === undefined) return certain(UNREACHABLE);
  const signed = await signedBy(peer, fetched);
  if (!signed) return certain(MALFORMED);
  const { note, checkpoint } = signed;
  if (!before || sameHead(before, checkpoint)) return { note, checkpoint, stale: false };
  try {
    const stale = checkpoint.size < before.size;
    const [older, newer] = stale ? [checkpoint, before] : [before, checkpoint];
    const relation = await relationOf(files, older, newer);
    if (relation === 'fork') return certain({ ...FORK, note });
    if (relation === 'unproven') return certain(WITHHELD);
    // An old head may come from a cache: it is consistent, and nothing new was seen.
    if (stale) return { note, checkpoint: before, stale };
    return (await newestEntry(files, newer)) ? { note, checkpoint, stale } : certain(WITHHELD);
  } catch (error) {
    return { fault: WITHHELD, doubtful: !(error instanceof PeerLacks) };
  }
}

const certain = (fault: PeerFault): PeerSight => ({ fault, doubtful: false });

const sameHead = (a: Checkpoint, b: Checkpoint): boolean =>
  a.size === b.size && sameBytes(a.root, b.root);

/** The checkpoint with the peer's own signatures, one of each key: nobody else's are asked for, and
 *  what is kept as evidence must not be as long as a stranger likes. */
async function signedBy(
  peer: Peer,
  fetched: string,
): Promise<{ note: string; checkpoint: Checkpoint } | undefined> {
  const parsed = parseNote(fetched);
  if (!parsed || utf8(parsed.text).length > TEXT_MAX) return undefined;
  const own = ownSignatures(parsed, peer.keys);
  const verified = await verifyNote(own, peer.keys, nodeCheck);
  const checkpoint = verified?.length ? parseCheckpoint(own.text) : undefined;
  if (checkpoint?.origin !== peer.origin) return undefined;
  return { note: formatNote(own), checkpoint };
}

const ownSignatures = ({ text: body, signatures }: SignedNote, keys: readonly VerifierKey[]) => ({
  text: body,
  signatures: keys.flatMap(
    ({ name, keyId }) =>
      signatures.find((one) => one.name === name && sameBytes(one.keyId, keyId)) ?? [],
  ),
});

/** A fork is said of a log only where its own tiles prove it: that the newer head begins with a root
 *  which is not the older one. Tiles that prove nothing are no tiles of that head. */
async function relationOf(
  files: PeerReader,
  older: Checkpoint,
  newer: Checkpoint,
): Promise<'continued' | 'fork' | 'unproven'> {
  if (older.size === newer.size) return 'fork';
  const prover = tileProver(suites.sha256, newer.size, files.tile);
  const proof = await prover.consistency(older.size);
  const leadsFrom = (root: Uint8Array): boolean =>
    checkConsistency(suites.sha256, older.size, newer.size, root, newer.root, proof);
  if (leadsFrom(older.root)) return 'continued';
  return leadsFrom(await prover.subtreeRoot(0, older.size)) ? 'fork' : 'unproven';
}

async function newestEntry(files: PeerReader, { size }: Checkpoint): Promise<boolean> {
  if (size === 0) return true;
  const bundle = Math.floor((size - 1) / TILE_WIDTH);
  return files.hasEntries(bundle, size - bundle * TILE_WIDTH);
}

export const UNREACHABLE: PeerFault = {
  kind: 'unreachable',
  why: text('对方日志暂时连不上。', 'The other log cannot be reached.'),
};
const MALFORMED: PeerFault = {
  kind: 'malformed',
  why: text(
    '对方的检查点没有其密钥的有效签名。',
    'The checkpoint of the other log bears no valid signature of its key.',
  ),
};
const WITHHELD: PeerFault = {
  kind: 'withheld',
  why: text(
    '对方公布了新的检查点，却不提供其中的记录。',
    'The other log shows a new checkpoint and withholds the entries under it.',
  ),
};
const FORK: PeerFault = {
  kind: 'fork',
  why: text(
    '对方的日志与此前已锚定的检查点不一致：历史被改写。两份签名已留存为证。',
    'The other log does not continue the checkpoint anchored before: its history was rewritten. Both signed notes are kept as evidence.',
  ),
};
