import { useMemo } from 'react';
import type { Json } from '../../../base/json.ts';
import type { Named } from '../case/gaps.ts';
import { useScratch, type Kept } from '../model/scratch.ts';
import type { CaseView, ProcedureView } from '../queries.ts';
import { useSession } from '../session.ts';
import { readChecklist, withDefects, type Checklist } from './checklist.ts';
import { defectsIn, tellingIn, type Telling } from './petition.ts';

/** The checklist of a petition or a renewal; `telling` undefined: it is only read now. */
export interface PetitionList {
  readonly telling: Telling | undefined;
  readonly list: Checklist;
  readonly change: (list: Checklist) => void;
  readonly defects: readonly Named[];
  readonly setDefects: (named: readonly Named[]) => void;
  readonly kept: Kept<Json>;
}

export function usePetition(view: CaseView, procedure: ProcedureView): PetitionList {
  const { account } = useSession();
  const filings = Array.isArray(view.state['submissions'])
    ? view.state['submissions'].length
    : view.state['resubmittedOn']
      ? 2
      : 1;
  const kept = useScratch<Json>(account.id, `case.${view.id}.petition${filings}`, {});
  const telling = useMemo(() => tellingIn(view, procedure), [view, procedure]);
  const list = useMemo(() => readChecklist(kept.value), [kept.value]);
  const change = (next: Checklist): void => kept.set(next as unknown as Json);
  return {
    telling,
    list,
    change,
    defects: defectsIn(list, telling?.items ?? []),
    setDefects: (named) => change(withDefects(list, named)),
    kept,
  };
}
