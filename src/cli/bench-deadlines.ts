import { orThrowDate, addDays } from '../base/plain-date.ts';
import { builtInYears, calendarOf } from '../law/calendar.ts';
import { deadline } from '../law/deadline.ts';
import { explain } from '../law/explain.ts';

/** Counts and explains statutory periods from each day of 2026, one after the other. */
export function benchDeadlines(seconds: number): { explainedPerSecond: number; aim: number } {
  const calendar = calendarOf(builtInYears);
  const days = Array.from({ length: 300 }, (_, i) => addDays(orThrowDate('2026-01-01'), i));
  const lengths = [3, 5, 10, 20].map((n) => ({ n, unit: 'workingDay' as const }));
  const began = performance.now();
  let n = 0;
  let words = 0;
  while (performance.now() - began < seconds * 1000) {
    for (const day of days) {
      for (const length of lengths) {
        const explained = explain(deadline(day, length, calendar), calendar);
        words += explained.explanation.zh.length + explained.steps.length;
        n += 1;
      }
    }
  }
  // Used, so that nothing of the work can be left out.
  if (words === 0) throw new Error('nothing was explained');
  return { explainedPerSecond: Math.round(n / ((performance.now() - began) / 1000)), aim: 300_000 };
}
