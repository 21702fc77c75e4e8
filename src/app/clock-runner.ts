import { Refused } from '../base/refusal.ts';
import { statement, runnerOf } from '../store/transaction.ts';
import { act } from './act.ts';
import type { House } from './house.ts';
import { systemActor } from './system.ts';

const BATCH = 200;
const DUE = statement(
  'clock_due_now',
  `SELECT k.case_id, k.name, k.act, k.due, c.version FROM clock k JOIN case_row c USING (case_id)
   WHERE k.state = 'running' AND NOT k.provisional AND k.act IS NOT NULL AND k.fires_at <= $1
     AND k.attempts < 20
   ORDER BY k.fires_at, k.case_id LIMIT ${BATCH}`,
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
  readonly case_id: string;
  readonly name: string;
  readonly act: string;
  readonly due: string;
  readonly version: number;
}

/** Takes every automatic outcome that is due: an act by the system, through the one way in. */
export async function runClocks(house: House): Promise<number> {
  const runner = runnerOf(house.pool);
  let fired = 0;
  for (;;) {
    const due = await runner.run<DueRow>(DUE, [house.time.now()]);
    let overtaken = 0;
    for (const row of due) {
      const outcome = await fire(house, row);
      if (outcome === 'fired') fired += 1;
      else if (outcome === 'overtaken') overtaken += 1;
      else await runner.run(FAILED, [row.case_id, row.name]);
    }
    if (due.length < BATCH && overtaken === 0) return fired;
  }
}

/** The act is bound to the version at which the clock was seen to be due: however many runners
 *  there are, and whatever a person or a new calendar does meanwhile, it is taken once or not. */
async function fire(house: House, row: DueRow): Promise<'fired' | 'overtaken' | 'failed'> {
  try {
    const stored = await act(house, {
      actor: systemActor,
      caseId: row.case_id,
      act: row.act,
      input: {},
      expectedVersion: row.version,
    });
    const still = stored.clocks.find((c) => c.name === row.name && c.state === 'running');
    return still?.due === row.due ? 'failed' : 'fired';
  } catch (error) {
    if (error instanceof Refused && error.refusal.kind === 'busy') throw error;
    const conflict = error instanceof Refused && error.refusal.code === 'VERSION_CONFLICT';
    return conflict ? 'overtaken' : 'failed';
  }
}

/** Moves the demonstration clock forward, stopping at each moment at which a clock fires, so that
 *  every automatic outcome happens on its own day. `moved` hears of every stop before anything
 *  happens there, so that an instance that dies on the way does not wake up in the past. */
export async function travel(
  house: House,
  toMs: number,
  moved: () => Promise<unknown>,
): Promise<number> {
  const runner = runnerOf(house.pool);
  let fired = await runClocks(house);
  const stop = async (ms: number): Promise<void> => {
    if (ms <= house.time.nowMs()) return;
    const refused = house.time.moveTo(ms);
    if (refused) throw new Refused(refused);
    await moved();
  };
  for (let stops = 0; stops < 10_000; stops += 1) {
    const [next] = await runner.run<{ at: Date | null }>(NEXT, [new Date(toMs).toISOString()]);
    if (!next?.at) break;
    await stop(next.at.getTime());
    fired += await runClocks(house);
  }
  await stop(toMs);
  return fired;
}
