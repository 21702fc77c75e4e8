import { useSyncExternalStore } from 'react';
import { readCookie, writeCookie } from '../model/cookies.ts';

const COOKIE = 'shuji_tour';

/** Where the walk is: not begun, begun without a case (`new`), or at a case. Kept over a reload. */
let at: string = readCookie(COOKIE) ?? '';
const listeners = new Set<() => void>();

export function walkTo(place: string): void {
  at = place;
  writeCookie(COOKIE, place);
  for (const tell of listeners) tell();
}

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export const useWalk = (): string => useSyncExternalStore(listen, () => at);
