export interface BackOff {
  /** Milliseconds after the first failure. */
  readonly firstMs: number;
  /** Never longer than this. */
  readonly mostMs: number;
}

/** How long to wait after so many failures in a row, in milliseconds: twice as long each time, and
 *  somewhere in the upper half of that, so that those who failed together do not come back together.
 *  `chance` is from 0 up to 1. */
export function waitMs({ firstMs, mostMs }: BackOff, failures: number, chance: number): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
