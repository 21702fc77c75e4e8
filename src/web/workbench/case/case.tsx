import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ApiProblem } from '../api.ts';
import { ScopeContext } from '../form/scope.tsx';
import { useLanguage } from '../language.tsx';
import {
  caseQuery,
  packsQuery,
  proceduresQuery,
  type CaseView,
  type Pack,
  type ProcedureView,
} from '../queries.ts';
import { placeTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { DraftMark } from '../shell/draft-mark.tsx';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { Actions } from './actions.tsx';
import { Clocks } from './clocks.tsx';
import { DemoGuide } from './demo-guide.tsx';
import { Panels } from './panels.tsx';
import { Parties } from './parties.tsx';
import { Timeline } from './timeline.tsx';

/** A case of any procedure, drawn from its declaration and its state. */
export function CasePage() {
  const { id } = useParams({ from: '/inside/cases/$id' });
  const { account } = useSession();
  const shown = useQuery(caseQuery(id));
  const procedures = useQuery(proceduresQuery);
  const packs = useQuery(packsQuery);
  const view = shown.data;
  const procedure = procedures.data?.find((p) => p.name === view?.procedure);
  const pack = packs.data?.find((p) => p.id === view?.pack);
  if (shown.error && !view) return <Unreadable error={shown.error} />;
  if (!view || !procedure || !pack) return <Waiting />;
  // Somebody else may be looking now (the demonstration changes persons in place).
  if (shown.error instanceof ApiProblem && shown.error.problem.status === 404) {
    return <Unreadable error={shown.error} />;
  }
  const states = Object.fromEntries(procedure.states.map((s) => [s.name, s.title]));
  return (
    <ScopeContext value={{ jurisdiction: view.jurisdiction, pack, about: view, states }}>
      <Whole key={`${view.id} ${account.id}`} view={view} procedure={procedure} pack={pack} />
    </ScopeContext>
  );
}

function Whole({
  view,
  procedure,
  pack,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
  readonly pack: Pack;
}) {
  const { say, read } = useLanguage();
  const heading = usePage(view.title, view.id);
  return (
    <article className="case">
      <header className="case-head">
        <p className="quiet">
          {read(view.procedureTitle)} · {read(placeTitle(view.jurisdiction))}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {view.title}
        </h1>
        <p className="row">
          <strong className="status" aria-live="polite">
            {view.statusTitle ? read(view.statusTitle) : view.status}
          </strong>
          <span className="quiet">{say(`第${view.version}版`, `version ${view.version}`)}</span>
        </p>
        <DraftMark pack={pack} />
      </header>
      <div className="case-main">
        <Actions view={view} procedure={procedure} />
        <DemoGuide view={view} procedure={procedure} />
        <Panels view={view} pack={pack} procedure={procedure} />
      </div>
      <aside className="case-side" aria-label={say('期限与经过', 'Deadlines and history')}>
        <Clocks view={view} />
        <Parties view={view} procedure={procedure} />
        <Timeline view={view} procedure={procedure} pack={pack} />
      </aside>
    </article>
  );
}

function Unreadable({ error }: { readonly error: unknown }) {
  const { say } = useLanguage();
  const title = say('看不到这一事项', 'This case is not shown to you');
  const heading = usePage(title);
  return (
    <section className="card narrow">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <ProblemNote error={error} />
      <p>
        {say(
          '事项在提交之前只有申请一方看得到；提交之后登记机构才能办理。',
          'Before it is filed only the applicant sees a case; the registrar takes it up after that.',
        )}
      </p>
    </section>
  );
}
