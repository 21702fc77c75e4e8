import { z } from 'zod';
import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { commitment, eventOf, FORMAT, type Body, type CaseStamp } from '../../log/entry.ts';

const json = z.json() as z.ZodType<Json>;
const words = z.string();
const digest = words.regex(/^[0-9a-f]{64}$/);

const shape = z.strictObject({
  format: z.literal(FORMAT),
  procedure: words,
  jurisdiction: words,
  pack: words,
  rules: digest,
  caseId: z.uuid(),
  version: z.int().positive(),
  type: words,
  at: words.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?\+08:00$/),
  act: words,
  // Only the machine acts under an account everybody may know.
  actor: z.strictObject({
    account: z.literal('system').optional(),
    role: words,
    org: words.nullable(),
  }),
  law: z.array(words),
  deadlines: z.array(z.looseObject({ clock: words, calendar: words })),
  data: z.record(words, json),
  commitments: z.record(words, digest),
});

/** An entry with as much of its body as was disclosed and answers to it. */
export interface DisclosedEntry {
  readonly open: JsonObject;
  readonly stamp: CaseStamp;
  readonly commitments: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly event: RecordedEvent;
  /** Groups committed to and not disclosed. */
  readonly withheld: readonly string[];
  /** Groups disclosed that are not what was committed to. */
  readonly unanswered: readonly string[];
}

/** Reads one entry from the bytes that stand on the log; undefined where they are not the canonical
 *  form of one, byte for byte. */
export function readEntry(entry: Uint8Array, disclosed: Body | null): DisclosedEntry | undefined {
  const bytes = Buffer.from(entry);
  const open = parsed(bytes);
  const read = open && shape.safeParse(open).data;
  if (!read) return undefined;
  const { procedure, jurisdiction, pack, rules, commitments } = read;
  const given = Object.entries(disclosed ?? {});
  const answering = given.filter(([group, one]) => answers(commitments, group, one));
  const body = Object.fromEntries(answering);
  return {
    open,
    stamp: { procedure, jurisdiction, pack, rules },
    commitments,
    body,
    event: eventOf(bytes, body),
    withheld: Object.keys(commitments).filter((g) => !given.some(([group]) => group === g)),
    unanswered: given.map(([group]) => group).filter((group) => !Object.hasOwn(body, group)),
  };
}

function parsed(bytes: Buffer): JsonObject | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as JsonObject;
    return Buffer.from(canonical(value), 'utf8').equals(bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

const SALT = /^[0-9a-f]{64}$/;

/** A salt is 32 bytes in one spelling: bytes after a broken digit would not be looked at. */
function answers(
  commitments: Readonly<Record<string, string>>,
  group: string,
  { salt, value }: Body[string],
): boolean {
  if (!Object.hasOwn(commitments, group) || !SALT.test(salt)) return false;
  try {
    return commitments[group] === commitment(salt, value);
  } catch {
    return false;
  }
}
