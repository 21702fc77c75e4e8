import { z } from 'zod';
import type { Json, JsonObject } from '../../base/json.ts';
import type { CaseEvidence } from './case-evidence.ts';

const words = z.string().max(300);
const note = z.string().max(1_000_000);
const hashes = z.array(z.base64().length(44)).max(64);
const value = z.record(z.string(), z.json() as z.ZodType<Json>) as z.ZodType<JsonObject>;
const bothTrees = <T extends z.ZodType>(of: T) => z.strictObject({ sha256: of, sm3: of });

const event = z.strictObject({
  version: z.int().positive(),
  type: words,
  index: z.int().min(0).nullable(),
  published: z.boolean(),
  witnessed: z.boolean(),
  entry: z.string().max(65_535),
  body: z
    .record(words, z.strictObject({ salt: z.string().regex(/^[0-9a-f]{64}$/), value }))
    .nullable(),
  proofs: bothTrees(hashes).nullable(),
});

/** A `shuji-case-v1` file: everything bounded, and no field that is not of the format. */
const file = z.strictObject({
  format: z.literal('shuji-case-v1'),
  origin: words,
  twin: words,
  caseId: z.uuid(),
  procedure: words,
  jurisdiction: words,
  checkpoint: bothTrees(note.nullable()),
  policy: bothTrees(note),
  events: z.array(event).min(1).max(500),
  next: z.int().positive().nullable(),
});

/** A file somebody brings, read strictly; or the place of the first thing that is not as it must be. */
export function readCaseFile(content: string): CaseEvidence | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return { fault: 'JSON' };
  }
  const read = file.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { fault: `${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim() };
}
