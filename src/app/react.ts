import type { RecordedEvent } from '../kernel/types.ts';
import type { StoredCase } from '../store/cases.ts';
import type { Runner } from '../store/transaction.ts';
import { actIn } from './act.ts';
import type { House } from './house.ts';
import { reactions } from './reactions.ts';
import { systemActor } from './system.ts';

/** Takes what the events ask of other cases, in the same transaction. */
export async function react(
  house: House,
  tx: Runner,
  stored: StoredCase,
  events: readonly RecordedEvent[],
): Promise<void> {
  for (const event of events) {
    for (const reaction of reactions) {
      if (reaction.on !== event.type) continue;
      for (const caseId of await reaction.cases(event, stored, tx)) {
        await actIn(house, tx, { actor: systemActor, caseId, act: reaction.act, input: reaction.input(event) });
      }
    }
  }
}
