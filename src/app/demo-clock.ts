import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { runnerOf, statement, type Runner } from '../store/transaction.ts';
import { travel } from './clock-runner.ts';
import type { House } from './house.ts';

const READ = statement('instance_read', 'SELECT value FROM instance WHERE name = $1');
const WRITE = statement(
  'instance_write',
  `INSERT INTO instance (name, value) VALUES ($1, $2)
   ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
);

/** How far the demonstration clock was ahead when the instance last ran, in milliseconds. */
export async function readAhead(runner: Runner): Promise<number> {
  const [row] = await runner.run<{ value: { aheadMs?: number } }>(READ, ['demo.clock']);
  return row?.value.aheadMs ?? 0;
}

/** Moves the time of the whole demonstration; clocks run as they would on the way. */
export async function moveDemoClock(house: House, now: string): Promise<{ now: string; fired: number } | Refusal> {
  const to = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(now) ? Date.parse(now) : Number.NaN;
  if (!Number.isFinite(to)) return notAMoment();
  if (to < house.time.nowMs()) return house.time.moveTo(to) ?? notAMoment();
  const fired = await travel(house, to);
  await runnerOf(house.pool).run(WRITE, ['demo.clock', JSON.stringify({ aheadMs: house.time.ahead() })]);
  return { now: house.time.now(), fired };
}

const notAMoment = (): Refusal =>
  refuse(
    'CLOCK_INVALID',
    text('时间应为完整的时刻，例如2026-03-02T09:00:00+08:00。', 'The time must be a full moment such as 2026-03-02T09:00:00+08:00.'),
    [],
    'malformed',
  );
