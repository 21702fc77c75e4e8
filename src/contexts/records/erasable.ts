import type { JsonObject } from '../../base/json.ts';

/** What the house finds when a case is named from which something shall be erased: numbers and places,
 *  never any of the content. Read in the transaction of the act. */
export interface Erasable {
  readonly caseId: string;
  readonly procedure: string;
  /** Where whoever acts stands in that case. */
  readonly standing: 'party' | 'office';
  /** It is over, or it is an entry of the register: no procedure goes on in it. */
  readonly settled: boolean;
  /** Private parts that the request names and that are still there, in this case and in those that
   *  hang on it. */
  readonly parts: number;
  /** Parts that were named and do not exist, or no longer. */
  readonly unknown: readonly string[];
  /** Parts that were named and say which officer acted. */
  readonly kept: readonly string[];
  /** Something the public sees of an entry in force would be gone. */
  readonly breaksPublic: boolean;
  /** How many cases it concerns. */
  readonly cases: number;
}

/** Other cases a request may reach. */
export const CASES_MAX = 100;

export interface ErasureState {
  readonly status: string;
  readonly about: string;
  readonly ground: string;
  readonly classes: readonly string[];
  /** Parts named one by one, as `3/personal`. */
  readonly parts: readonly string[];
  /** The legal text it is based on, in words. */
  readonly basis: string;
  readonly statement: string;
  /** Who asked; empty where the office proposed it. */
  readonly requester: { readonly id: string; readonly name: string };
  /** Accounts of who decided and who confirmed. */
  readonly decidedBy: string | null;
  readonly confirmedBy: string | null;
  readonly reasons: string;
}

export const shown = (state: ErasureState): JsonObject => {
  const { decidedBy: _decided, confirmedBy: _confirmed, ...rest } = state;
  return JSON.parse(JSON.stringify(rest)) as JsonObject;
};
