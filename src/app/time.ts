import { moment, orThrowDate, type PlainDate } from '../base/plain-date.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** The one clock of the instance. In the demonstration it can be moved forward; back only while
 *  nothing is on record: a register whose time runs backwards could date an act before the one it
 *  follows. */
export interface Time {
  /** RFC 3339, offset of Asia/Shanghai, milliseconds. */
  now(): string;
  nowMs(): number;
  today(): PlainDate;
  /** How far the demonstration clock is ahead of the machine's, in milliseconds. */
  ahead(): number;
  /** `back`: nothing is on record yet, so that no act can change places with another. */
  moveTo(ms: number, back?: boolean): Refusal | undefined;
}

export function timeFrom(machine: () => number, aheadMs: number): Time {
  let ahead = aheadMs;
  let last = 0;
  const nowMs = (): number => {
    // A machine clock set back must not let two acts change places.
    last = Math.max(last, machine() + ahead);
    return last;
  };
  return {
    nowMs,
    now: () => moment(nowMs()),
    // `moment` writes the offset of Asia/Shanghai, so its first ten characters are the day there.
    today: () => orThrowDate(moment(nowMs()).slice(0, 10)),
    ahead: () => ahead,
    moveTo(ms, back = false) {
      if (ms < nowMs() && !back) return backwards(moment(nowMs()));
      if (ms < EARLIEST || ms > LATEST) return outside();
      ahead = ms - machine();
      last = ms;
      return undefined;
    },
  };
}

const EARLIEST = Date.parse('2025-01-01T00:00:00+08:00');
const LATEST = Date.parse('2099-12-31T00:00:00+08:00');

const backwards = (now: string): Refusal =>
  refuse(
    'CLOCK_BACKWARDS',
    text(
      `登记簿中已有记录，时钟不能倒拨：当前为${now}。`,
      `Acts are on record, so the clock cannot be set back: it is ${now}.`,
    ),
    [],
    'unprocessable',
  );

const outside = (): Refusal =>
  refuse(
    'CLOCK_OUTSIDE',
    text('时钟只能拨到2025年至2099年之间。', 'The clock can stand between 2025 and 2099.'),
    [],
  );
