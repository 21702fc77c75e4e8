import { Dossier } from '../dossier/dossier.tsx';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { isAsked, isDrawnUp } from './at-work.ts';
import { Defects } from './defects.tsx';
import { Wizard } from './wizard.tsx';

interface Props {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly form: readonly string[];
}

/** The dossier for the side that files it: four pages while it is drawn up, the named defects while they are
 *  mended, and to read in between. */
export function DossierFor(props: Props) {
  const { view, procedure } = props;
  if (isDrawnUp(view, procedure) && view.audience.some((one) => one !== 'coOwner'))
    return <Wizard {...props} />;
  const asked = isAsked(view, procedure);
  return (
    <>
      {asked ? <Defects {...props} /> : null}
      <Dossier {...props} rest={asked} />
    </>
  );
}
