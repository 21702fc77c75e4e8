import { isUuid } from '../base/id.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { runnerOf, statement, type Runner } from '../store/transaction.ts';
import type { Operations } from './operations.ts';
import type { Cost } from './password.ts';
import { openSessionStore, tokenHash, type Present, type SessionInfo } from './session-store.ts';
import { openSignIn, type Credentials, type Doorman, type SignedIn } from './sign-in.ts';

/** Signing in and out, and whom a token stands for. */
export interface Sessions {
  signIn(credentials: Credentials): Promise<SignedIn | Refusal>;
  beginTotp(credentials: Credentials): ReturnType<ReturnType<typeof openSignIn>['beginTotp']>;
  /** Who stands behind a token; answered from memory for up to five seconds. */
  actorOf(token: string): Promise<Present | undefined>;
  signOut(token: string): Promise<void>;
  /** The running sessions of an account, newest first, at most 100. */
  listSessions(accountId: string): Promise<SessionInfo[]>;
  /** Ends a session of one's own, or as security administrator anybody's. */
  revokeSession(actor: Actor, sessionId: string): Promise<Refusal | undefined>;
  /** Drops what is remembered of an account after it changed. */
  forget(accountId: string): void;
  /** Removes sessions that have ended; for the daily round. */
  purge(): Promise<void>;
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

/** Ends the sessions of an account, but for the one named; call `forget` when it is committed. */
export async function endSessions(tx: Runner, accountId: string, except?: string): Promise<void> {
  await tx.run(END_ALL, [accountId, except ?? null]);
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
    signIn: door.signIn,
    beginTotp: door.beginTotp,
    actorOf: store.actorOf,
    listSessions: store.list,
    forget: store.forget,
    purge: store.purge,
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
