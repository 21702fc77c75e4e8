import { z } from 'zod';
import { OWN } from '../../log/entry.ts';
import { leavesOf } from '../../log/node-suites.ts';
import { entriesIn, entriesPath, TILE_WIDTH } from '../../log/tile.ts';
import type { RecoveredEvent } from '../../store/log-recover.ts';
import type { LogSource } from '../log/source.ts';
import { recoverRefused } from './refusals.ts';

/** An entry brought back, with what its body would have held. */
export interface Fetched extends RecoveredEvent {
  /** Of the event's own private groups, one at least was filled. */
  readonly hasContent: boolean;
}

const entrySchema = z.looseObject({
  caseId: z.uuid(),
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  procedure: z.string(),
  type: z.string(),
  at: z.iso.datetime({ offset: true }),
  commitments: z.record(z.string(), z.string()),
});

/** The entries of a source from one place to before another, `size` being that of its head. */
export async function fetchEntries(
  source: LogSource,
  from: number,
  to: number,
  size: number,
): Promise<Fetched[]> {
  const fetched: Fetched[] = [];
  for (let at = from; at < to;) {
    const bundle = Math.floor(at / TILE_WIDTH);
    const start = bundle * TILE_WIDTH;
    const entries = await bundleOf(source, bundle, Math.min(TILE_WIDTH, size - start));
    const end = Math.min(to, start + TILE_WIDTH);
    for (; at < end; at += 1) fetched.push(eventOf(entries[at - start], at));
  }
  return fetched;
}

async function bundleOf(source: LogSource, index: number, width: number) {
  for (const held of width === TILE_WIDTH ? [width] : [width, TILE_WIDTH]) {
    const bytes = await source.read(entriesPath(index, held));
    const entries = bytes && entriesIn(bytes, held);
    if (entries) return entries;
  }
  throw recoverRefused.entryMissing(entriesPath(index, width));
}

function eventOf(bytes: Uint8Array | undefined, index: number): Fetched {
  const entry = Buffer.from(bytes ?? []);
  const parsed = entrySchema.safeParse(jsonOf(entry));
  if (!parsed.success) throw recoverRefused.entryUnknown(index);
  const { caseId, version, procedure, type, at, commitments } = parsed.data;
  const { sha256, sm3 } = leavesOf(entry);
  const groups = Object.keys(commitments);
  return {
    caseId,
    version,
    procedure,
    type,
    at,
    entry,
    sha256: Buffer.from(sha256),
    sm3: Buffer.from(sm3),
    hasBody: groups.length > 0,
    hasContent: groups.some((group) => !group.startsWith(OWN)),
  };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
