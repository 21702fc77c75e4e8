import { Refused } from '../base/refusal.ts';
import { statement, runnerOf } from '../store/transaction.ts';
import { act } from './act.ts';
import type { House } from './house.ts';
import { systemActor } from './system.ts';

const DUE = statement(
  'clock_due_now',
  `SELECT case_id, name, act FROM clock
   WHERE state = 'running' AND NOT provisional AND act IS NOT NULL AND fires_at <= $1 AND attempts < 20
   ORDER BY fires_at, case_id LIMIT 200`,
);
const NEXT = statement(
  'clock_next',
  `SELECT min(fires_at) AS at FROM clock
   WHERE state = 'running' AND NOT provisional AND act IS NOT NULL AND fires_at <= $1 AND attempts < 20`,
);
const FAILED = statement(
  'clock_failed',
  'UPDATE clock SET attempts = attempts + 1 WHERE case_id = $1 AND name = $2',
);

interface DueRow {
  case_id: string;
  name: string;
  act: string;
}

/** Takes every automatic outcome that is due: an act by the system, through the one way in. A case
 *  that somebody moved in the meantime refuses it, and the fold has stopped its clock. */
export async function runClocks(house: House): Promise<number> {
  const runner = runnerOf(house.pool);
  let fired = 0;
  for (;;) {
    const due = await runner.run<DueRow>(DUE, [house.time.now()]);
    for (const row of due) {
      try {
        await act(house, {
          actor: systemActor,
          caseId: row.case_id,
          act: row.act,
          input: {},
          // A clock fires once for each day it was due on, however many runners there are.
          key: undefined,
        });
        fired += 1;
      } catch (error) {
        if (error instanceof Refused && error.refusal.kind === 'busy') throw error;
        await runner.run(FAILED, [row.case_id, row.name]);
      }
    }
    if (due.length < 200) return fired;
  }
}

/** Moves the demonstration clock forward, stopping at each moment at which a clock fires, so that
 *  every automatic outcome happens on its own day. */
export async function travel(house: House, toMs: number): Promise<number> {
  const runner = runnerOf(house.pool);
  let fired = await runClocks(house);
  for (let stops = 0; stops < 10_000; stops += 1) {
    const [next] = await runner.run<{ at: Date | null }>(NEXT, [new Date(toMs).toISOString()]);
    if (!next?.at) break;
    if (next.at.getTime() > house.time.nowMs()) house.time.moveTo(next.at.getTime());
    fired += await runClocks(house);
  }
  if (toMs > house.time.nowMs()) house.time.moveTo(toMs);
  return fired;
}
