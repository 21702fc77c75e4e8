import { z } from 'zod';
import type { SliceQuery } from '../../log/slice.ts';
import { SLICE_FORMAT } from '../../log/slice.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { SignedHeads } from '../log/evidence-heads.ts';

/** What an export puts on the log: the question, how far the log went, and the digests of the answer. */
export interface SliceRecord {
  readonly query: SliceQuery;
  /** Entries with a place below this were looked at. */
  readonly end: number;
  readonly count: number;
  readonly sha256: string;
  readonly sm3: string;
  /** Credit code of the auditors' own organisation. */
  readonly auditor: string;
}

/** The first line of a slice. */
export interface SliceHeader extends SliceRecord, SignedHeads {
  readonly format: typeof SLICE_FORMAT;
  /** Its number in the diary of the log. */
  readonly id: number;
  readonly exportedAt: string;
  readonly role: 'auditor';
}

/** A line for each entry: its public half, and inclusion under both heads, base64 from the leaf up. */
export interface SliceLine {
  readonly index: number;
  readonly entry: string;
  readonly proofs: Readonly<Record<SuiteId, readonly string[]>>;
}

/** The last line: a signed note about the first. */
export interface SliceEnd {
  readonly signature: string;
}

const words = z.string().max(300);
// The name of a log is part of the name of a key, which has no spaces.
const origin = z.string().regex(/^[!-*,-~]{1,250}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date();
const note = z.string().max(1_000_000);
const place = z.int().min(0);
const hashes = z.array(z.base64().length(44)).max(64);
const bothTrees = <T extends z.ZodType>(of: T) => z.strictObject({ sha256: of, sm3: of });

const querySchema = z.strictObject({
  from: day,
  to: day,
  jurisdictions: z.array(words).max(100),
  procedure: words.nullable(),
  organisation: words.nullable(),
});

const record = {
  query: querySchema,
  end: place,
  count: place,
  sha256: digest,
  sm3: digest,
  auditor: words,
};

/** As it stands in the diary, among the fields of any other statement. */
export const recordSchema = z.strictObject(record) satisfies z.ZodType<SliceRecord>;

export const headerSchema = z.strictObject({
  ...record,
  format: z.literal(SLICE_FORMAT),
  id: z.int().positive(),
  exportedAt: words,
  role: z.literal('auditor'),
  origin,
  twin: origin,
  checkpoint: bothTrees(note),
  policy: bothTrees(note),
}) satisfies z.ZodType<SliceHeader>;

export const lineSchema = z.strictObject({
  index: place,
  entry: z.string().max(65_535),
  proofs: bothTrees(hashes),
}) satisfies z.ZodType<SliceLine>;

export const endSchema = z.strictObject({ signature: note }) satisfies z.ZodType<SliceEnd>;
