import { setTimeout as wait } from 'node:timers/promises';
import { Refused } from '../base/refusal.ts';

/** Runs a round, waits, and runs it again; never two at once. A database that is away is waited for.
 *  The round is given the signal of its end, for whatever it waits for that may never come. */
export function every(
  ms: number,
  tell: (error: unknown) => void,
  round: (stopping: AbortSignal) => Promise<void>,
) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = (async () => {
    while (!signal.aborted) {
      await round(signal).catch((error: unknown) => {
        if (!(error instanceof Refused && error.refusal.kind === 'busy')) tell(error);
      });
      await wait(ms, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
