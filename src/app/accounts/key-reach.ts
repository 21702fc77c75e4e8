import type { Refusal } from '../../base/refusal.ts';
import { outOfReach, readOnly } from './api-key-refusals.ts';
import type { KeyScope } from './api-keys.ts';

/** What a program needs for cases. All else is for people: sessions, passwords, accounts, the keys
 *  themselves, administration, audit. A route added later is out of reach until it is listed. */
const OPEN =
  /^\/api\/(?:cases|files|imports|import-template|inbox|catalogue|procedures|packs|lists|law|expiries|my-export|public)(?:\/|$)|^\/api\/desk$/;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Why a key may not make this request; undefined: it may ask, and its account's roles decide. */
export function keyBarred(scope: KeyScope, method: string, path: string): Refusal | undefined {
  if (!OPEN.test(path)) return outOfReach();
  if (scope === 'read' && !SAFE.has(method.toUpperCase()) && !path.startsWith('/api/public/'))
    return readOnly();
  return undefined;
}
