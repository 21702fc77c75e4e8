import { hash } from 'node:crypto';
import { canonical } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import type { Idempotency, StoredCase } from '../store/cases.ts';

/** A key is an actor's own; the fingerprint tells the same request from another under that key. */
export function idempotencyOf(
  request: { readonly actor: Actor; readonly key?: string | undefined },
  content: readonly (string | JsonObject)[],
): Idempotency | undefined {
  if (request.key === undefined) return undefined;
  const fingerprint = hash('sha256', canonical(content), 'buffer');
  return { actor: request.actor.accountId, key: request.key, fingerprint };
}

export function again(seen: Buffer, asked: Idempotency, stored: StoredCase): StoredCase {
  if (seen.equals(asked.fingerprint)) return stored;
  throw new Refused(
    refuse(
      'IDEMPOTENCY_KEY_REUSED',
      text(
        '该幂等键已用于另一内容的请求，本次没有办理。',
        'This idempotency key was used for another request; nothing was done.',
      ),
      [],
      'conflict',
    ),
  );
}
