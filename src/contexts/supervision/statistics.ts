/** What this program can derive from registrations and show outside: the register's size, its facets,
 *  the number of open notices, the yearly report on the registrar, and what the page of figures draws over
 *  time: registrations, notices and how long each step took. Entries themselves are public. */
export const FIGURES = ['entries', 'facets', 'notices', 'evaluation', 'series'] as const;

export type StatisticsFigure = (typeof FIGURES)[number];

/** What was opened, from when to when; both days included. */
export interface StatisticsPermit {
  readonly figure: string;
  readonly from: string;
  readonly to: string;
}

/** Whether a figure may be shown outside: by the rules of the place, or under a permit (CQ-REG-19, G48). */
export const isOpen = (
  statistics: 'open' | 'needsConsent',
  figure: StatisticsFigure,
  permits: readonly StatisticsPermit[],
  today: string,
): boolean =>
  statistics === 'open' ||
  permits.some((p) => p.figure === figure && p.from <= today && today <= p.to);
