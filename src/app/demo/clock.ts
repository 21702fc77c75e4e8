import { plainDate } from '../../base/plain-date.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { runnerOf, statement, type Runner } from '../../store/transaction.ts';
import { travel } from '../clock-runner.ts';
import type { House } from '../house.ts';

const READ = statement('instance_read', 'SELECT value FROM instance WHERE name = $1');
const ANY_CASE = statement('demo_any_case', 'SELECT 1 FROM case_row LIMIT 1');
const WRITE = statement(
  'instance_write',
  `INSERT INTO instance (name, value) VALUES ($1, $2)
   ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
);

/** A week before the Spring Festival: a story begun then runs over a holiday and a make-up day, and
 *  has a year of published calendar before it. */
const BEGIN = Date.parse('2026-02-09T09:00:00+08:00');

/** How far the demonstration clock is from the machine's, in milliseconds: as it was when the
 *  instance last ran, or such that a new demonstration begins at its own beginning. */
export async function readAhead(runner: Runner, machineMs: number): Promise<number> {
  const [row] = await runner.run<{ value: { aheadMs?: number } }>(READ, ['demo.clock']);
  if (row?.value.aheadMs !== undefined) return row.value.aheadMs;
  const aheadMs = BEGIN - machineMs;
  await keep(runner, aheadMs);
  return aheadMs;
}

const keep = (runner: Runner, aheadMs: number) =>
  runner.run(WRITE, ['demo.clock', JSON.stringify({ aheadMs })]);

/** Whether nothing is on record yet. */
export const isEmpty = async (runner: Runner): Promise<boolean> =>
  (await runner.run(ANY_CASE, [])).length === 0;

/** Moves the time of the whole demonstration; clocks run as they would on the way. */
export async function moveDemoClock(
  house: House,
  now: string,
): Promise<{ now: string; fired: number } | Refusal> {
  // Date.parse would turn the 30th of February into the 2nd of March, and a moment without its
  // offset into whatever the machine's time zone makes of it.
  const real =
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(now) &&
    !isRefusal(plainDate(now.slice(0, 10)));
  const to = real ? Date.parse(now) : Number.NaN;
  if (!Number.isFinite(to)) return notAMoment();
  const runner = runnerOf(house.pool);
  const empty = await isEmpty(runner);
  const refused = to < house.time.nowMs() || empty ? house.time.moveTo(to, empty) : undefined;
  if (refused) return refused;
  const moved = () => keep(runner, house.time.ahead());
  await moved();
  const fired = await travel(house, to, moved);
  return { now: house.time.now(), fired };
}

const notAMoment = (): Refusal =>
  refuse(
    'CLOCK_INVALID',
    text(
      '时间应为完整的时刻，例如2026-03-02T09:00:00+08:00。',
      'The time must be a full moment such as 2026-03-02T09:00:00+08:00.',
    ),
    [],
    'malformed',
  );
