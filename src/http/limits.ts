import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { RateLimiter } from '../app/accounts/rate-limit.ts';

/** Takes one from a bucket or refuses with the seconds to wait (promise 9). */
export function demand(limiter: RateLimiter, key: string): void {
  const taken = limiter.take(key);
  if (taken.ok) return;
  throw new Refused(
    refuse(
      'TOO_MANY_REQUESTS',
      text(
        `请求过于频繁，请在${taken.retryAfter}秒后重试。`,
        `Too many requests; try again in ${taken.retryAfter} seconds.`,
      ),
      [],
      'tooMany',
      { retryAfter: taken.retryAfter },
    ),
  );
}
