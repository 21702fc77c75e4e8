import type { JsonObject } from '../../base/json.ts';
import type { EntryEnd, EntryTerm, EntryVersion } from './entry-life.ts';

/** What the register publishes of the life of an entry; oldest first. */
export interface PublicLife {
  readonly versions: readonly (Pick<EntryVersion, 'n' | 'on' | 'kind'> & {
    readonly fields: JsonObject;
  })[];
  readonly terms: readonly Pick<EntryTerm, 'from' | 'to' | 'on'>[];
  readonly ends: readonly Pick<EntryEnd, 'as' | 'ground' | 'on'>[];
}

/** The one word for how an entry stands (G63). */
export type EntryWord = 'active' | 'renewalPending' | 'expired' | 'cancelled' | 'revoked';

export interface Standing {
  readonly status: EntryWord;
  /** Number of the version in force. */
  readonly version: number;
  /** The validity as it was known that day. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** How an entry stood at the end of a day (YYYY-MM-DD): its version, its validity and its word
 *  (BJ-REG-10(2), BJ-REG-18b, CQ-REG-18). Null before its first day. A term that was over counts as
 *  carried over only where a renewal followed, or where `pending` says that one is being decided now:
 *  of other days past the term nothing says so, and the careful word is `expired`. */
export function standingOn(life: PublicLife, day: string, pending = false): Standing | null {
  const version = life.versions.findLast((v) => v.on <= day);
  const first = life.terms[0];
  const term = life.terms.findLast((one) => one.on <= day);
  if (!version || !first || !term) return null;
  const end = life.ends.findLast((one) => one.on <= day);
  const known = { version: version.n, validFrom: first.from, validTo: term.to };
  if (end) return { status: end.as === 'REVOKED' ? 'revoked' : 'cancelled', ...known };
  if (day <= term.to) return { status: 'active', ...known };
  const carried = pending || life.terms.some((later) => later.on > day);
  return { status: carried ? 'renewalPending' : 'expired', ...known };
}

/** The word of today, from the word that was written when the entry last moved: only that a term is
 *  over comes about by itself. */
export const wordOn = (status: string, validTo: string, day: string): string =>
  status === 'active' && validTo < day ? 'expired' : status;
