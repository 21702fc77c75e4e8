import { createContext, use } from 'react';
import type { Text } from '../../../base/text.ts';
import type { CaseView, Pack } from '../queries.ts';

/** What a field may look around for: the rules of the place, and the case it is about. */
export interface Scope {
  readonly jurisdiction: string;
  readonly pack: Pack | undefined;
  readonly about: CaseView | undefined;
  /** The procedure of a case that is only being opened. */
  readonly opening?: string;
  /** Words for the states of the procedure. */
  readonly states?: Readonly<Record<string, Text>>;
}

export const ScopeContext = createContext<Scope>({
  jurisdiction: 'beijing',
  pack: undefined,
  about: undefined,
});

export const useScope = (): Scope => use(ScopeContext);

/** The procedure of the case at hand, opened already or not. */
export const useProcedure = (): string => {
  const { about, opening } = useScope();
  return about?.procedure ?? opening ?? '';
};
