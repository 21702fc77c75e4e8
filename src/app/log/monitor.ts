import { z } from 'zod';
import { nodeCheck } from '../../log/node-signatures.ts';
import type { Policy } from '../../log/policy.ts';
import { verifyHead, type HeadFault, type TrustedHead } from '../../log/proof-file.ts';
import { CHECKPOINT, WITNESSED } from './files.ts';
import { relate, tilesIn, type Relation } from './relation.ts';
import type { LogSource } from './source.ts';

/** What a monitor keeps of a log between two looks. */
const remembered = z.strictObject({
  url: z.string().max(2000),
  /** The log's own policy at the first look; null where the monitor brings one of its own. */
  policy: z.string().max(2_000_000).nullable(),
  /** The largest head that was found in order, with its signatures. */
  note: z.string().max(1_000_000),
});
export type RememberedLog = z.infer<typeof remembered>;

/** Undefined: not such a file. */
export function readRemembered(content: string): RememberedLog | undefined {
  try {
    return remembered.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

/** A head with where it came from. */
export interface SeenHead {
  readonly from: 'newest' | 'witnessed' | 'remembered';
  readonly note: string;
  readonly head: TrustedHead;
}

/** One look at a log. */
export type Look =
  | { readonly kind: 'noHead' }
  | {
      readonly kind: 'fault';
      readonly from: SeenHead['from'];
      readonly fault: HeadFault['fault'] | 'other-log';
    }
  | {
      readonly kind: 'seen';
      readonly newest: SeenHead;
      readonly witnessed: SeenHead | undefined;
      /** The largest head known, which all others are to be the beginning of. */
      readonly largest: SeenHead;
      readonly others: readonly { readonly head: SeenHead; readonly relation: Relation }[];
    };

/** Looks at a log as a monitor does: every head it shows must be signed, and they and the one that is
 *  remembered must belong to one history. Throws `Unreadable`. */
export async function lookAtLog(
  source: LogSource,
  policy: Policy,
  before: string | undefined,
): Promise<Look> {
  // The witnessed head first: while a log grows it stays behind.
  const witnessed = await noteIn(source, WITNESSED.sha256);
  const newest = await noteIn(source, CHECKPOINT.sha256);
  if (newest === undefined) return { kind: 'noHead' };
  const heads: SeenHead[] = [];
  for (const [from, note] of Object.entries({ newest, witnessed, remembered: before }) as [
    SeenHead['from'],
    string | undefined,
  ][]) {
    if (note === undefined) continue;
    const head = await verifyHead(note, policy, nodeCheck);
    if (!head.ok) return { kind: 'fault', from, fault: head.fault };
    const known = heads[0]?.head.checkpoint.origin ?? head.checkpoint.origin;
    if (head.checkpoint.origin !== known) return { kind: 'fault', from, fault: 'other-log' };
    heads.push({ from, note, head });
  }
  return compared(source, heads);
}

async function compared(source: LogSource, heads: readonly SeenHead[]): Promise<Look> {
  const size = ({ head }: SeenHead): number => head.checkpoint.size;
  const [newest] = heads;
  if (!newest) return { kind: 'noHead' };
  const largest = heads.reduce((most, each) => (size(each) > size(most) ? each : most));
  const tiles = tilesIn(source);
  const others = await Promise.all(
    heads
      .filter((each) => each !== largest)
      .map(async (head) => ({
        head,
        relation: await relate(head.head.checkpoint, largest.head.checkpoint, tiles),
      })),
  );
  const witnessed = heads.find(({ from }) => from === 'witnessed');
  return { kind: 'seen', newest, witnessed, largest, others };
}

async function noteIn(source: LogSource, path: string): Promise<string | undefined> {
  const bytes = await source.read(path);
  return bytes && Buffer.from(bytes).toString('utf8');
}
