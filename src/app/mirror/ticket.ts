import { createHmac, timingSafeEqual } from 'node:crypto';
import { concat, textOf, utf8 } from '../../log/bytes.ts';

/** Tickets of C2SP tlog-mirror: a checkpoint this mirror once had pending, under its own seal, so that
 *  an upload may finish although a newer checkpoint has come. The log's signature would not do: a log
 *  with two histories signs both. */
export interface Tickets {
  seal(origin: string, note: string): Uint8Array;
  /** The note in a ticket of ours; undefined for anything else. */
  open(origin: string, ticket: Uint8Array): string | undefined;
}

const SEAL_BYTES = 32;

export function tickets(key: Buffer): Tickets {
  const sealOf = (origin: string, note: Uint8Array): Buffer =>
    createHmac('sha256', key).update(`${origin}\n`).update(note).digest();
  return {
    seal(origin, note) {
      const bytes = utf8(note);
      return concat(sealOf(origin, bytes), bytes);
    },
    open(origin, ticket) {
      if (ticket.length <= SEAL_BYTES) return undefined;
      const note = ticket.subarray(SEAL_BYTES);
      const genuine = timingSafeEqual(ticket.subarray(0, SEAL_BYTES), sealOf(origin, note));
      return genuine ? textOf(note) : undefined;
    },
  };
}
