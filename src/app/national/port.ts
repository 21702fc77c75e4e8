import type { Answer, HandOver } from '../../contexts/network/hand-over.ts';
import type { Theirs } from '../../contexts/network/reconcile.ts';

/** The name of the national platform among the counterparts. */
export const NATIONAL = 'national';

/** One to whom changes of the register are handed over. An adapter is one file that makes this; what it
 *  must keep to stands in docs/handbook/national.md. */
export interface Counterpart {
  /** Lower-case letters; names its queue for good. */
  readonly name: string;
  /** Delivers messages in this order and resolves with what was said to each; one that was not
   *  answered counts as not delivered and comes again. Throws `NotAnswered` where there was no answer. */
  send(messages: readonly HandOver[], stopping: AbortSignal): Promise<readonly Answer[]>;
  /** What they have under one of our codes, or one of theirs. */
  query(code: string, stopping: AbortSignal): Promise<Theirs | undefined>;
  /** Everything they have of ours in the order of case ids, behind `after`; an empty page is the end. */
  list(after: string, limit: number, stopping: AbortSignal): Promise<readonly Theirs[]>;
  /** Has entries struck that our register does not have; absent where they offer no such thing. */
  disown?(
    entries: readonly { readonly caseId: string; readonly code: string }[],
    stopping: AbortSignal,
  ): Promise<void>;
}

/** Nobody answered, or the answer was none. `ofMessages`: what was sent may be the reason, so that a
 *  smaller piece of it is worth a try; otherwise nothing would get through. */
export class NotAnswered extends Error {
  readonly ofMessages: boolean;
  /** As long as the counterpart itself asked for, in milliseconds. */
  readonly waitMs: number | undefined;
  constructor(why: string, ofMessages: boolean, wait?: number) {
    super(why);
    this.ofMessages = ofMessages;
    this.waitMs = wait;
  }
}
