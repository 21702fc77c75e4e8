import { z } from 'zod';
import { DIARY } from '../../contexts/network/diary.ts';
import { entriesIn } from '../../log/tile.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const entry = z.object({
  procedure: z.literal(DIARY),
  type: z.literal('log.TimeStamped'),
  data: z.object({
    tree: z.enum(['sha256', 'sm3']),
    size: z.int().min(0),
    /** Digest of the head under its tree's suite, and SHA-256 of the token, in hex. */
    note: hex,
    token: hex,
  }),
});

/** What the log itself says of a token it was given over one of its heads. */
export type Stamp = z.infer<typeof entry>['data'];

const MARK = Buffer.from('"log.TimeStamped"');

/** The statements of this kind among the entries of a bundle. */
export function stampsIn(bundle: Uint8Array, width: number): Stamp[] {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.length);
  if (!bytes.includes(MARK)) return [];
  return (entriesIn(bytes, width) ?? []).flatMap((each) => {
    try {
      return entry.parse(JSON.parse(Buffer.from(each).toString('utf8'))).data;
    } catch {
      // Somebody else's words that happen to hold the mark.
      return [];
    }
  });
}
