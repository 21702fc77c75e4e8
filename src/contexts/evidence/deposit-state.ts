import type { PartId } from '../../base/deposit-manifest.ts';
import type { RulePack } from '../../law/types.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Files, KeptFile } from './inputs.ts';
import type { Conflict, OfficeFact } from './independence.ts';
import type { ServiceFact } from './service-state.ts';

export type Mode = 'self' | 'third_party';

/** What is kept of a deposit: digests, and the time-stamp over the first of them. */
export interface Held {
  readonly by: 'registrant' | 'provider';
  readonly on: string;
  readonly at: string;
  /** SHA-256 and SM3 of the manifest. */
  readonly digest: string;
  readonly sm3Digest: string;
  /** SHA-256 of each part of the manifest. */
  readonly parts: Readonly<Partial<Record<PartId, string>>>;
  readonly storedAt: string;
  readonly timestamp: {
    readonly time: string;
    readonly standing: string;
    readonly authority: string;
    /** TimeStampToken, DER in base64. */
    readonly token: string;
  };
}

/** An evidence deposit, folded from its events. */
export interface DepositState {
  readonly status: string;
  readonly mode: Mode;
  readonly title: string;
  readonly registrant: { readonly code: string; readonly name: string; readonly region: string };
  readonly provider: {
    readonly code: string;
    readonly name: string;
    /** Engaged although not independent, where the rules only warn (Beijing). */
    readonly warned: readonly Conflict[];
  } | null;
  /** The last provider that was refused for want of independence. */
  readonly conflict: { readonly provider: string; readonly found: readonly Conflict[] } | null;
  readonly held: Held | null;
  readonly proof: {
    readonly file: KeptFile | null;
    readonly author: 'registrant' | 'provider';
    readonly burdenOfProof: boolean;
    readonly on: string;
  } | null;
  /** Cases that rely on it: the last hundred, and how many in all. */
  readonly links: readonly string[];
  readonly linked: number;
  readonly checks: { readonly matched: number; readonly differed: number };
  readonly invalid: {
    readonly ground: string;
    readonly reasons: string;
    readonly on: string;
    readonly violation: string | null;
  } | null;
}

/** A time-stamp as the house read it: who stamped what and when, or why it is none. Plain JSON. */
export interface TimestampFact {
  readonly fault: string | null;
  readonly algorithm: string;
  /** Hex. */
  readonly digest: string;
  /** RFC 3339. */
  readonly time: string;
  readonly authority: string;
  /** Null: by an authority this instance does not believe. */
  readonly standing: string | null;
  readonly token: string;
}

/** What the acts of a deposit ask of the rest of the house. */
export interface DepositFacts {
  readonly organisation: {
    readonly code: string;
    readonly name: string;
    readonly region: string;
  } | null;
  /** The third-party service named in the input, or the one engaged. */
  readonly provider: ServiceFact | null;
  readonly timestamp: TimestampFact;
  readonly files: Files;
  readonly registrarOffice: OfficeFact;
}

export const act = actsOf<DepositState, RulePack, DepositFacts>();

export const DEPOSIT_LAW = ['NAT-REG-7', 'BJ-REG-8a', 'BJ-REG-10(1)4', 'CQ-REG-13'];
export const THIRD_LAW = ['NAT-REG-9(1)', 'BJ-REG-10(1)4', 'CQ-REG-12', 'CQ-REG-13', 'CQ-REG-14'];
