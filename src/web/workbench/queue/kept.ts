import type { VirtualItem } from '@tanstack/react-virtual';

/** Where a reader was in the queue when they left it. */
export interface Kept {
  readonly active: string | undefined;
  readonly scroll: number;
  readonly sizes: readonly VirtualItem[];
}

const MOST = 20;
const kept = new Map<string, Kept>();

/** By address: each view of the queue has a place of its own. Kept as long as the page lives. */
export const keepPlace = (address: string, place: Kept): void => {
  kept.delete(address);
  kept.set(address, place);
  const [oldest] = kept.keys();
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
};

export const placeIn = (address: string): Kept | undefined => kept.get(address);
