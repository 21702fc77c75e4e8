import { createHash } from 'node:crypto';
import { isUuid, uuidV7 } from '../../base/id.ts';
import { moment } from '../../base/plain-date.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { isPrivileged } from '../../contexts/identity/roles.ts';
import type { Actor } from '../../kernel/types.ts';
import { inTransaction, runnerOf, statement } from '../../store/transaction.ts';
import * as no from './api-key-refusals.ts';
import { passwordRefused } from './account-password.ts';
import type { House } from '../house.ts';
import { recordWithin } from './operations.ts';
import {
  ACTOR_COLUMNS,
  actorFrom,
  machineMs,
  MINUTE_MS,
  type ActorRow,
  type Present,
} from './session-store.ts';

export type KeyScope = 'read' | 'act';

/** A key as its owner may see it; the key itself is nowhere kept. */
export interface KeyInfo {
  readonly id: string;
  readonly name: string;
  readonly scope: KeyScope;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsed: string | null;
  readonly revokedAt: string | null;
}

export const KEY_DAYS_MAX = 365;
const LIVE_MAX = 10;
const LISTED_MAX = 50;
const DAY_MS = 86_400_000;
/** A prefix that scanners for lost secrets can look for. */
const KEY = /^shuji_[A-Za-z0-9_-]{43}$/;

export const isKey = (token: string): boolean => KEY.test(token);

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const COLUMNS =
  'k.key_id, k.name AS key_name, k.scope, k.created_at, k.expires_at, k.last_used, k.revoked_at';
const READ = statement(
  'api_key_read',
  `SELECT ${COLUMNS}, ${ACTOR_COLUMNS}
   FROM api_key k JOIN account a USING (account_id) LEFT JOIN organisation o ON o.code = a.org
   WHERE k.token_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > $2 AND NOT a.disabled
     AND NOT (a.demo AND $3)`,
);
const TOUCH = statement(
  'api_key_touch',
  'UPDATE api_key SET last_used = $2 WHERE key_id = $1 AND (last_used IS NULL OR last_used <= $3)',
);
const LIST = statement(
  'api_key_list',
  `SELECT ${COLUMNS} FROM api_key k WHERE account_id = $1 ORDER BY key_id DESC LIMIT ${LISTED_MAX}`,
);
/** In line with itself, so that two at once do not both find the last place free. */
const LINE = statement('api_key_line', 'SELECT 1 FROM account WHERE account_id = $1 FOR UPDATE');
const LIVE = statement(
  'api_key_live',
  `SELECT count(*)::int AS n FROM api_key
   WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2`,
);
const ADD = statement(
  'api_key_add',
  `INSERT INTO api_key (key_id, account_id, token_hash, name, scope, created_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
const REVOKE = statement(
  'api_key_revoke',
  `UPDATE api_key SET revoked_at = $3 WHERE key_id = $1 AND account_id = $2 AND revoked_at IS NULL
   RETURNING key_id`,
);

interface KeyRow {
  readonly key_id: string;
  readonly key_name: string;
  readonly scope: KeyScope;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used: Date | null;
  readonly revoked_at: Date | null;
}

const iso = (at: Date | null): string | null => at && moment(at.getTime());

const infoFrom = (row: KeyRow): KeyInfo => ({
  id: row.key_id,
  name: row.key_name,
  scope: row.scope,
  createdAt: moment(row.created_at.getTime()),
  expiresAt: moment(row.expires_at.getTime()),
  lastUsed: iso(row.last_used),
  revokedAt: iso(row.revoked_at),
});

/** Keys for programs. A key is never more than its account is at the moment of use; officers and
 *  administrators, who need a second factor, can have none. */
export function openApiKeys(house: Pick<House, 'pool' | 'time' | 'random' | 'mode'>) {
  const runner = runnerOf(house.pool);
  return {
    /** Whom a key stands for now; nobody when it is unknown, revoked, expired or its account is closed. */
    async actorOf(token: string): Promise<Present | undefined> {
      if (!isKey(token)) return undefined;
      const now = machineMs(house.time);
      const [row] = await runner.run<KeyRow & ActorRow>(READ, [
        digestOf(token),
        new Date(now),
        house.mode === 'production',
      ]);
      if (!row || isPrivileged(row.roles)) return undefined;
      await runner.run(TOUCH, [row.key_id, new Date(now), new Date(now - MINUTE_MS)]);
      const { id, createdAt, name, scope } = infoFrom(row);
      const session = { id, createdAt, lastSeen: moment(now), client: name };
      return { actor: actorFrom(row), session, key: { id, scope } };
    },
    async list(accountId: string): Promise<KeyInfo[]> {
      return (await runner.run<KeyRow>(LIST, [accountId])).map(infoFrom);
    },
    /** Makes a key that ends after so many days; `token` is shown this once. Recorded with it. It outlives
     *  the session, so the password is asked for. Codes: KEY_NOT_FOR_OFFICE, KEY_TOO_MANY,
     *  SIGN_IN_FAILED, SIGN_IN_LOCKED. */
    async create(
      by: Actor,
      asked: {
        readonly name: string;
        readonly scope: KeyScope;
        readonly days: number;
        readonly password: string;
      },
    ): Promise<{ readonly token: string; readonly key: KeyInfo } | Refusal> {
      if (isPrivileged(by.roles)) return no.notForOffice();
      const refused = await passwordRefused(house, by, asked.password);
      if (refused) {
        const detail = { refused: refused.code };
        const line = {
          kind: 'key.create',
          account: by.accountId,
          subject: 'key',
          ok: false,
          detail,
        };
        await inTransaction(house.pool, (tx) => recordWithin(tx, house, line));
        return refused;
      }
      const now = machineMs(house.time);
      const token = `shuji_${Buffer.from(house.random(32)).toString('base64url')}`;
      const id = uuidV7(now, house.random(10));
      const until = new Date(now + asked.days * DAY_MS);
      const barred = await inTransaction(house.pool, async (tx) => {
        await tx.run(LINE, [by.accountId]);
        const [live] = await tx.run<{ n: number }>(LIVE, [by.accountId, new Date(now)]);
        if ((live?.n ?? 0) >= LIVE_MAX) return no.tooMany(LIVE_MAX);
        const row = [
          id,
          by.accountId,
          digestOf(token),
          asked.name,
          asked.scope,
          new Date(now),
          until,
        ];
        await tx.run(ADD, row);
        await recordWithin(tx, house, {
          kind: 'key.create',
          account: by.accountId,
          subject: `key/${id}`,
          ok: true,
          detail: { scope: asked.scope, days: asked.days },
        });
        return undefined;
      });
      if (isRefusal(barred)) return barred;
      const key: KeyInfo = {
        id,
        name: asked.name,
        scope: asked.scope,
        createdAt: moment(now),
        expiresAt: moment(until.getTime()),
        lastUsed: null,
        revokedAt: null,
      };
      return { token, key };
    },
    /** Ends one of one's own keys, at once. Code: KEY_UNKNOWN. */
    async revoke(by: Actor, id: string): Promise<Refusal | undefined> {
      if (!isUuid(id)) return no.unknown();
      return inTransaction(house.pool, async (tx) => {
        const at = new Date(machineMs(house.time));
        const [ended] = await tx.run(REVOKE, [id, by.accountId, at]);
        if (!ended) return no.unknown();
        const line = { kind: 'key.revoke', account: by.accountId, subject: `key/${id}`, ok: true };
        await recordWithin(tx, house, line);
        return undefined;
      });
    },
  };
}

export type ApiKeys = ReturnType<typeof openApiKeys>;
