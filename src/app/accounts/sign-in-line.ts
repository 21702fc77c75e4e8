import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

const QUEUE_MAX = 100;

/** One sign-in at a time for each login: guesses sent all at once would else all be tried before
 *  the first is counted. */
export function linePerLogin() {
  const lines = new Map<string, { tail: Promise<unknown>; length: number }>();
  return async <T>(login: string, work: () => Promise<T>): Promise<T | Refusal> => {
    const line = lines.get(login) ?? { tail: Promise.resolve(), length: 0 };
    if (line.length >= QUEUE_MAX) return crowded();
    line.length += 1;
    lines.set(login, line);
    const turn = line.tail.then(work);
    line.tail = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      line.length -= 1;
      if (line.length === 0) lines.delete(login);
    }
  };
}

const crowded = (): Refusal =>
  refuse(
    'SIGN_IN_BUSY',
    text(
      '该账户同时登录的请求过多，请稍后再试。',
      'Too many sign-ins of this account at once. Try again shortly.',
    ),
    [],
    'tooMany',
    { retryAfter: 5 },
  );
