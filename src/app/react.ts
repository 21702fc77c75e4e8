import type { JsonObject } from '../base/json.ts';
import type { Actor, RecordedEvent } from '../kernel/types.ts';
import type { StoredCase } from '../store/cases.ts';
import type { Runner } from '../store/transaction.ts';
import { reactions } from './reactions/reactions.ts';
import { systemActor } from './system.ts';

interface Asked {
  readonly actor: Actor;
  readonly caseId: string;
  readonly act: string;
  readonly input: JsonObject;
}

/** Whether anything may follow from these events in other cases. */
export const mayFollow = (events: readonly RecordedEvent[]): boolean =>
  events.some((event) => reactions.some(({ on }) => on === event.type));

/** Takes what the events ask of other cases, in the same transaction and through the same way in:
 *  `take` is handed over by the act that caused them. */
export async function react(
  tx: Runner,
  stored: StoredCase,
  events: readonly RecordedEvent[],
  take: (asked: Asked) => Promise<unknown>,
): Promise<void> {
  for (const event of events) {
    for (const { on, cases, act, input } of reactions) {
      if (on !== event.type) continue;
      for (const caseId of await cases(event, stored, tx)) {
        await take({ actor: systemActor, caseId, act, input: input(event) });
      }
    }
  }
}
