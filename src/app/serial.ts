/** Work on one thing is done one piece after another, on different things side by side. */
export interface Serial {
  readonly inTurn: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Takes nothing more and resolves once all that was taken is done. */
  readonly end: () => Promise<void>;
}

export function serial(): Serial {
  const last = new Map<string, Promise<unknown>>();
  let ended = false;
  return {
    inTurn: (key, work) => {
      if (ended) return Promise.reject(new Error('this is closed'));
      const before = last.get(key) ?? Promise.resolve();
      const run = before.then(work);
      const settled: Promise<unknown> = run
        .catch(() => undefined)
        .then(() => {
          if (last.get(key) === settled) last.delete(key);
        });
      last.set(key, settled);
      return run;
    },
    async end() {
      ended = true;
      await Promise.all(last.values());
    },
  };
}
