import type { CheckOutcome } from '../../contexts/identity/account-check.ts';

export interface IdentityQuestion {
  readonly code: string;
  readonly name: string;
  readonly operator: string;
}

export interface IdentityAnswer {
  readonly outcome: CheckOutcome;
  /** Under which the service keeps its answer; at most 200 characters. */
  readonly reference: string;
  /** At most 500 characters. */
  readonly message: string;
}

/** A service that knows organisations and who acts for them. One file for each: `name` stands on the log.
 *  It may throw, be slow or say anything: whoever asks bounds it. */
export interface IdentityVerifier {
  readonly name: string;
  verify(question: IdentityQuestion, stopping: AbortSignal): Promise<IdentityAnswer>;
}
