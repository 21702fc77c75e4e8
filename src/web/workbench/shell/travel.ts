const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;

const inChina = (ms: number): string =>
  `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/** So many days after an instant, to the second, in China time. */
export const later = (now: string, days: number): string =>
  inChina(Date.parse(now) + days * DAY_MS);

/** Nine in the morning after a deadline, when its outcome has happened; never before now. */
export function morningAfter(due: string, now: string): string {
  const morning = Date.parse(`${due}T09:00:00+08:00`) + DAY_MS;
  return morning > Date.parse(now) ? inChina(morning) : later(now, 1);
}
