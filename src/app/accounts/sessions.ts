import { isUuid } from '../../base/id.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf, statement, type Runner } from '../../store/transaction.ts';
import type { Operations } from './operations.ts';
import type { Cost } from './password.ts';
import { openSessionStore, tokenHash, type SessionStore } from './session-store.ts';
import {
  openSignIn,
  type Credentials,
  type Doorman,
  type Enrolment,
  type SignedIn,
} from './sign-in.ts';

/** Signing in and out, and whom a token stands for. */
export interface Sessions extends SessionStore {
  signIn(credentials: Credentials): Promise<SignedIn | Refusal>;
  /** What the owner's authenticator is to keep; `secret` for typing it in by hand, in base 32. */
  beginTotp(credentials: Credentials): Promise<Enrolment | Refusal>;
  signOut(token: string): Promise<void>;
  /** Ends a session of one's own, or as security administrator anybody's. */
  revokeSession(actor: Actor, sessionId: string): Promise<Refusal | undefined>;
}

interface Ended {
  readonly session_id: string;
  readonly account_id: string;
}

const CLOSE = statement(
  'session_close',
  'DELETE FROM session WHERE token_hash = $1 RETURNING session_id, account_id',
);
const REVOKE = statement(
  'session_revoke',
  `DELETE FROM session WHERE session_id = $1 AND ($2::uuid IS NULL OR account_id = $2)
   RETURNING session_id, account_id`,
);
const END_ALL = statement(
  'session_end_all',
  'DELETE FROM session WHERE account_id = $1 AND session_id IS DISTINCT FROM $2::uuid',
);

/** Whoever held the account or its password may have made them. */
const END_KEYS = statement(
  'api_key_end_all',
  'UPDATE api_key SET revoked_at = now() WHERE account_id = $1 AND revoked_at IS NULL',
);

/** Ends the sessions of an account, but for the one named; where none is, its keys for programs as well,
 *  so that they do not come alive again with the account. Call `forget` when it is committed. */
export async function endSessions(tx: Runner, accountId: string, except?: string): Promise<void> {
  await tx.run(END_ALL, [accountId, except ?? null]);
  if (except === undefined) await endKeys(tx, accountId);
}

/** Ends the keys for programs of an account, at once. */
export async function endKeys(tx: Runner, accountId: string): Promise<void> {
  await tx.run(END_KEYS, [accountId]);
}

/** `cost` only for tests: the argon2id work of an unknown login must equal that of a known one. */
export function openSessions(house: Doorman, operations: Operations, cost?: Cost): Sessions {
  const runner = runnerOf(house.pool);
  const store = openSessionStore(house);
  const door = openSignIn(house, operations, cost);

  async function ended(session: Ended | undefined, by: string, kind: string): Promise<void> {
    if (!session) return;
    store.forget(session.account_id);
    await operations.record({
      kind,
      account: by,
      subject: `session/${session.session_id}`,
      ok: true,
      detail: { of: session.account_id },
    });
  }
  return {
    ...store,
    ...door,
    async signOut(token) {
      const [session] = await runner.run<Ended>(CLOSE, [tokenHash(token)]);
      await ended(session, session?.account_id ?? '', 'session.signOut');
    },
    async revokeSession(actor, sessionId) {
      if (!isUuid(sessionId)) return unknown();
      const owner = actor.roles.includes('admin.security') ? null : actor.accountId;
      const [session] = await runner.run<Ended>(REVOKE, [sessionId, owner]);
      if (!session) return unknown();
      await ended(session, actor.accountId, 'session.revoke');
      return undefined;
    },
  };
}

const unknown = (): Refusal =>
  refuse(
    'SESSION_UNKNOWN',
    text('没有这个会话，或者它已结束。', 'No such session, or it has ended.'),
    [],
    'unknown',
  );
