import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import { Refused } from '../../base/refusal.ts';
import { scratchOf } from '../../app/desk/scratch.ts';
import type { House } from '../../app/house.ts';
import type { ObjectionInput } from './objection-draft.ts';

const sentence = z.object({ zh: z.string().max(1000), en: z.string().max(1000) });

/** Whoever has an account may write its scratch through the contract as well: what stands there is read
 *  like every form. */
const Kept = z.object({
  stage: z.enum(['words', 'files', 'check']),
  interest: z.string(),
  reason: z.string(),
  files: z.array(z.uuid()).max(100),
  key: z.string().regex(/^[0-9a-f]{32}$/),
  troubles: z
    .array(
      z.object({
        at: z.enum(['interest', 'reason', 'evidence']).nullable(),
        sentence,
        law: z.array(z.string().max(40)).max(20).optional(),
      }),
    )
    .max(40),
});

/** What somebody has written of an objection so far, and which writing of it this is (0: nothing). */
export interface KeptObjection {
  readonly said: z.infer<typeof Kept> | null;
  readonly revision: number;
}

/** What is written of an objection and not lodged: it belongs to one account, outlives its session, and
 *  stands beside the case it is about, so that it goes with it. Each step can so be a page of its own,
 *  to which the reader's browser goes back and forth without sending anything twice. */
export function keptObjections(house: Pick<House, 'pool' | 'keys' | 'time'>) {
  const scratch = scratchOf(house);
  const nameOf = (caseId: string): string => `case.${caseId}.objection`;
  return {
    async read(account: string, caseId: string): Promise<KeptObjection> {
      const kept = await scratch.read(account, nameOf(caseId));
      const said = Kept.safeParse(kept?.value);
      return { said: said.success ? said.data : null, revision: kept?.revision ?? 0 };
    },
    /** Keeps a step onto the writing it was made from. `moved`: another window has written other words
     *  meanwhile, which stay; `full`: it cannot be kept, and goes along in the page alone. */
    async keep(
      account: string,
      caseId: string,
      { stage, draft, troubles }: ObjectionInput,
      revision: number,
    ): Promise<'kept' | 'moved' | 'full'> {
      const { interest, reason, files, key } = draft;
      const ids = files.map(({ id }) => id);
      const value = { stage, interest, reason, files: ids, key, troubles: [...troubles] };
      const write = (onto: number) =>
        scratch.keep(account, nameOf(caseId), JSON.parse(JSON.stringify(value)) as Json, onto);
      try {
        await write(revision);
        return 'kept';
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.refusal.code !== 'SCRATCH_MOVED') return 'full';
      }
      const now = await this.read(account, caseId);
      const { said } = now;
      const same = said === null || (said.interest === interest && said.reason === reason);
      if (!same) return 'moved';
      // The same words again: a button pressed twice, or a page that was open since before.
      await write(now.revision);
      return 'kept';
    },
    drop: (account: string, caseId: string) => scratch.drop(account, nameOf(caseId)),
  };
}
