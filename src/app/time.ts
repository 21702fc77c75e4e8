import { dayOf, moment, type PlainDate } from '../base/plain-date.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** The one clock of the instance. In the demonstration it can be moved forward; never back:
 *  a register whose time runs backwards could date an act before the one it follows. */
export interface Time {
  /** RFC 3339, offset of Asia/Shanghai, milliseconds. */
  now(): string;
  nowMs(): number;
  today(): PlainDate;
  /** How far the demonstration clock is ahead of the machine's, in milliseconds. */
  ahead(): number;
  moveTo(ms: number): Refusal | undefined;
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
    today: () => dayOf(moment(nowMs())),
    ahead: () => ahead,
    moveTo(ms) {
      if (ms < nowMs()) return backwards(moment(nowMs()));
      if (ms > LATEST) return tooFar();
      ahead = ms - machine();
      return undefined;
    },
  };
}

const LATEST = Date.parse('2099-12-31T00:00:00+08:00');

const backwards = (now: string): Refusal =>
  refuse(
    'CLOCK_BACKWARDS',
    text(`时钟不能倒拨：当前为${now}。`, `The clock cannot be set back: it is ${now}.`),
    [],
    'unprocessable',
  );

const tooFar = (): Refusal =>
  refuse('CLOCK_TOO_FAR', text('时钟不能拨到2099年以后。', 'The clock cannot be moved beyond 2099.'), []);
