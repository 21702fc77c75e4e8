import type { DeadlineStep, Unit } from '../base/deadline.ts';
import type { PlainDate } from '../base/plain-date.ts';
import { addDays, addYears, dateOfDayNumber, dayNumber } from '../base/plain-date.ts';
import type { Text } from '../base/text.ts';
import type { Calendar, YearTable } from './calendar.ts';
import { HOLIDAY, MAKE_UP, WEEKEND } from './calendar.ts';

/** The longest period that can be asked for, by unit; every statutory one is far below. */
export const longest: Readonly<Record<Unit, number>> = { workingDay: 1000, day: 3660, year: 100 };

/** What a count saw: the last day, whether it looked at an unpublished year, and with which versions. */
export interface Count {
  readonly due: PlainDate;
  readonly provisional: boolean;
  readonly calendar: string;
}

interface Years {
  provisional: boolean;
  versions: string;
}

function look(seen: Years, table: YearTable): void {
  if (!table.published) seen.provisional = true;
  seen.versions = seen.versions === '' ? table.version : `${seen.versions} ${table.version}`;
}

function step(
  day: number,
  kind: DeadlineStep['kind'],
  table: YearTable | undefined,
  n?: number,
  name?: Text,
): DeadlineStep {
  const date = dateOfDayNumber(day);
  if (table === undefined || table.published) {
    if (name === undefined) return n === undefined ? { date, kind } : { date, kind, n };
    return n === undefined ? { date, kind, name } : { date, kind, n, name };
  }
  return {
    date,
    kind,
    ...(n === undefined ? {} : { n }),
    ...(name === undefined ? {} : { name }),
    provisional: true,
  };
}

const makeUpDay: Text = { zh: '调休上班', en: 'make-up working day' };

function countWorkingDays(
  from: number,
  n: number,
  calendar: Calendar,
  steps?: DeadlineStep[],
): Count {
  let day = from + 1;
  let table = calendar.tableAt(day);
  const seen: Years = { provisional: false, versions: '' };
  look(seen, table);
  for (let counted = 0; ; day += 1) {
    if (day >= table.end) {
      table = calendar.tableAt(day);
      look(seen, table);
    }
    const kind = table.kinds[day - table.first] ?? 0;
    if (kind > MAKE_UP) {
      if (steps) {
        const holiday = kind === HOLIDAY;
        const name = table.names[day - table.first];
        steps.push(step(day, holiday ? 'holiday' : 'weekend', table, undefined, name));
      }
      continue;
    }
    counted += 1;
    const made = kind === MAKE_UP;
    if (steps) {
      const what = counted === n ? 'due' : made ? 'makeUp' : 'counted';
      steps.push(step(day, what, table, counted, made ? makeUpDay : undefined));
    }
    if (counted === n) {
      return { due: dateOfDayNumber(day), provisional: seen.provisional, calendar: seen.versions };
    }
  }
}

/** The first working day at or after `day`; Civil Code art. 203: a period never ends on a day of rest. */
function rollOn(
  from: number,
  n: number | undefined,
  calendar: Calendar,
  steps?: DeadlineStep[],
): Count {
  const seen: Years = { provisional: false, versions: '' };
  let table = calendar.tableAt(from);
  look(seen, table);
  for (let day = from; ; day += 1) {
    if (day >= table.end) {
      table = calendar.tableAt(day);
      look(seen, table);
    }
    const kind = table.kinds[day - table.first] ?? 0;
    const number = day === from ? n : undefined;
    if (kind <= MAKE_UP) {
      steps?.push(step(day, 'due', table, number, kind === MAKE_UP ? makeUpDay : undefined));
      return { due: dateOfDayNumber(day), provisional: seen.provisional, calendar: seen.versions };
    }
    const rest = kind === WEEKEND ? 'weekend' : 'holiday';
    const what = day === from ? 'rolled' : rest;
    steps?.push(step(day, what, table, number, table.names[day - table.first]));
  }
}

function lastDay(from: PlainDate, n: number, unit: 'day' | 'year'): PlainDate {
  return unit === 'day' ? addDays(from, n) : addYears(from, n);
}

/** Counts a period of `n` units from the day of the event, which is not counted (Civil Code arts. 201
 *  to 203). Writes each day it passes into `steps` when given. Throws RangeError on an impossible `n`. */
export function count(
  from: PlainDate,
  n: number,
  unit: Unit,
  calendar: Calendar,
  roll: boolean,
  steps?: DeadlineStep[],
): Count {
  if (!Number.isInteger(n) || n < 1 || n > longest[unit]) {
    throw new RangeError(`A period of ${n} ${unit} is outside 1 to ${longest[unit]}`);
  }
  const start = dayNumber(from);
  steps?.push(step(start, 'start', undefined));
  if (unit === 'workingDay') return countWorkingDays(start, n, calendar, steps);
  const last = lastDay(from, n, unit);
  if (unit === 'day') {
    for (let passed = 1; passed < n; passed += 1) {
      steps?.push(step(start + passed, 'counted', undefined, passed));
    }
  }
  const number = unit === 'day' ? n : undefined;
  if (roll) return rollOn(dayNumber(last), number, calendar, steps);
  steps?.push(step(dayNumber(last), 'due', undefined, number));
  return { due: last, provisional: false, calendar: '' };
}
