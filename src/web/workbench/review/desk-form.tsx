import type { ActView, CaseView, Pack } from '../queries.ts';
import { BeforeAct } from './before-act.tsx';
import type { Desk } from './desk-context.tsx';
import { SureForm } from './sure-form.tsx';

/** An act of the office that asks nothing but to be meant, with what to know before. */
export function DeskForm({
  view,
  pack,
  act,
  law,
  desk,
  done,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly act: ActView;
  readonly law: readonly string[];
  readonly desk: Desk | undefined;
  readonly done: (after: CaseView) => void;
}) {
  return (
    <SureForm view={view} act={act} law={law} done={done}>
      {desk ? <BeforeAct view={view} pack={pack} act={act} desk={desk} /> : null}
    </SureForm>
  );
}
