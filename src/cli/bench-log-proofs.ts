import { proofFile } from '../app/log/proofs.ts';
import type { SuiteId } from '../log/suite.ts';
import { tileFolder } from '../store/tile-folder.ts';
import { round } from './bench-load.ts';

const PROOFS = 2000;

/** Inclusion proofs from the folder of a log, each of another place: cold, when this process has read
 *  nothing of the log before, and warm, when it keeps what it was asked for lately. */
export async function benchProofs(folder: string, suite: SuiteId, entries: number) {
  const places = Array.from({ length: PROOFS }, (_, i) => (i * 7_919_993 + 12_345) % entries);
  const cold: number[] = [];
  for (const place of places) cold.push(await timed(tileFolder(folder), suite, place));
  const store = tileFolder(folder);
  const warm: number[] = [];
  for (const place of places) await timed(store, suite, place);
  for (const place of places.toReversed()) warm.push(await timed(store, suite, place));
  return { entries, cold: quantiles(cold), warm: quantiles(warm), aimP99Ms: 2 };
}

async function timed(
  store: ReturnType<typeof tileFolder>,
  suite: SuiteId,
  place: number,
): Promise<number> {
  const began = performance.now();
  const proof = await proofFile({ store }, suite, place);
  if (proof === undefined) throw new Error(`no proof of ${place}`);
  return performance.now() - began;
}

/** Half and 99 in 100 of these times, in milliseconds. */
export function quantiles(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (q: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
