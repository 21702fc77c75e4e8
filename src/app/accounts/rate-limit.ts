/** How much one key may take: `burst` at once, refilled by `perSecond`. */
export interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

export type Taken =
  | { readonly ok: true }
  /** `retryAfter`: whole seconds, for the header of that name. */
  | { readonly ok: false; readonly retryAfter: number };

export interface RateLimiter {
  take(key: string, cost?: number): Taken;
}

interface Bucket {
  tokens: number;
  at: number;
}

const KEYS_MAX = 50_000;

/** Token buckets in memory, at most `keysMax` of them; the one longest untouched gives way.
 *  `nowMs` is the machine's clock, not the demonstration's. */
export function rateLimiter(limit: Limit, nowMs: () => number, keysMax = KEYS_MAX): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const refilled = (key: string, now: number): Bucket => {
    const old = buckets.get(key);
    if (!old) return { tokens: limit.burst, at: now };
    const gained = (Math.max(0, now - old.at) / 1000) * limit.perSecond;
    return { tokens: Math.min(limit.burst, old.tokens + gained), at: now };
  };
  return {
    take(key, cost = 1) {
      const bucket = refilled(key, nowMs());
      const enough = bucket.tokens >= cost;
      if (enough) bucket.tokens -= cost;
      // Set anew so that the map stays in order of last use.
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > keysMax) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      if (enough) return { ok: true };
      const missing = Math.min(cost, limit.burst) - bucket.tokens;
      return { ok: false, retryAfter: Math.max(1, Math.ceil(missing / limit.perSecond)) };
    },
  };
}

/** Sign-in, uploads and public pages by client address, acts by account, programs by key. An office of a hundred
 *  people may share one address, and the demonstration runs from one machine. */
export const LIMITS = {
  production: {
    signIn: { burst: 60, perSecond: 1 },
    upload: { burst: 60, perSecond: 1 },
    public: { burst: 600, perSecond: 100 },
    act: { burst: 60, perSecond: 5 },
    key: { burst: 120, perSecond: 5 },
  },
  demo: {
    signIn: { burst: 600, perSecond: 20 },
    upload: { burst: 600, perSecond: 20 },
    public: { burst: 20_000, perSecond: 10_000 },
    act: { burst: 5_000, perSecond: 1_000 },
    key: { burst: 1_200, perSecond: 100 },
  },
} as const satisfies Record<'production' | 'demo', Record<string, Limit>>;

/** By what a client is counted: an IPv4 address, or the /64 an IPv6 client can move in freely. */
export function clientKey(address: string): string {
  const bare = address
    .slice(0, 45)
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  const prefix = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${prefix.join(':')}::/64`;
}
