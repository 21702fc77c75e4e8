import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalBytes } from '../../base/canonical-json.ts';
import type { JsonObject } from '../../base/json.ts';

/** Why an entry is handed over (BJ-REG-17, CQ-REG-10); `reconciled`: the counterpart's copy is set right. */
export const CHANGES = [
  'assigned',
  'changed',
  'corrected',
  'renewed',
  'cancelled',
  'revoked',
  'reconciled',
] as const;

export const FORMAT = 'shuji-hand-over-1';

/** A code of the counterpart. Its rule is not published, so it is opaque; but it goes on a public log
 *  for ever, so that nothing that could be a word of a person passes for one. */
export const FOREIGN_CODE = /^[0-9A-Za-z][0-9A-Za-z./_-]{3,63}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FIELDS_MAX = 60;

/** The public fields of an entry; how deep and how long they are is bounded where they are parsed. */
export const fieldsSchema = z
  .record(z.string().max(60), z.json())
  .refine((fields) => Object.keys(fields).length <= FIELDS_MAX) as unknown as z.ZodType<JsonObject>;

export const messageSchema = z.strictObject({
  format: z.literal(FORMAT),
  registrar: z.string().regex(/^[0-9A-Z]{18}$/),
  caseId: z.uuid(),
  /** The place of the change among the events of its case, from 1. */
  version: z.int().min(1).max(2_147_483_647),
  /** The version of the message before it about the same entry; 0 for the first. */
  previous: z.int().min(0).max(2_147_483_647),
  change: z.enum(CHANGES),
  /** Instant of the change. */
  at: z.string().max(40),
  jurisdiction: z.string().max(60),
  pack: z.string().max(60),
  code: z.string().min(1).max(64),
  /** What the counterpart calls it, once that is known. */
  nationalCode: z.string().regex(FOREIGN_CODE).nullable(),
  status: z.string().max(40),
  validFrom: z.string().regex(DAY),
  validTo: z.string().regex(DAY),
  /** The public fields of the entry, as its page shows them. */
  fields: fieldsSchema,
});

/** One change of one entry on its way to a counterpart: the entry as it is public after the change. */
export type HandOver = z.infer<typeof messageSchema>;

/** By what a repeated delivery is known to be the same. */
export const digestOf = (message: HandOver): string =>
  createHash('sha256')
    .update(canonicalBytes(message as unknown as JsonObject))
    .digest('hex');

/** Why a counterpart does not take a message. GAP: one before it is missing; STALE: a later one was
 *  taken already; ALTERED: the same version came with other content; CODE_TAKEN: another entry has
 *  this code; FORGED: not from this registrar; MALFORMED; POLICY: by a rule of the counterpart. */
export const REFUSALS = [
  'GAP',
  'STALE',
  'ALTERED',
  'CODE_TAKEN',
  'FORGED',
  'MALFORMED',
  'POLICY',
] as const;
export type RefusalWord = (typeof REFUSALS)[number];

const place = {
  caseId: z.uuid(),
  version: z.int().min(1),
};

export const answerSchema = z.discriminatedUnion('outcome', [
  z.object({
    ...place,
    outcome: z.enum(['taken', 'repeated']),
    nationalCode: z.string().regex(FOREIGN_CODE).nullable(),
    /** A line that can be shown. */
    receipt: z.string().regex(/^[^\p{Cc}\p{Zs}\u202a-\u202e\u2066-\u2069]{1,500}$/u),
  }),
  z.object({
    ...place,
    outcome: z.literal('refused'),
    why: z.enum(REFUSALS),
    /** The version last taken of this entry; 0 for none. */
    have: z.int().min(0),
  }),
]);

/** What a counterpart says to one message. `repeated`: taken before, nothing was done twice. */
export type Answer = z.infer<typeof answerSchema>;

/** What a receiver knows of an entry: its last version, and the digests of what it took. */
export interface Held {
  readonly version: number;
  digestAt(version: number): string | undefined;
}

export type Verdict = 'take' | 'repeat' | Extract<RefusalWord, 'GAP' | 'STALE' | 'ALTERED'>;

/** Whether a receiver takes a message: each once, in order, none left out, none altered. */
export function judge(held: Held | undefined, message: HandOver, digest: string): Verdict {
  const before = held?.digestAt(message.version);
  if (before !== undefined) return before === digest ? 'repeat' : 'ALTERED';
  const have = held?.version ?? 0;
  if (message.version <= have) return 'STALE';
  return message.previous === have ? 'take' : 'GAP';
}
