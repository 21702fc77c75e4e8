import { setTimeout as wait } from 'node:timers/promises';

/** What a closed loop of clients saw: throughput and latency. */
export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly n: number;
  readonly failed: number;
}

/** Runs `clients` loops side by side for so many seconds, or until it is over; each waits for its
 *  answer, and thinks for a while that is not counted, before it asks again. */
export async function closedLoop(
  clients: number,
  until: number | (() => boolean),
  once: (client: number, turn: number) => Promise<boolean>,
  thinkMs = 0,
): Promise<Load> {
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  const over = typeof until === 'number' ? () => performance.now() >= began + until * 1000 : until;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 0; !over(); turn += 1) {
        if (thinkMs > 0) await wait(thinkMs);
        const at = performance.now();
        const ok = await once(client, turn).catch(() => false);
        times.push(performance.now() - at);
        if (!ok) failed += 1;
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (q: number): number =>
    round(times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0);
  return {
    perSecond: Math.round(times.length / took),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    n: times.length,
    failed,
  };
}

export const round = (n: number, digits = 2): number => Number(n.toFixed(digits));
