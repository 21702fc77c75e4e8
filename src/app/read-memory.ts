import type { Pool } from 'pg';
import { runnerOf, statement } from '../store/transaction.ts';

const VERSION = statement('read_version', 'SELECT pg_current_snapshot()::text AS version');

/** As many answers are kept; the one longest unasked gives way. */
const MOST = 256;

/** Answers drawn from the database alone, kept for as long as nothing was committed to it. */
export interface ReadMemory {
  keep<T>(key: string, make: () => Promise<T>): Promise<T>;
}

interface Kept {
  readonly version: string;
  readonly answer: Promise<unknown>;
}

/** Memory is never believed (decision 0018): each asker reads from the database which transactions can
 *  be seen, and an answer holds only for exactly those. It is filed under what could be seen before it
 *  was made, so that a commit in between leaves it unused. Who asks while that is being read waits for
 *  the next reading and shares it: what comes back is never older than the question. */
export function readMemory(pool: Pool): ReadMemory {
  const kept = new Map<string, Kept>();
  let reading: Promise<string> | undefined;
  let following: Promise<string> | undefined;

  async function read(): Promise<string> {
    try {
      const [row] = await runnerOf(pool).run<{ version: string }>(VERSION, []);
      return row?.version ?? '';
    } catch (error) {
      // Whoever answers next may be another server, which counts its transactions anew.
      kept.clear();
      throw error;
    }
  }

  function begin(): Promise<string> {
    following = undefined;
    const own = read().finally(() => {
      if (reading === own) reading = undefined;
    });
    reading = own;
    return own;
  }

  function version(): Promise<string> {
    if (!reading) return begin();
    following ??= reading.then(begin, begin);
    return following;
  }

  return {
    async keep<T>(key: string, make: () => Promise<T>): Promise<T> {
      const now = await version();
      const known = kept.get(key);
      kept.delete(key);
      if (known?.version === now && now !== '') {
        kept.set(key, known);
        return known.answer as Promise<T>;
      }
      const answer = make();
      kept.set(key, { version: now, answer });
      if (kept.size > MOST) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      answer.catch(() => {
        if (kept.get(key)?.answer === answer) kept.delete(key);
      });
      return answer;
    },
  };
}
