import { createHmac } from 'node:crypto';
import { uuidV7 } from '../../base/id.ts';
import { moment } from '../../base/plain-date.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { isPrivileged } from '../../contexts/identity/roles.ts';
import type { Actor } from '../../kernel/types.ts';
import { inTransaction, runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { LOGIN } from './account-inputs.ts';
import { clearFailures, countFailure, ghostLocks, locked } from './lock-out.ts';
import { recordWithin, type Operation, type Operations } from './operations.ts';
import { COST, hashPassword, verifyPassword, type Cost } from './password.ts';
import {
  ACTOR_COLUMNS,
  ACTOR_TABLES,
  actorFrom,
  machineMs,
  SESSIONS_MAX,
  tokenHash,
  type ActorRow,
  type Present,
} from './session-store.ts';
import { linePerLogin } from './sign-in-line.ts';
import { codeNeeded, disabled, enrolFirst, enrolled, wrong } from './sign-in-refusals.ts';
import { base32, openFactor, otpauth, sealFactor, TOTP_SECRET_BYTES, totpStep } from './totp.ts';

export type Doorman = Pick<House, 'pool' | 'keys' | 'time' | 'random' | 'mode'>;

export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly totp?: string | undefined;
  /** Where the request came from, as its owner will read it: address and program. */
  readonly client: string;
}

/** `token` is shown this once; the database keeps its digest. */
export interface SignedIn extends Present {
  readonly token: string;
}

/** A second factor on its way: what an authenticator program scans, or its secret typed in. */
export interface Enrolment {
  readonly uri: string;
  readonly secret: string;
}

interface AccountRow extends ActorRow {
  readonly password: string;
  readonly totp: Buffer | null;
  readonly disabled: boolean;
  readonly demo: boolean;
  readonly locked_until: Date | null;
}

const CLIENT_MAX = 200;

const BY_LOGIN = statement(
  'account_by_login',
  `SELECT ${ACTOR_COLUMNS}, a.password, a.totp, a.disabled, a.demo, a.locked_until
   FROM ${ACTOR_TABLES} WHERE a.login = $1`,
);
const STEP = statement(
  'account_totp',
  'UPDATE account SET totp = $2 WHERE account_id = $1 AND totp IS NOT DISTINCT FROM $3 RETURNING 1',
);
const OPEN = statement(
  'session_open',
  `INSERT INTO session (token_hash, session_id, account_id, created_at, last_seen, client)
   VALUES ($1, $2, $3, $4, $4, $5)`,
);
const TRIM = statement(
  'session_trim',
  `DELETE FROM session WHERE account_id = $1 AND session_id NOT IN (
     SELECT session_id FROM session WHERE account_id = $1
     ORDER BY session_id DESC LIMIT ${SESSIONS_MAX})`,
);

/** The door: passwords, second factors, lock-outs. */
export function openSignIn(house: Doorman, operations: Operations, cost: Cost = COST) {
  const runner = runnerOf(house.pool);
  const ghosts = ghostLocks();
  const inLine = linePerLogin();
  let decoy: Promise<string> | undefined;

  /** What nobody's login was called may have been a password: kept as a keyed digest only. */
  const nobody = (login: string): string => {
    const digest = createHmac('sha256', house.keys.nonce).update(`login\0${login}`).digest('hex');
    return `login:#${digest.slice(0, 12)}`;
  };
  const attempt = (account: string, ok: boolean, client: string, reason: string): Operation => ({
    kind: 'session.signIn',
    account,
    subject: 'session',
    ok,
    detail: { client: client.slice(0, CLIENT_MAX), reason },
  });
  const note = (...given: Parameters<typeof attempt>): Promise<void> =>
    operations.record(attempt(...given));

  async function refuseFailed(row: AccountRow | undefined, c: Credentials, reason: string) {
    const now = machineMs(house.time);
    let until: number | undefined;
    if (row) {
      until = await countFailure(runner, row.account_id, now);
      await note(row.account_id, false, c.client, until === undefined ? reason : 'locked');
    } else {
      until = ghosts.fail(c.login, now);
      // Written at once: one wait for the disk, like the count of an account that exists.
      await recordWithin(runner, house, attempt(nobody(c.login), false, c.client, reason));
    }
    return until === undefined ? wrong() : locked(until, now);
  }

  /** The account, if the password is its own. Unknown logins cost the same work and lock alike. */
  async function proven(c: Credentials): Promise<AccountRow | Refusal> {
    decoy ??= hashPassword('nobody', house.random(16), cost);
    const stand = await decoy;
    const [row] = LOGIN.test(c.login) ? await runner.run<AccountRow>(BY_LOGIN, [c.login]) : [];
    const until = row ? (row.locked_until?.getTime() ?? 0) : ghosts.lockedUntil(c.login);
    const now = machineMs(house.time);
    if (until > now) {
      await note(row?.account_id ?? nobody(c.login), false, c.client, 'locked');
      return locked(until, now);
    }
    const right = await verifyPassword(c.password, row?.password ?? stand);
    if (!row || !right) return refuseFailed(row, c, 'password');
    if (row.disabled || (row.demo && house.mode === 'production')) {
      await note(row.account_id, false, c.client, 'disabled');
      return disabled();
    }
    return row;
  }

  /** The second factor: asked of whoever enrolled, required of officers in production. */
  async function secondFactor(row: AccountRow, c: Credentials): Promise<Refusal | undefined> {
    if (row.totp === null) {
      return house.mode === 'production' && isPrivileged(row.roles) ? enrolFirst() : undefined;
    }
    const factor = openFactor(house.keys, row.account_id, row.totp);
    if (c.totp === undefined || c.totp === '') {
      const optional =
        !factor.confirmed && !(house.mode === 'production' && isPrivileged(row.roles));
      return optional ? undefined : codeNeeded();
    }
    const step = totpStep(factor.secret, c.totp, machineMs(house.time), factor.lastStep);
    if (step === undefined) return refuseFailed(row, c, 'totp');
    const used = sealFactor(house.keys, row.account_id, {
      ...factor,
      confirmed: true,
      lastStep: step,
    });
    const [taken] = await runner.run(STEP, [row.account_id, used, row.totp]);
    return taken ? undefined : refuseFailed(row, c, 'totp');
  }

  async function open(row: AccountRow, client: string): Promise<SignedIn> {
    const token = house.random(32).toString('base64url');
    const now = machineMs(house.time);
    const id = uuidV7(now, house.random(10));
    const from = client.slice(0, CLIENT_MAX).replaceAll('\0', '').toWellFormed();
    const actor: Actor = actorFrom(row);
    await inTransaction(house.pool, async (tx) => {
      await clearFailures(tx, row.account_id);
      await tx.run(OPEN, [tokenHash(token), id, row.account_id, new Date(now), from]);
      await tx.run(TRIM, [row.account_id]);
      await recordWithin(tx, house, {
        kind: 'session.signIn',
        account: row.account_id,
        subject: `session/${id}`,
        ok: true,
        detail: { client: from },
      });
    });
    const at = moment(now);
    return { token, actor, session: { id, createdAt: at, lastSeen: at, client: from } };
  }

  const tidy = (c: Credentials): Credentials => ({
    ...c,
    login: c.login.slice(0, 100).trim().toLowerCase(),
  });

  return {
    /** Opens a session. Codes: SIGN_IN_FAILED, SIGN_IN_LOCKED, SIGN_IN_BUSY, ACCOUNT_DISABLED,
     *  TOTP_NEEDED, TOTP_ENROL. */
    async signIn(given: Credentials): Promise<SignedIn | Refusal> {
      const c = tidy(given);
      return inLine(c.login, async () => {
        const row = await proven(c);
        if (isRefusal(row)) return row;
        return (await secondFactor(row, c)) ?? open(row, c.client);
      });
    },
    /** Begins enrolling a second factor, proven by the password; the first sign-in with a code
     *  confirms it. A confirmed one is replaced only after the security administrator took it away. */
    async beginTotp(given: Credentials): Promise<Enrolment | Refusal> {
      const c = tidy(given);
      return inLine(c.login, async () => {
        const row = await proven(c);
        if (isRefusal(row)) return row;
        if (row.totp && openFactor(house.keys, row.account_id, row.totp).confirmed)
          return enrolled();
        const secret = house.random(TOTP_SECRET_BYTES);
        const factor = { secret, confirmed: false, lastStep: -1 };
        const [stored] = await runner.run(STEP, [
          row.account_id,
          sealFactor(house.keys, row.account_id, factor),
          row.totp,
        ]);
        if (!stored) return enrolled();
        await note(row.account_id, true, c.client, 'totp.begun');
        return { uri: otpauth('数籍', c.login, secret), secret: base32(secret) };
      });
    },
  };
}
