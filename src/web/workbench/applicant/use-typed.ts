import { useEffect, useState } from 'react';
import type { Json } from '../../../base/json.ts';
import type { Text } from '../../../base/text.ts';
import { ApiProblem } from '../api.ts';
import { changes, merged, type Dossier } from '../dossier/open.ts';
import { takeAct } from '../form/use-act.ts';
import { freshKey } from '../fresh-key.ts';
import { useScratch } from '../model/scratch.ts';
import { mergeFields } from '../model/scratch-merge.ts';
import { caseQuery, queryClient, type CaseView } from '../queries.ts';
import { useSession } from '../session.ts';
import { saveTyped, type SaveFault, type SavePort } from './save.ts';

export const dossierOf = (view: CaseView): Dossier => (view.state['dossier'] ?? {}) as Dossier;

/** Puts an answer on the screen, and has what hangs on it read anew. */
export function shown(view: CaseView): void {
  queryClient.setQueryData(caseQuery(view.id).queryKey, view);
  for (const part of ['history', 'similar', 'colleagues'])
    void queryClient.invalidateQueries({ queryKey: ['case', view.id, part] });
  void queryClient.invalidateQueries({ queryKey: ['cases'] });
  void queryClient.invalidateQueries({ queryKey: ['desk'] });
  void queryClient.invalidateQueries({ queryKey: ['inbox'] });
}

const portOf = (act: string): SavePort => ({
  take: (view, input) => takeAct(view.id, view.version, act, input, freshKey()),
  read: (id) => queryClient.fetchQuery({ ...caseQuery(id), staleTime: 0 }),
});

/** What an applicant typed into the dossier of a case: kept on the server as it is typed, written into
 *  the record by `save`. `act` is the one that fills material in; absent: nothing may be saved now. */
export function useTyped(view: CaseView, act: string | undefined) {
  const { account } = useSession();
  const name = `case.${view.id}.dossier`;
  const kept = useScratch<Record<string, Json>>(account.id, name, {}, mergeFields);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<SaveFault>();
  const saved = dossierOf(view);
  const typed = kept.value as unknown as Dossier;
  const unsaved = Object.keys(typed).filter(
    (g) => Object.keys(changes(saved[g] ?? {}, typed[g] ?? {})).length > 0,
  );
  // The way is open again: what was said of it is over.
  useEffect(() => {
    if (kept.status === 'kept') setFault((was) => (isUnanswered(was) ? undefined : was));
  }, [kept.status]);
  const keep = (next: Dossier): void => kept.set(next as unknown as Record<string, Json>);
  /** Writes all that was typed, or only what is given; undefined: not all of it was taken. */
  async function save(only?: Dossier, force = false): Promise<CaseView | undefined> {
    const all = only ?? typed;
    if (act === undefined || Object.keys(all).length === 0) return view;
    // Two windows wrote different things: which of them stays is answered first.
    if (!only && !force && kept.status === 'moved') return undefined;
    setBusy(true);
    try {
      const done = await saveTyped(portOf(act), view, all, force);
      shown(done.view);
      setFault(done.fault);
      if (only) return done.fault ? undefined : done.view;
      const left = Object.fromEntries(
        Object.entries(all).filter(([group]) => !done.groups.includes(group)),
      );
      if (Object.keys(left).length === 0) await kept.clear();
      else keep(left);
      return done.fault ? undefined : done.view;
    } finally {
      setBusy(false);
    }
  }
  return {
    kept,
    typed,
    saved,
    /** What stands in the fields: the record with what was typed over it. */
    whole: merged(saved, typed),
    unsaved,
    busy,
    fault,
    save,
    /** What stands in the record is to stay; what was typed here goes. */
    giveUp: async (): Promise<void> => {
      await kept.clear();
      setFault(undefined);
    },
    type: (more: Dossier) => {
      // That nothing answered is over with the next word; what was refused stands until it is saved.
      setFault((before) => (isUnanswered(before) ? undefined : before));
      keep(merged(typed, more));
    },
  };
}

export type Typed = ReturnType<typeof useTyped>;

const isUnanswered = (fault: SaveFault | undefined): boolean =>
  fault?.kind === 'refused' &&
  fault.error instanceof ApiProblem &&
  fault.error.problem.status === 0;

/** What the server said of this very field when it refused. */
export function refusedAt({ fault }: Typed, group: string, field: string): Text | undefined {
  if (fault?.kind !== 'refused' || fault.group !== group) return undefined;
  const problem = fault.error instanceof ApiProblem ? fault.error.problem : undefined;
  return problem?.details?.['field'] === field ? problem.sentence : undefined;
}
