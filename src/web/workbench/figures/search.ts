import { addDays, orThrowDate, weekday } from '../../../base/plain-date.ts';

/** What the address of the page of figures keeps. */
export interface FiguresSearch {
  readonly jurisdiction?: string;
  readonly procedure?: 'reg.first' | 'reg.change';
  readonly from?: string;
  readonly to?: string;
  readonly district?: string;
}

/** What the address of the cases behind a figure keeps. */
export interface BehindSearch {
  readonly jurisdiction: string;
  readonly behind: string;
  /** Only those of the holder of this name. */
  readonly registrant?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads it from an address that somebody may have typed. */
export function readFiguresSearch(search: Record<string, unknown>): FiguresSearch {
  const word = (name: string, shape: RegExp): string | undefined => {
    const value = search[name];
    // The address keeps a number as a number.
    const said = typeof value === 'number' ? String(value) : value;
    return typeof said === 'string' && shape.test(said) ? said : undefined;
  };
  const given = {
    jurisdiction: word('jurisdiction', /^[a-z]{1,40}$/),
    procedure: word('procedure', /^reg\.(?:first|change)$/),
    from: word('from', DAY),
    to: word('to', DAY),
    district: word('district', /^\d{6}$/),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Periods that are asked for most; days as Asia/Shanghai counts them. */
export function periodsFor(
  today: string,
): Readonly<Record<'weeks' | 'year' | 'twelve', FiguresSearch>> {
  const day = orThrowDate(today);
  const monday = addDays(day, 1 - weekday(day));
  return {
    weeks: { from: addDays(monday, -7 * 25), to: today },
    year: { from: `${today.slice(0, 4)}-01-01`, to: today },
    twelve: { from: addDays(day, -364), to: today },
  };
}
