import { createHmac, hash } from 'node:crypto';
import { canonical } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import type { RecordedEvent } from '../kernel/types.ts';

/** What an event leaves on the log: canonical bytes of its public part with one salted commitment
 *  for each private group, and the leaf hashes of both suites. */
export interface Entry {
  readonly bytes: Buffer;
  readonly sha256: Buffer;
  readonly sm3: Buffer;
}

/** The secret half of an entry: the payload of each private group with the salt of its commitment. */
export type Body = Readonly<Record<string, { readonly salt: string; readonly value: JsonObject }>>;

export interface CaseStamp {
  readonly procedure: string;
  readonly jurisdiction: string;
  readonly pack: string;
}

const LEAF = Buffer.from([0x00]);

/** Leaf hash of RFC 6962 §2.1: H(0x00 ‖ entry). */
export function leafHash(suite: 'sha256' | 'sm3', bytes: Uint8Array): Buffer {
  return hash(suite, Buffer.concat([LEAF, bytes]), 'buffer');
}

/** HMAC-SHA-256 of the canonical value under a 32-byte salt: hiding while the salt is secret,
 *  binding for good; without the salt nobody can test a guessed value against it. */
export function commitment(saltHex: string, value: JsonObject): string {
  return createHmac('sha256', Buffer.from(saltHex, 'hex')).update(canonical(value)).digest('hex');
}

/** Builds the entry and the body of an event; `salt` draws 32 fresh random bytes as hex. */
export function entryOf(
  event: RecordedEvent,
  stamp: CaseStamp,
  salt: () => string,
): { entry: Entry; body: Body } {
  const body: Record<string, { salt: string; value: JsonObject }> = {};
  const commitments: Record<string, string> = {};
  for (const [group, value] of Object.entries(event.private ?? {})) {
    const drawn = salt();
    body[group] = { salt: drawn, value };
    commitments[group] = commitment(drawn, value);
  }
  const { private: _kept, ...open } = event;
  const bytes = Buffer.from(
    canonical({
      format: 'shuji-entry-v1',
      ...stamp,
      ...open,
      commitments,
    } as unknown as JsonObject),
    'utf8',
  );
  return { entry: { bytes, sha256: leafHash('sha256', bytes), sm3: leafHash('sm3', bytes) }, body };
}

/** The event back from its stored halves; an erased body leaves the private groups out. */
export function eventOf(bytes: Buffer, body: Body): RecordedEvent {
  const { format, procedure, jurisdiction, pack, commitments, ...open } = JSON.parse(
    bytes.toString('utf8'),
  ) as RecordedEvent & CaseStamp & { format: string; commitments: Record<string, string> };
  const groups = Object.entries(body).map(([group, kept]) => [group, kept.value] as const);
  return groups.length > 0 ? { ...open, private: Object.fromEntries(groups) } : open;
}

/** Whether the body still answers to every commitment of its entry. */
export function bodyMatches(bytes: Buffer, body: Body): boolean {
  const { commitments } = JSON.parse(bytes.toString('utf8')) as {
    commitments: Record<string, string>;
  };
  return Object.entries(body).every(
    ([group, b]) => commitments[group] === commitment(b.salt, b.value),
  );
}
