import { Refused } from '../base/refusal.ts';
import { CASE_COLUMNS, openCase, type CaseRow } from '../store/cases.ts';
import { statement, runnerOf } from '../store/transaction.ts';
import { act } from './act.ts';
import type { House } from './house.ts';
import { inParallel } from './national/parallel.ts';
import { systemActor } from './system.ts';

/** So many are looked up at a time, and so many taken side by side: one waits for the disk while
 *  another counts. */
const BATCH = 1000;
const LANES = 3;

const DUE = statement(
  'clock_due_now',
  `SELECT name, act, due, fires_at, ${CASE_COLUMNS} FROM (
     SELECT case_id, name, act, due, fires_at FROM clock
     WHERE state = 'running' AND NOT provisional AND act IS NOT NULL AND fires_at <= $1
       AND attempts < 20 AND fires_at >= $2 AND (fires_at, case_id, name) > ($2, $3::uuid, $4)
     ORDER BY fires_at, case_id, name LIMIT ${BATCH}) k
   JOIN case_row c USING (case_id) ORDER BY k.fires_at, k.case_id, k.name`,
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

interface DueRow extends CaseRow {
  readonly name: string;
  readonly act: string;
  readonly due: string;
  readonly fires_at: Date;
}

type Place = readonly [at: Date, caseId: string, name: string];
const START: Place = [new Date(0), '00000000-0000-0000-0000-000000000000', ''];

/** Takes every automatic outcome that is due: an act by the system, through the one way in. What falls
 *  on one moment is taken side by side; nothing of a later moment before it. */
export const runClocks = (house: House, stopping?: AbortSignal): Promise<number> =>
  house.way.alone(() => runDue(house, stopping));

async function runDue(house: House, stopping: AbortSignal | undefined): Promise<number> {
  const runner = runnerOf(house.pool);
  let fired = 0;
  let overtaken = 0;
  let after = START;
  while (!stopping?.aborted) {
    const due = await runner.run<DueRow>(DUE, [house.time.now(), ...after]);
    for (const moment of Map.groupBy(due, (row) => row.fires_at.getTime()).values()) {
      // Two clocks of one case wait for each other; the second finds another version and comes again.
      const cases = [...Map.groupBy(moment, (row) => row.case_id).values()];
      await inParallel(cases, LANES, async (rows) => {
        for (const row of rows) {
          if (stopping?.aborted) return;
          await house.way.yield();
          const outcome = await fire(house, row);
          if (outcome === 'fired') fired += 1;
          else if (outcome === 'overtaken') overtaken += 1;
          else await runner.run(FAILED, [row.case_id, row.name]);
        }
      });
      if (overtaken > 0) break;
    }
    const last = due.at(-1);
    if (overtaken > 0) {
      overtaken = 0;
      after = START;
    } else if (last && due.length === BATCH) {
      after = [last.fires_at, last.case_id, last.name];
    } else break;
  }
  return fired;
}

/** The act is bound to the version at which the clock was seen to be due: however many runners
 *  there are, and whatever a person or a new calendar does meanwhile, it is taken once or not. */
async function fire(house: House, row: DueRow): Promise<'fired' | 'overtaken' | 'failed'> {
  try {
    const asked = { actor: systemActor, caseId: row.case_id, act: row.act, input: {} };
    const known = openCase(house.keys, row);
    const stored = await act(house, { ...asked, expectedVersion: row.version }, known);
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
