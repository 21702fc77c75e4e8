import { dropUnusedFiles } from '../../store/unused-files.ts';
import { inTransaction } from '../../store/transaction.ts';
import { dropAged } from '../desk/scratch.ts';
import type { House } from '../house.ts';

/** Days for which an upload is kept that was brought into no case, no import and no draft: as long as
 *  what somebody typed and did not send. */
export const UNUSED_DAYS = 90;

/** Files of one round: it holds their rows, and others may wait for one of them. */
const BATCH = 100;

export interface Swept {
  /** What was uploaded before this moment counts. */
  readonly before: string;
  readonly files: number;
  /** There may be more. */
  readonly more: boolean;
}

/** Takes one batch of files away that nobody sent anywhere: evidence of an objection that was begun and
 *  left, a paper uploaded twice. Their contents follow with `removeLeaving`. Safe to repeat, and for
 *  several programs at once. */
export async function sweepFiles(
  house: Pick<House, 'pool' | 'time'>,
  batch: number = BATCH,
): Promise<Swept> {
  const before = new Date(Date.parse(house.time.now()) - UNUSED_DAYS * 86_400_000);
  await dropAged(house, before);
  const files = await inTransaction(house.pool, (tx) => dropUnusedFiles(tx, before, batch));
  return { before: before.toISOString(), files, more: files === batch };
}

/** The sweep of a day, batch after batch with everybody's turn in between; then not again before the next
 *  day. What went is on record by number: nothing else is known of it any more. */
export function dailySweep(
  house: Pick<House, 'pool' | 'time'>,
  told: (swept: Swept) => Promise<void>,
): () => Promise<void> {
  let doneOn = '';
  return async () => {
    const today = house.time.today();
    if (doneOn === today) return;
    const swept = await sweepFiles(house);
    if (swept.files > 0) await told(swept);
    if (!swept.more) doneOn = today;
  };
}
