import type { z } from 'zod';
import type { ActSpec, CaseState } from './types.ts';

/** Binds the state, the rules and the facts a context works with, so that each act below it has
 *  its input typed from its schema and its facts from the names it asks for. */
export function actsOf<S extends CaseState, R, Facts>() {
  return <I, K extends keyof Facts & string = never>(
    spec: Omit<ActSpec<S, R, I, Pick<Facts, K>>, 'input' | 'needs'> & {
      input: z.ZodType<I>;
      needs?: readonly K[];
    },
  ): ActSpec<S, R, I, Pick<Facts, K>> => spec;
}
