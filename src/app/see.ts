import type { CaseState, Party } from '../kernel/types.ts';
import type { Actor } from '../kernel/types.ts';
import { placesOf } from '../kernel/who.ts';
import { jurisdictions, packFor } from '../law/packs.ts';
import type { RulePack } from '../law/types.ts';
import { readerOf, type RegistrarOffice } from '../contexts/supervision/registrar-office.ts';
import { procedureOf, type AnyProcedure } from './procedures.ts';

/** Readers without a place in the case: who they are and how far they see. */
const WIDE = [
  'municipal_data_authority',
  'supervisor_cac',
  'supervisor_police',
  'supervisor_finance',
  'auditor',
] as const;

/** What the decision about reading is made from. */
export interface Seen {
  readonly procedure: string;
  readonly state: CaseState;
  readonly parties: readonly Party[];
  /** Whose officers read as the office. */
  readonly registrar: string;
  readonly regions: readonly string[];
  readonly district: string | null;
}

/** The one place that decides who sees a case, and as what: party keys, `office`, and the roles of
 *  supervisors. Empty: the reader may not know that the case exists. Deny by default. */
export function audienceOf(actor: Actor, seen: Seen): string[] {
  if (actor.kind === 'system') return ['office'];
  if (!mayRead(actor)) return [];
  const places = placesOf(actor, seen.parties);
  const { states, aboutOffice } = procedureOf(seen.procedure);
  const filed = states[seen.state.status]?.unfiled !== true;
  if (!filed) return places;
  // An officer whose own organisation is a party reads as that party, not as the office.
  if (places.length === 0 && isOffice(actor, seen.registrar)) {
    return aboutOffice ? [] : ['office'];
  }
  return [...places, ...widely(actor, seen)];
}

/** Administrators run the system and see no case, not even one of their own organisation; an account
 *  without a role sees nothing (promise 6). */
const mayRead = (actor: Actor): boolean =>
  actor.roles.length > 0 && !actor.roles.some((r) => r.startsWith('admin.'));

export const isOffice = (actor: Actor, registrar: string): boolean =>
  actor.org?.code === registrar && actor.roles.some((r) => r.startsWith('registrar.'));

function widely(actor: Actor, seen: Seen): string[] {
  const region = actor.org?.region ?? '';
  const here = seen.regions.some((r) => region.startsWith(r));
  const wide = here ? WIDE.filter((r) => actor.roles.includes(r)) : [];
  const district =
    actor.roles.includes('district_data_authority') &&
    seen.district !== null &&
    seen.district === region
      ? ['district_data_authority']
      : [];
  return [...wide, ...district];
}

/** What a list query may return to an actor: the same decision, as bounds on rows. */
export type Scope =
  | { readonly kind: 'office'; readonly registrar: string }
  | { readonly kind: 'region' }
  | { readonly kind: 'district'; readonly region: string }
  | { readonly kind: 'party'; readonly id: string }
  | { readonly kind: 'nothing' };

export function scopeOf(
  actor: Actor,
  rules: RulePack,
  office: RegistrarOffice,
  mine: boolean,
): Scope {
  if (!mayRead(actor)) return { kind: 'nothing' };
  const id = actor.org?.code ?? `account:${actor.accountId}`;
  const region = actor.org?.region ?? '';
  if (mine) return { kind: 'party', id };
  if (isOffice(actor, readerOf(office))) return { kind: 'office', registrar: id };
  const here = rules.profile.scope.regions.some((r) => region.startsWith(r));
  if (here && WIDE.some((r) => actor.roles.includes(r))) return { kind: 'region' };
  if (actor.roles.includes('district_data_authority')) return { kind: 'district', region };
  return { kind: 'party', id };
}

/** The places whose part of the log an auditor is given slices of: those that his organisation lies
 *  in. Empty for everybody else. */
export function auditedPlaces(actor: Actor): string[] {
  if (!mayRead(actor) || !actor.roles.includes('auditor')) return [];
  const region = actor.org?.region ?? '';
  return jurisdictions.filter((place) =>
    packFor(place)?.profile.scope.regions.some((r) => region.startsWith(r)),
  );
}

/** States in which a case belongs to its parties alone. */
export const unfiledStates = (procedure: AnyProcedure): string[] =>
  Object.entries(procedure.states)
    .filter(([, s]) => s.unfiled === true)
    .map(([name]) => name);

/** Which private groups of an event this audience reads. */
export function groupsSeen(
  procedure: AnyProcedure,
  type: string,
  audience: readonly string[],
): readonly string[] {
  const groups = procedure.events[type]?.groups ?? {};
  return Object.entries(groups)
    .filter(
      ([, readers]) => audience.includes('office') || readers.some((r) => audience.includes(r)),
    )
    .map(([name]) => name);
}
