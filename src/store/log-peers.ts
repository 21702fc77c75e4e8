import type { Text } from '../base/text.ts';
import { statement, type Runner } from './transaction.ts';

/** What was last seen of the log of another level. */
export interface PeerRow {
  readonly origin: string;
  readonly size: number;
  readonly note: string;
  readonly seenAt: string;
  /** The size that stands in our own log. */
  readonly anchored: number;
  readonly anchoredAt: string | null;
  readonly fault: PeerFault | null;
  readonly faultAt: string | null;
}

export interface PeerFault {
  readonly kind: 'unreachable' | 'withheld' | 'fork' | 'malformed';
  readonly why: Text;
  /** The signed note that contradicts the one kept: evidence. */
  readonly note?: string;
}

const ALL = statement(
  'log_peers',
  `SELECT origin, size::text AS size, note, seen_at AS "seenAt", anchored::text AS anchored,
     anchored_at AS "anchoredAt", fault, fault_at AS "faultAt" FROM log_peer ORDER BY origin`,
);

type Stored = Omit<PeerRow, 'size' | 'anchored' | 'seenAt' | 'anchoredAt' | 'faultAt'> & {
  readonly size: string;
  readonly anchored: string;
  readonly seenAt: Date;
  readonly anchoredAt: Date | null;
  readonly faultAt: Date | null;
};

export async function readPeers(runner: Runner): Promise<PeerRow[]> {
  const rows = await runner.run<Stored>(ALL, []);
  return rows.map((row) => ({
    ...row,
    size: Number(row.size),
    anchored: Number(row.anchored),
    seenAt: row.seenAt.toISOString(),
    anchoredAt: row.anchoredAt?.toISOString() ?? null,
    faultAt: row.faultAt?.toISOString() ?? null,
  }));
}

const SAVE = statement(
  'log_peer_save',
  `INSERT INTO log_peer (origin, size, note, seen_at, anchored, anchored_at, fault, fault_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (origin) DO UPDATE SET size = excluded.size, note = excluded.note,
     seen_at = excluded.seen_at, anchored = excluded.anchored, anchored_at = excluded.anchored_at,
     fault = excluded.fault, fault_at = excluded.fault_at`,
);

export async function savePeer(runner: Runner, row: PeerRow): Promise<void> {
  await runner.run(SAVE, [
    row.origin,
    row.size,
    row.note,
    row.seenAt,
    row.anchored,
    row.anchoredAt,
    row.fault === null ? null : JSON.stringify(row.fault),
    row.faultAt,
  ]);
}
