/** A deposit as a registration may know it, read in the transaction of its act. */
export interface DepositFact {
  readonly caseId: string;
  readonly status: string;
  /** Credit code. */
  readonly registrant: string;
  readonly mode: 'self' | 'third_party';
  /** Credit code; null where the registrant deposited for itself. */
  readonly provider: string | null;
  /** Day in Asia/Shanghai. */
  readonly depositedOn: string;
  /** SHA-256 of the proof file, hex; empty before it is attached. */
  readonly proof: string;
}

/** States in which a deposit carries an application. */
export const USABLE: readonly string[] = ['proven', 'LINKED'];
