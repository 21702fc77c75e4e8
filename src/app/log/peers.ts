import { text } from '../../base/text.ts';
import { suites } from '../../log/node-suites.ts';
import { checkpointIn, type Checkpoint } from '../../log/checkpoint.ts';
import { parsePolicy } from '../../log/policy.ts';
import { readPeers, savePeer, type PeerFault, type PeerRow } from '../../store/log-peers.ts';
import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { enterDiary } from './diary.ts';
import { isPlainAddress } from '../plain-address.ts';
import { lookAt, UNREACHABLE, type Peer, type PeerSight } from './peer-check.ts';
import type { Ask } from './witnesses.ts';

export interface PeerRounds {
  readonly pool: House['pool'];
  /** The machine's own clock, RFC 3339: other logs do not travel in time with a demonstration. */
  now(): string;
  readonly ask: Ask;
  readonly peers: readonly Peer[];
  /** The least time between two anchors of one peer, in milliseconds. */
  readonly everyMs: number;
  /** How far the mirror kept here has the log, where there is one. */
  mirrored(origin: string): Promise<number | undefined>;
  /** What is remembered of the peers from round to round, by their origins. */
  readonly memory: Map<string, PeerMemory>;
  /** Aborted when the program ends: what then fails is nobody's fault. */
  readonly stopping: AbortSignal;
}

/** Machine's milliseconds of the first of the looks in a row that were not given what was shown, and of
 *  the last time that our log spoke of withholding. */
interface PeerMemory {
  readonly doubtedAt?: number;
  readonly accusedAt?: number;
}

/** The peers of a file with lines `log <vkey> <url>` (C2SP tlog-policy without a quorum). */
export function peersIn(file: string, where: string): Peer[] {
  const policy = parsePolicy(`${file.trimEnd()}\nquorum none\n`, suites.sha256);
  if ('fault' in policy) throw new Error(`${where}, line ${policy.line}: ${policy.fault}`);
  const byOrigin = Map.groupBy(policy.logs, ({ key }) => key.name);
  return [...byOrigin].map(([origin, logs]) => {
    const url = logs.find((log) => log.url !== null)?.url;
    if (typeof url !== 'string') throw new Error(`${where}: ${origin} has no address`);
    if (!isPlainAddress(url)) throw new Error(`${where}: the address of ${origin} is none to show`);
    return { origin, keys: logs.map(({ key }) => key), url: url.replace(/\/+$/, '') };
  });
}

/** A mirror may be this far behind before it is called withholding, and a log this long not give what
 *  it shows; in milliseconds. */
const GRACE_MS = 10 * 60_000;

/** Looks at every peer once: anchors what continues, puts on the log what does not (XC-15). They are
 *  looked at side by side, so that none holds up the others, and judged one by one: each may have the
 *  next word in the diary. Throws what went wrong first, after all of them. */
export async function peerRound(r: PeerRounds): Promise<void> {
  const known = new Map((await readPeers(runnerOf(r.pool))).map((row) => [row.origin, row]));
  const seen = await Promise.all(
    r.peers.map(async (peer) => {
      const row = known.get(peer.origin);
      // A fork is never forgotten by itself: people decide what becomes of that log.
      if (row?.fault?.kind === 'fork') return undefined;
      return { peer, row, sight: await lookAt(r.ask, peer, row && checkpointIn(row.note)) };
    }),
  );
  const failed: unknown[] = [];
  for (const each of seen) {
    if (!each || r.stopping.aborted) continue;
    const sight = withoutHaste(r, each.peer, each.sight);
    await judge(r, each.peer, each.row, sight).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
}

/** What is only doubtful counts for nothing until it has lasted. */
function withoutHaste(r: PeerRounds, { origin }: Peer, sight: PeerSight): PeerSight {
  const { doubtedAt, ...rest } = r.memory.get(origin) ?? {};
  const inDoubt = 'fault' in sight ? sight.doubtful : sight.stale;
  if (!inDoubt) {
    r.memory.set(origin, rest);
    return sight;
  }
  const at = Date.parse(r.now());
  const since = doubtedAt ?? at;
  r.memory.set(origin, { ...rest, doubtedAt: since });
  const lasted = at - since > GRACE_MS;
  if ('fault' in sight) return { ...sight, fault: lasted ? sight.fault : UNREACHABLE };
  return lasted ? { fault: WENT_BACK, doubtful: true } : sight;
}

async function judge(
  r: PeerRounds,
  peer: Peer,
  row: PeerRow | undefined,
  sight: PeerSight,
): Promise<void> {
  const now = r.now();
  if ('fault' in sight) return faulty(r, peer, row, sight.fault, now);
  const { checkpoint, note } = sight;
  const newer = !row || checkpoint.size > row.size;
  const seen: PeerRow = {
    origin: peer.origin,
    size: checkpoint.size,
    note: newer ? note : row.note,
    seenAt: now,
    anchored: row?.anchored ?? 0,
    anchoredAt: row?.anchoredAt ?? null,
    fault: null,
    faultAt: null,
  };
  const held = await r.mirrored(peer.origin);
  const late = row?.anchoredAt && Date.parse(now) - Date.parse(row.anchoredAt) > GRACE_MS;
  if (held !== undefined && late && held < row.anchored) {
    return faulty(r, peer, seen, NOT_MIRRORED, now);
  }
  const due = !row?.anchoredAt || Date.parse(now) - Date.parse(row.anchoredAt) >= r.everyMs;
  if (!due || checkpoint.size <= seen.anchored) return savePeer(runnerOf(r.pool), seen);
  await enterDiary(runnerOf(r.pool), 'log.CheckpointExchanged', headOf(checkpoint), now);
  await savePeer(runnerOf(r.pool), { ...seen, anchored: checkpoint.size, anchoredAt: now });
}

const WENT_BACK: PeerFault = {
  kind: 'withheld',
  why: text(
    '对方只公布比此前更旧的检查点。',
    'The other log only shows a head that is older than it did before.',
  ),
};

const NOT_MIRRORED: PeerFault = {
  kind: 'withheld',
  why: text(
    '对方没有把其记录推送到本级镜像。',
    'The other log does not push its entries to the mirror kept here.',
  ),
};

/** Tells of a fault once, on the log, where it is one that somebody must answer for. */
async function faulty(
  r: PeerRounds,
  peer: Peer,
  row: PeerRow | undefined,
  fault: PeerFault,
  now: string,
): Promise<void> {
  const runner = runnerOf(r.pool);
  const before = row?.fault?.kind;
  if (before !== fault.kind && row) {
    const kept = headOf(checkpointIn(row.note));
    if (fault.kind === 'fork') {
      await enterDiary(
        runner,
        'log.ForkFound',
        { ...kept, notes: [row.note, fault.note ?? ''] },
        now,
      );
    }
    if (fault.kind === 'withheld' && mayAccuse(r, peer, now)) {
      await enterDiary(runner, 'log.WithholdingFound', kept, now);
    }
  }
  const empty = { size: 0, note: '', seenAt: now, anchored: 0, anchoredAt: null };
  const faultAt = before === fault.kind ? (row?.faultAt ?? now) : now;
  await savePeer(runner, { ...(row ?? { ...empty, origin: peer.origin }), fault, faultAt });
}

/** Who withholds every other minute must not fill our log with it: once in the time of an anchor. */
function mayAccuse(r: PeerRounds, { origin }: Peer, now: string): boolean {
  const known = r.memory.get(origin);
  const at = Date.parse(now);
  if (known?.accusedAt !== undefined && at - known.accusedAt < r.everyMs) return false;
  r.memory.set(origin, { ...known, accusedAt: at });
  return true;
}

const headOf = (checkpoint: Checkpoint | undefined) => ({
  origin: checkpoint?.origin ?? '',
  size: checkpoint?.size ?? 0,
  root: checkpoint ? Buffer.from(checkpoint.root).toString('base64') : '',
});
