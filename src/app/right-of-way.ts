import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';

/** Who goes first: what people do, before what the system has to do in great numbers. */
export interface RightOfWay {
  /** Does what a person asked for; while it is under way others hold back. */
  person<T>(work: () => Promise<T>): Promise<T>;
  /** Waits while people's acts are under way, but not for ever: many people must not keep a term
   *  from ending on its day. */
  yield(): Promise<void>;
  /** One such work at a time; the next begins when it has ended, however it ended. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

const LOOK_MS = 1;
/** How long one step holds back at most, in milliseconds. */
const PATIENCE_MS = 10;

export function rightOfWay(patienceMs = PATIENCE_MS): RightOfWay {
  let people = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async person(work) {
      people += 1;
      try {
        return await work();
      } finally {
        people -= 1;
      }
    },
    async yield() {
      await breathe();
      const until = performance.now() + patienceMs;
      while (people > 0 && performance.now() < until) await wait(LOOK_MS);
    },
    alone(work) {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
