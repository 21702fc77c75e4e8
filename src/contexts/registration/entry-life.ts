import type { Json, JsonObject } from '../../base/json.ts';
import type { Dossier } from './dossier.ts';
import type { FirstState } from './first-state.ts';

/** One version of what the register says about an entry. */
export interface EntryVersion {
  readonly n: number;
  readonly on: string;
  readonly kind: 'first' | 'change' | 'correction';
  /** The case of the change or correction. */
  readonly by: string | null;
  /** What stood where this version wrote: the way back to the version before. Null: nothing did. */
  readonly replaced: Dossier;
}

/** One term of validity; they follow each other without a gap (BJ-REG-18, CQ-REG-18). */
export interface EntryTerm {
  readonly from: string;
  readonly to: string;
  /** The day it was granted, and the case of the renewal. */
  readonly on: string;
  readonly by: string | null;
}

/** How an entry ended: two different words, and one can follow the other (G63). */
export interface EntryEnd {
  readonly as: 'CANCELLED' | 'REVOKED';
  readonly ground: string;
  readonly by: string | null;
  readonly on: string;
  /** Put on the public board of lapsed entries, where the place asks for it (CQ-REG-18). */
  readonly announced: boolean;
}

/** What becomes of a registration after its code: versions, terms and end. */
export interface EntryLife {
  readonly versions: readonly EntryVersion[];
  readonly terms: readonly EntryTerm[];
  /** The day the renewal window was opened for the present term. */
  readonly windowOn: string | null;
  readonly remindedOn: string | null;
  /** A renewal that was filed and is not decided. */
  readonly renewal: string | null;
  /** In force beyond its term, because the renewal was filed in time (G10). */
  readonly carriedOver: boolean;
  readonly ends: readonly EntryEnd[];
}

/** The life of an entry on the day it gets its code. */
export const begun = (on: string, from: string, to: string): EntryLife => ({
  versions: [version(1, { on, kind: 'first', by: null, replaced: {} })],
  terms: [{ from, to, on, by: null }],
  windowOn: null,
  remindedOn: null,
  renewal: null,
  carriedOver: false,
  ends: [],
});

/** A version by its number, from 1. */
export const version = (n: number, about: Omit<EntryVersion, 'n'>): EntryVersion => ({
  n,
  ...about,
});

/** The dossier with new values written over it; null empties a field. */
export function overwritten(dossier: Dossier, values: Dossier): Dossier {
  const written: Record<string, JsonObject> = { ...dossier };
  for (const [group, fields] of Object.entries(values)) {
    const merged: Record<string, Json | undefined> = { ...written[group] };
    for (const [field, value] of Object.entries(fields)) {
      if (value === null) delete merged[field];
      else merged[field] = value;
    }
    written[group] = merged;
  }
  return written;
}

/** Two parts of one set of values: what is personal is kept, and can be erased, by itself. */
export function joined(material: JsonObject = {}, personal: JsonObject = {}): Dossier {
  const whole: Record<string, JsonObject> = {};
  for (const [group, values] of [...Object.entries(material), ...Object.entries(personal)]) {
    whole[group] = { ...whole[group], ...(values as JsonObject) };
  }
  return whole;
}

/** What stands now in the places that `values` writes to. */
export const standingAt = (dossier: Dossier, values: Dossier): Dossier =>
  Object.fromEntries(
    Object.entries(values).map(([group, fields]) => [
      group,
      Object.fromEntries(
        Object.keys(fields).map((field) => [field, dossier[group]?.[field] ?? null]),
      ),
    ]),
  );

/** The state as it was under version `n`: dossier and the registrant's name with it. */
export function atVersion(state: FirstState, n: number): FirstState {
  const later = (state.life?.versions ?? []).filter((v) => v.n > n).toReversed();
  if (later.length === 0) return state;
  const dossier = later.reduce((d, v) => overwritten(d, v.replaced), state.dossier);
  const name = dossier['subject']?.['name'];
  const registrant = typeof name === 'string' ? { ...state.registrant, name } : state.registrant;
  return { ...state, dossier, registrant };
}

/** The public word for an entry (G63). A renewal filed in time keeps it in force (G10). */
export function publicStatus(state: FirstState): string {
  if (state.status === 'CANCELLED') return 'cancelled';
  if (state.status === 'REVOKED') return 'revoked';
  return state.life?.carriedOver ? 'renewalPending' : 'active';
}

/** The number of the document that states the entry: each version and each renewal has a new one. */
export const editionOf = (life: {
  readonly versions: readonly unknown[];
  readonly terms: readonly unknown[];
}): number => life.versions.length + life.terms.length - 1;
