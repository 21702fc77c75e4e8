import type { Dossier } from './dossier.ts';
import type { FirstState, ObjectKind, Organisation } from './first-state.ts';

/** A register entry as the procedures about it may know it: of the entry's case, what a decision
 *  needs, read in the transaction of the act. Days are calendar days in Asia/Shanghai. */
export interface EntryFact {
  readonly caseId: string;
  readonly code: string;
  /** REGISTERED, CANCELLED or REVOKED. */
  readonly status: string;
  readonly title: string;
  readonly objectKind: ObjectKind;
  readonly registrant: Omit<Organisation, 'realName'>;
  readonly coOwners: readonly { readonly name: string; readonly creditCode: string }[];
  /** Number of the content's version, from 1. */
  readonly version: number;
  readonly validFrom: string;
  readonly validTo: string;
  /** Last day of authorised operation; null for a resource, or where the dossier names none. */
  readonly authorisedTo: string | null;
  /** The case of a renewal that was filed and is not decided. */
  readonly renewal: string | null;
  /** Who accepted and who reviewed the registration: somebody else decides whether it stands. */
  readonly officers: readonly string[];
}

/** The entry with the dossier of its present version. */
export interface EntryDossier extends EntryFact {
  readonly dossier: Dossier;
  readonly inScope: boolean;
  readonly anchor: FirstState['anchor'];
  readonly evidence: FirstState['evidence'];
  /** The items, `group.field`, that each version after the first has written. */
  readonly written: readonly { readonly n: number; readonly items: readonly string[] }[];
}
