import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import type { Json } from '../../../base/json.ts';
import { stageOf, type Named, type Stage } from '../case/gaps.ts';
import type { MaterialGroup } from '../dossier/open.ts';
import type { Schema } from '../form/schema.ts';
import { fieldId, jumpTo } from '../model/jump.ts';
import { shapeOf } from '../model/shapes.ts';
import { useScratch, type Kept } from '../model/scratch.ts';
import { readState } from '../model/state.ts';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { useSession } from '../session.ts';
import {
  defectsOf,
  progressOf,
  readChecklist,
  toLookAt,
  withDefects,
  type Checklist,
  type Progress,
} from './checklist.ts';

/** What the parts of the review desk have in common. */
export interface Desk {
  /** Which notice this officer may give now; undefined: the dossier is only read. */
  readonly stage: Stage | undefined;
  readonly groups: readonly MaterialGroup[];
  /** Of these, the ones to be looked at in this round. */
  readonly open: readonly MaterialGroup[];
  readonly list: Checklist;
  readonly change: (list: Checklist) => void;
  readonly kept: Kept<Json>;
  readonly progress: Progress;
  readonly defects: readonly Named[];
  readonly setDefects: (named: readonly Named[]) => void;
  /** The file in the viewer. */
  readonly file: string | undefined;
  readonly look: (file: string) => void;
  /** Which pane beside the material is shown; on a narrow screen, which pane at all. */
  readonly pane: Pane;
  readonly setPane: (pane: Pane) => void;
  /** Leads to an item of the material, wherever it stands. */
  readonly go: (item: string) => void;
}

export type Pane = 'material' | 'files' | 'similar' | 'notice';

const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk this page stands on; undefined where a case has none. */
export const useDesk = (): Desk | undefined => use(DeskContext);

/** Whether a case is examined at the desk: the office reads a whole dossier. */
export const isOnDesk = (view: CaseView): boolean =>
  view.audience.includes('office') && readState(view.state).form !== undefined;

export function DeskProvider({
  view,
  pack,
  procedure,
  children,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly children: ReactNode;
}) {
  const { account } = useSession();
  const [file, setFile] = useState<string>();
  const [pane, setPane] = useState<Pane>(() => (view.status === 'passed' ? 'notice' : 'material'));
  const stage = stageNow(view, procedure);
  const filings = Array.isArray(view.state['submissions']) ? view.state['submissions'].length : 0;
  // Each filing is looked at anew; what it may still be faulted for is in `open`.
  const kept = useScratch<Json>(
    account.id,
    `case.${view.id}.checklist.${stage ?? 'read'}${filings}`,
    {},
  );
  const { set } = kept;
  const list = useMemo(() => readChecklist(kept.value), [kept.value]);
  const groups = useMemo(() => {
    const { form = [] } = readState(view.state);
    return pack.profile.materials.first.filter(({ id }) => form.includes(id));
  }, [view, pack]);
  const open = useMemo(
    () => (stage === undefined ? [] : toLookAt(view, stage, groups)),
    [view, stage, groups],
  );
  const desk = useMemo<Desk>(() => {
    const change = (next: Checklist): void => set(next as unknown as Json);
    return {
      stage,
      groups,
      open,
      list,
      change,
      kept,
      progress: progressOf(list, open),
      defects: defectsOf(list, groups),
      setDefects: (named) => change(withDefects(list, named)),
      file,
      look: (chosen) => {
        setFile(chosen);
        setPane('files');
      },
      pane,
      setPane,
      go: (item) => {
        if (!document.getElementById(fieldId(item))) setPane('material');
        // Once it stands on the page.
        window.setTimeout(() => jumpTo(item));
      },
    };
  }, [stage, groups, open, list, kept, set, file, pane]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}

function stageNow(view: CaseView, procedure: ProcedureView): Stage | undefined {
  const telling = view.actions.find(({ act }) => {
    const spec = procedure.acts.find(({ name }) => name === act);
    return spec !== undefined && shapeOf(spec.input as Schema) === 'gaps';
  });
  return telling && stageOf(telling.act);
}
