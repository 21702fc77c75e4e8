import type { JsonObject } from './json.ts';
import type { Text } from './text.ts';

/** Why an act did not happen; `http` maps each kind to one status in one table. */
export type RefusalKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'unknown'
  | 'wrongMethod'
  | 'conflict'
  | 'tooLarge'
  | 'unprocessable'
  | 'tooMany'
  | 'busy';

/** A forbidden act, told to a person: a stable code, a sentence in both languages, the articles. */
export interface Refusal {
  readonly refused: true;
  readonly kind: RefusalKind;
  readonly code: string;
  readonly sentence: Text;
  readonly cites: readonly string[];
  readonly details?: JsonObject;
}

export function refuse(
  code: string,
  sentence: Text,
  cites: readonly string[] = [],
  kind: RefusalKind = 'unprocessable',
  details?: JsonObject,
): Refusal {
  return { refused: true, kind, code, sentence, cites, ...(details ? { details } : {}) };
}

export function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' && value !== null && 'refused' in value && value.refused === true
  );
}

/** Carries a refusal out of a transaction so that it rolls back; caught at the doors only. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.sentence.en}`);
    this.refusal = refusal;
  }
}

/** The value, or the refusal thrown: for the layers that work inside a transaction. */
export function orThrow<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Refused(value);
  return value;
}
