import { TILE_WIDTH } from '../../log/tile.ts';
import type { MirroredLog } from './logs.ts';
import { INFO_TYPE, infoText, readHeader, type UploadHeader } from './format.ts';
import { byteReader, type ByteReader, type StreamPatience } from './stream.ts';
import type { Tickets } from './ticket.ts';
import { takePackages } from './upload.ts';
import { readHead, type Head } from '../witness/heads.ts';
import { says, type Answer } from '../witness/judge.ts';
import type { WatchedLog } from '../witness/log-list.ts';

export interface AddingEntries {
  readonly logs: ReadonlyMap<string, WatchedLog>;
  readonly tickets: Tickets;
  pending(log: WatchedLog): Promise<Head | undefined>;
  mirrored(log: WatchedLog): Promise<MirroredLog>;
  /** POSIX seconds. */
  now(): number;
  inTurn<T>(origin: string, work: () => Promise<T>): Promise<T>;
}

/** Nobody has to say who he is before his entries are proven: what an upload may cost has bounds. A
 *  package holds 16 MiB at most, and each upload one package. */
const UPLOADS_MAX = 16;
const PATIENCE: StreamPatience = { idleMs: 20_000, totalMs: 300_000 };
/** How much that is held already an upload may begin with. */
const REPEATED_MAX = 8 * TILE_WIDTH;

/** `add-entries` of C2SP tlog-mirror. */
export function addingEntries(by: AddingEntries) {
  let uploads = 0;
  return async (chunks: AsyncIterable<Uint8Array>): Promise<Answer> => {
    if (uploads >= UPLOADS_MAX) return says(503, 'too many uploads at once');
    uploads += 1;
    const body = byteReader(chunks, PATIENCE);
    try {
      return await addEntries(by, body);
    } finally {
      uploads -= 1;
      body.close();
    }
  };
}

async function addEntries(by: AddingEntries, body: ByteReader): Promise<Answer> {
  const header = await readHeader(body);
  if (!header) return says(400, 'malformed header');
  const log = by.logs.get(header.origin);
  if (!log) return says(404, 'unknown log');
  const mirrored = await by.mirrored(log);
  const target = await targetOf(by, log, mirrored, header);
  if (!target || isOutside(header, mirrored.copy.size())) {
    return stand(by, log, mirrored, 409, target);
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => by.inTurn(log.origin, work);
  const { copy } = mirrored;
  const end = await takePackages({ log, copy, target, start: header.start, body, inTurn });
  if (end === 'unproven') return says(422, 'these are not entries of the checkpoint');
  if (end === 'nothing') return says(400, 'no whole package');
  if (end === 'too-much') return says(400, 'bytes behind the last package');
  if (end === 'part') return stand(by, log, mirrored, 202, target);
  return inTurn(() => finish(by, log, mirrored, target));
}

/** The checkpoint the upload leads to: the pending one, the one last cosigned, or that of a ticket;
 *  never one smaller than what was cosigned. */
async function targetOf(
  by: AddingEntries,
  log: WatchedLog,
  mirrored: MirroredLog,
  { end, ticket }: UploadHeader,
): Promise<Head | undefined> {
  const signed = mirrored.signed();
  if (end < (signed?.size ?? 0)) return undefined;
  const pending = await by.pending(log);
  if (pending?.size === end) return pending;
  if (signed?.size === end) return signed;
  const note = by.tickets.open(log.origin, ticket);
  const ticketed = note === undefined ? undefined : await readHead(note, log.origin, log.keys, []);
  return ticketed?.size === end ? ticketed : undefined;
}

const isOutside = ({ start, end }: UploadHeader, next: number): boolean =>
  start > next || Math.min(end, next) - start > REPEATED_MAX;

/** Where an upload may go on: with the same checkpoint while it has entries to come, so that no proof
 *  is made twice, else with the newest. */
async function stand(
  by: AddingEntries,
  log: WatchedLog,
  mirrored: MirroredLog,
  status: 202 | 409,
  target: Head | undefined,
): Promise<Answer> {
  const next = mirrored.copy.size();
  const goal = target && next <= target.size ? target : await by.pending(log);
  const ticket = goal ? by.tickets.seal(log.origin, goal.note) : new Uint8Array(0);
  return { status, body: infoText({ size: goal?.size ?? 0, next, ticket }), type: INFO_TYPE };
}

async function finish(
  by: AddingEntries,
  log: WatchedLog,
  mirrored: MirroredLog,
  target: Head,
): Promise<Answer> {
  // Another upload may have gone further meanwhile.
  if (target.size < (mirrored.signed()?.size ?? 0)) return stand(by, log, mirrored, 409, target);
  return { status: 200, body: await mirrored.sign(target, by.now()) };
}
