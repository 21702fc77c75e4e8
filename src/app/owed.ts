import type { AnyProcedure } from './procedures.ts';

/** Deadlines of the registrar's own that are only flagged when they are over: while the case stays in one
 *  of these states, the decision is still owed. */
const OWED = ['acceptance', 'formalReview', 'cancelCompletion', 'selfCheck'];

/** Clocks that may run out in a state of a procedure and leave owed what they were set for. */
export const owedIn = ({ clocks, acts, states }: AnyProcedure, status: string): string[] =>
  OWED.filter((clock) => {
    const { from = 'new', to = [] } = acts[clocks[clock]?.onExpiry ?? ''] ?? {};
    return (
      from !== 'new' && from.includes(status) && to.includes(status) && !states[status]?.terminal
    );
  });
