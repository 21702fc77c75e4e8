import type { Length } from '../base/deadline.ts';
import type { CaseState, ClockRow, Procedure, RecordedEvent } from './types.ts';

/** Puts newly counted deadlines on record after a calendar was published (promise 4). It moves
 *  clocks only, never a state, and belongs to every procedure. */
export const DEADLINE_RECALCULATED = 'clock.DeadlineRecalculated';

/** Which clocks an event starts, with their lengths: asked once, when it is appended. */
export function startedBy<S extends CaseState, R>(
  procedure: Procedure<S, R>,
  eventType: string,
  state: S,
  rules: R,
): { clock: string; length: Length; from: string | undefined }[] {
  const started: { clock: string; length: Length; from: string | undefined }[] = [];
  for (const [clock, spec] of Object.entries(procedure.clocks)) {
    if (!spec.startsOn.includes(eventType)) continue;
    const length = spec.length(state, rules);
    if (length) started.push({ clock, length, from: spec.from?.(state) });
  }
  return started;
}

/** Folds one event into the clocks of its case. A deadline on the event wins over everything:
 *  that is what was counted on the day. */
export function foldClocks<S extends CaseState, R>(
  procedure: Procedure<S, R>,
  clocks: readonly ClockRow[],
  event: RecordedEvent,
): ClockRow[] {
  if (event.type === DEADLINE_RECALCULATED) return recounted(clocks, event);
  const kept = clocks
    .filter((row) => !event.deadlines.some((d) => d.clock === row.name))
    .map((row): ClockRow => {
      const spec = procedure.clocks[row.name];
      if (row.state !== 'running' || !spec) return row;
      if (spec.onExpiry !== undefined && event.act === spec.onExpiry)
        return { ...row, state: 'expired' };
      return spec.stopsOn.includes(event.type) ? { ...row, state: 'stopped' } : row;
    });
  const started = event.deadlines.map(({ clock, ...deadline }): ClockRow => ({
    name: clock,
    ...deadline,
    state: 'running',
    since: event.version,
  }));
  return [...kept, ...started].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** A new count moves the last day of a running clock. It is no restart, and it wakes none that was
 *  stopped or is over. */
function recounted(clocks: readonly ClockRow[], event: RecordedEvent): ClockRow[] {
  return clocks.map((row) => {
    const counted = event.deadlines.find((d) => d.clock === row.name);
    if (row.state !== 'running' || !counted) return row;
    const { clock: _name, ...deadline } = counted;
    return { ...row, ...deadline };
  });
}
