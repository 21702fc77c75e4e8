import { createHmac } from 'node:crypto';
import { canonical } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import type { RecordedEvent } from '../kernel/types.ts';
import { leavesOf } from './node-suites.ts';
import { ENTRY_MAX } from './tile.ts';

/** What an event leaves on the log: canonical bytes of its public part with one salted commitment
 *  for each private group, and the leaf hashes of both suites. */
export interface Entry {
  readonly bytes: Buffer;
  readonly sha256: Uint8Array;
  readonly sm3: Uint8Array;
}

/** The secret half of an entry: the payload of each private group with the salt of its commitment. */
export type Body = Readonly<Record<string, { readonly salt: string; readonly value: JsonObject }>>;

export interface CaseStamp {
  readonly procedure: string;
  readonly jurisdiction: string;
  /** Id of the rule pack, and the SHA-256 (hex) of its whole content: which rules decided. */
  readonly pack: string;
  readonly rules: string;
}

/** Groups of the log's own begin with `$`. They are never part of an event: no fold, view or history
 *  sees them, and an erasure of any part of a body takes the act's record with it. */
export const OWN = '$';
/** On the first event of each act: all that its decision was made from. */
export const ACT_GROUP = '$act';
/** The account that acted: a person, so no part of the public half. */
const WHO_GROUP = '$who';

export const FORMAT = 'shuji-entry-v1';

/** HMAC-SHA-256 of the canonical value under a 32-byte salt: hiding while the salt is secret,
 *  binding for good; without the salt nobody can test a guessed value against it. */
export const commitment = (saltHex: string, value: JsonObject): string =>
  committed(saltHex, canonical(value));

const committed = (saltHex: string, written: string): string =>
  createHmac('sha256', Buffer.from(saltHex, 'hex')).update(written).digest('hex');

/** Builds the entry and the body of an event. `salt` gives 32 bytes as hex, fresh for each group;
 *  `record` is what the act was decided from, on the first of its events. The body comes as canonical
 *  text. Throws when the entry is too large for the log: nothing may be recorded that cannot be
 *  published. */
export function entryOf(
  event: RecordedEvent,
  stamp: CaseStamp,
  salt: (group: string) => string,
  record?: JsonObject,
): { entry: Entry; body: string } {
  const { private: groups, actor, ...open } = event;
  const { account, ...place } = actor;
  // The machine is nobody; an act that hides its actor has no account here.
  const machine = actor.role === 'system';
  const secret = {
    ...(record ? { [ACT_GROUP]: record } : {}),
    ...(machine || account === '' ? {} : { [WHO_GROUP]: { account } }),
    ...ownGroups(groups),
  };
  const commitments: Record<string, string> = {};
  const body = Object.entries(secret)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, value]) => {
      const drawn = salt(group);
      const written = canonical(value);
      commitments[group] = committed(drawn, written);
      // Canonical as it stands, and written once: bodies are the larger half of an act.
      return `${JSON.stringify(group)}:{"salt":"${drawn}","value":${written}}`;
    });
  const content = {
    format: FORMAT,
    ...stamp,
    ...open,
    actor: machine ? actor : place,
    commitments,
  } as unknown as JsonObject;
  const bytes = Buffer.from(canonical(content), 'utf8');
  if (bytes.length > ENTRY_MAX) {
    throw new Error(`the entry of ${event.type} has ${bytes.length} bytes: too large for the log`);
  }
  return { entry: { bytes, ...leavesOf(bytes) }, body: `{${body.join(',')}}` };
}

function ownGroups(groups: RecordedEvent['private']): Readonly<Record<string, JsonObject>> {
  const taken = Object.keys(groups ?? {}).find((group) => group.startsWith(OWN));
  if (taken !== undefined) throw new Error(`${taken} is not a group an event may have`);
  return groups ?? {};
}

/** The event back from its stored halves; an erased body leaves the private groups out. */
export function eventOf(bytes: Buffer, body: Body): RecordedEvent {
  const { format, procedure, jurisdiction, pack, rules, commitments, actor, ...open } = JSON.parse(
    bytes.toString('utf8'),
  ) as RecordedEvent & CaseStamp & { format: string; commitments: Record<string, string> };
  const account = actor.account ?? body[WHO_GROUP]?.value['account'] ?? '';
  const event = { ...open, actor: { ...actor, account: String(account) } };
  const groups = Object.entries(body)
    .filter(([group]) => !group.startsWith(OWN))
    .map(([group, kept]) => [group, kept.value] as const);
  return groups.length > 0 ? { ...event, private: Object.fromEntries(groups) } : event;
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
