import { useEffect, useSyncExternalStore } from 'react';
import type { Json } from '../../../base/json.ts';
import { ApiProblem, body, client } from '../api.ts';
import type { Merge } from './scratch-merge.ts';
import {
  scratchLine,
  type ScratchLine,
  type ScratchPort,
  type ScratchState,
} from './scratch-line.ts';

/** Lines outlive the pages that show them: whoever signs in again finds the page as it was left. */
const lines = new Map<string, ScratchLine>();

const portOf = (name: string): ScratchPort => ({
  read: async () => {
    const { value, ...rest } = await body(client.api.scratch[':name'].$get({ param: { name } }));
    return { ...rest, value: value as Json };
  },
  keep: async (value, revision) => {
    try {
      const json = { value, revision };
      return await body(client.api.scratch[':name'].$put({ param: { name }, json }));
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.code === 'SCRATCH_MOVED') return 'moved';
      throw error;
    }
  },
  drop: async () => {
    await client.api.scratch[':name'].$delete({ param: { name } });
  },
  after: (ms, work) => {
    const timer = window.setTimeout(work, ms);
    return () => window.clearTimeout(timer);
  },
});

function lineOf(account: string, name: string, empty: Json, merge?: Merge): ScratchLine {
  const key = `${account} ${name}`;
  const known = lines.get(key);
  if (known) return known;
  const line = scratchLine(portOf(name), empty, merge);
  lines.set(key, line);
  void line.load();
  return line;
}

/** Keeps at once what waits for its turn: the way there is open again, or may close. */
export function keepAll(): void {
  for (const line of lines.values()) void line.save();
}

/** Leaving or hiding the page must not wait for the next pause. */
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') keepAll();
});
window.addEventListener('online', keepAll);

export interface Kept<T>
  extends Omit<ScratchState, 'value'>, Pick<ScratchLine, 'takeMine' | 'takeTheirs' | 'clear'> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Keeps it now instead of at the next pause. */
  readonly save: () => Promise<void>;
}

/** Something typed in a form, kept on the server for this account until it is done.
 *  @param account whose it is: `useSession().account.id`
 *  @param name such as `case.<id>.checklist`; characters of `SCRATCH_NAME`
 *  @param empty what stands there while nothing was typed; plain JSON of at most 64 KB
 *  @param merge brings together what two windows wrote; without it the person is asked which one stays */
export function useScratch<T extends Json>(
  account: string,
  name: string,
  empty: T,
  merge?: Merge,
): Kept<T> {
  const line = lineOf(account, name, empty, merge);
  const { value, ...rest } = useSyncExternalStore(line.listen, line.read);
  useEffect(() => {
    // Nothing stood there when it was last read: a colleague may have passed something on since.
    if (line.read().status === 'untouched') void line.load();
    return () => void line.save();
  }, [line]);
  const { set, save, takeMine, takeTheirs, clear } = line;
  return { ...rest, value: value as T, set, save, takeMine, takeTheirs, clear };
}
