import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';

/** A statutory day, as month and day; `to` included. */
export interface FixedDays {
  readonly from: string;
  readonly to: string;
  readonly name: Text;
}

const newYear: FixedDays = { from: '01-01', to: '01-01', name: text('元旦', 'New Year') };
const labour: FixedDays = { from: '05-01', to: '05-02', name: text('劳动节', 'Labour Day') };
const national: FixedDays = { from: '10-01', to: '10-03', name: text('国庆节', 'National Day') };

const everyYear: readonly FixedDays[] = [newYear, labour, national];

// The thirteen days of the holiday rule as revised in November 2024; lunar dates computed, not announced.
const known: Readonly<Record<number, readonly FixedDays[]>> = {
  2027: [
    newYear,
    { from: '02-05', to: '02-08', name: text('春节', 'Spring Festival') },
    { from: '04-05', to: '04-05', name: text('清明节', 'Qingming') },
    labour,
    { from: '06-09', to: '06-09', name: text('端午节', 'Dragon Boat Festival') },
    { from: '09-15', to: '09-15', name: text('中秋节', 'Mid-Autumn Festival') },
    national,
  ],
};

/** The days that are off whatever a notice will say, for a year without one. */
export function fixedDays(year: number): readonly FixedDays[] {
  return known[year] ?? everyYear;
}
