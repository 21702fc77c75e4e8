import type { ActView, CaseView, Pack, ProcedureView } from '../queries.ts';
import { BeforeAct } from './before-act.tsx';
import { BeforePetition } from './before-petition.tsx';
import type { Desk } from './desk-context.tsx';
import { SureForm } from './sure-form.tsx';

/** An act of the office that asks nothing but to be meant, with what to know before. */
export function DeskForm({
  view,
  pack,
  procedure,
  act,
  law,
  desk,
  done,
  leave,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly act: ActView;
  readonly law: readonly string[];
  readonly desk: Desk | undefined;
  readonly done: (after: CaseView) => void;
  /** Closes the form; then something on the page is looked at. */
  readonly leave: (then: () => void) => void;
}) {
  return (
    <SureForm view={view} act={act} law={law} done={done}>
      {desk ? (
        <BeforeAct view={view} pack={pack} act={act} desk={desk} leave={leave} />
      ) : (
        <BeforePetition view={view} pack={pack} procedure={procedure} act={act} />
      )}
    </SureForm>
  );
}
