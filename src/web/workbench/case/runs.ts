import type { HistoryEvent } from '../queries.ts';

/** Newest first, with what one person did several times in a row taken together. */
export function runsOf(events: readonly HistoryEvent[]): HistoryEvent[][] {
  const runs: HistoryEvent[][] = [];
  for (const event of events.toReversed()) {
    const run = runs.at(-1);
    const last = run?.[0];
    const same = last?.type === event.type && last.actor.account === event.actor.account;
    if (run && same) run.push(event);
    else runs.push([event]);
  }
  return runs;
}
