import { createHash } from 'node:crypto';
import { moment } from '../../base/plain-date.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf, statement, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';

export const MINUTE_MS = 60_000;
/** Signed out after half an hour without a request, and after twelve hours in any case. */
const IDLE_MS = 30 * MINUTE_MS;
const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;
/** A read is answered from memory this long; so long may another node honour a revoked session. */
const FRESH_MS = 5000;
const CACHED_MAX = 10_000;
export const SESSIONS_MAX = 100;

/** A session as its owner may see it; the token itself is nowhere kept. */
export interface SessionInfo {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeen: string;
  readonly client: string;
}

export interface Present {
  readonly actor: Actor;
  readonly session: SessionInfo;
  /** Set where a program stands at the door with a key; `session` is then the key's. */
  readonly key?: { readonly id: string; readonly scope: 'read' | 'act' };
}

/** The machine's own clock: the demonstration's time machine moves deadlines, not people's
 *  sessions, lock-outs or the telephones that compute their codes. */
export const machineMs = (time: House['time']): number => time.nowMs() - time.ahead();

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
export const isToken = (token: string): boolean => TOKEN.test(token);

/** The columns an `Actor` is made of. */
export const ACTOR_COLUMNS = `a.account_id, a.name, a.real_name, a.roles, o.code AS org_code,
  o.name AS org_name, o.region AS org_region`;
export const ACTOR_TABLES = 'account a LEFT JOIN organisation o ON o.code = a.org';

export interface ActorRow {
  readonly account_id: string;
  readonly name: string;
  readonly real_name: boolean;
  readonly roles: string[];
  readonly org_code: string | null;
  readonly org_name: string | null;
  readonly org_region: string | null;
}

export const actorFrom = (row: ActorRow): Actor => ({
  kind: 'person',
  accountId: row.account_id,
  name: row.name,
  realName: row.real_name,
  org:
    row.org_code === null
      ? null
      : { code: row.org_code, name: row.org_name ?? '', region: row.org_region ?? '' },
  roles: row.roles,
});

interface SessionRow {
  readonly session_id: string;
  readonly created_at: Date;
  readonly last_seen: Date;
  readonly client: string;
}

const infoFrom = (row: SessionRow): SessionInfo => ({
  id: row.session_id,
  createdAt: moment(row.created_at.getTime()),
  lastSeen: moment(row.last_seen.getTime()),
  client: row.client,
});

const READ = statement(
  'session_read',
  `SELECT s.session_id, s.created_at, s.last_seen, s.client, ${ACTOR_COLUMNS}
   FROM session s JOIN account a USING (account_id) LEFT JOIN organisation o ON o.code = a.org
   WHERE s.token_hash = $1 AND s.created_at > $2 AND s.last_seen > $3 AND NOT a.disabled
     AND NOT (a.demo AND $4)`,
);
const TOUCH = statement(
  'session_touch',
  'UPDATE session SET last_seen = $2 WHERE token_hash = $1 AND last_seen <= $3',
);
const LIST = statement(
  'session_list',
  `SELECT session_id, created_at, last_seen, client FROM session
   WHERE account_id = $1 AND created_at > $2 AND last_seen > $3
   ORDER BY session_id DESC LIMIT ${SESSIONS_MAX}`,
);
const ALL = statement(
  'session_all',
  `SELECT s.session_id, s.created_at, s.last_seen, s.client, s.account_id, a.login, a.name, o.name AS org
   FROM session s JOIN account a USING (account_id) LEFT JOIN organisation o ON o.code = a.org
   WHERE s.created_at > $1 AND s.last_seen > $2 AND ($3::uuid IS NULL OR s.session_id < $3)
     AND ($4::text IS NULL OR strpos(a.login, $4) > 0 OR strpos(a.name, $4) > 0)
   ORDER BY s.session_id DESC LIMIT $5`,
);
const PURGE = statement(
  'session_purge',
  'DELETE FROM session WHERE created_at <= $1 OR last_seen <= $2',
);

/** A running session with whose it is. */
export interface SessionLine extends SessionInfo {
  readonly accountId: string;
  readonly login: string;
  readonly name: string;
  readonly org: string | null;
}

interface SessionOfRow extends SessionRow {
  readonly account_id: string;
  readonly login: string;
  readonly name: string;
  readonly org: string | null;
}

interface Cached {
  readonly checkedAt: number;
  readonly present: Present;
}

/** Sessions as the database has them, with a few seconds of memory before it. */
export interface SessionStore {
  /** Who a token stands for, or nobody; answered from memory for up to five seconds. */
  actorOf(token: string): Promise<Present | undefined>;
  /** The running sessions of an account, newest first, at most 100. */
  listSessions(accountId: string): Promise<SessionInfo[]>;
  /** Running sessions of everybody, newest first: those before `after`, and of logins and names that hold
   *  `q`. */
  allSessions(asked: {
    q: string | null;
    after: string | null;
    limit: number;
  }): Promise<SessionLine[]>;
  /** Drops what is remembered of an account, after its roles, name or sessions changed. */
  forget(accountId: string): void;
  /** Removes sessions that have ended; for the daily round. */
  purge(): Promise<void>;
}

export function openSessionStore(house: Pick<House, 'pool' | 'time' | 'mode'>): SessionStore {
  const runner: Runner = runnerOf(house.pool);
  const cache = new Map<string, Cached>();
  const loading = new Map<string, Promise<Present | undefined>>();
  const bounds = (now: number): readonly [Date, Date] => [
    new Date(now - ABSOLUTE_MS),
    new Date(now - IDLE_MS),
  ];

  async function load(key: string, hash: Buffer): Promise<Present | undefined> {
    const now = machineMs(house.time);
    const [row] = await runner.run<SessionRow & ActorRow>(READ, [
      hash,
      ...bounds(now),
      house.mode === 'production',
    ]);
    cache.delete(key);
    if (!row) return undefined;
    const stale = new Date(now - MINUTE_MS);
    if (row.last_seen <= stale) await runner.run(TOUCH, [hash, new Date(now), stale]);
    const present = { actor: actorFrom(row), session: infoFrom(row) };
    cache.set(key, { checkedAt: now, present });
    if (cache.size > CACHED_MAX) {
      const [oldest] = cache.keys();
      if (oldest !== undefined) cache.delete(oldest);
    }
    return present;
  }
  return {
    async actorOf(token) {
      if (!isToken(token)) return undefined;
      const hash = tokenHash(token);
      const key = hash.toString('base64');
      const known = cache.get(key);
      if (known && machineMs(house.time) - known.checkedAt < FRESH_MS) return known.present;
      // Requests that arrive together ask once.
      const asked = loading.get(key) ?? load(key, hash).finally(() => loading.delete(key));
      loading.set(key, asked);
      return asked;
    },
    async listSessions(accountId) {
      const rows = await runner.run<SessionRow>(LIST, [
        accountId,
        ...bounds(machineMs(house.time)),
      ]);
      return rows.map(infoFrom);
    },
    async allSessions({ q, after, limit }) {
      const within = bounds(machineMs(house.time));
      const rows = await runner.run<SessionOfRow>(ALL, [...within, after, q, limit]);
      return rows.map((row) => {
        const { account_id: accountId, login, name, org } = row;
        return { ...infoFrom(row), accountId, login, name, org };
      });
    },
    forget(accountId) {
      for (const [key, { present }] of cache) {
        if (present.actor.accountId === accountId) cache.delete(key);
      }
    },
    async purge() {
      await runner.run(PURGE, [...bounds(machineMs(house.time))]);
    },
  };
}
