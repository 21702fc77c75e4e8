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
import { titleWords } from '../words.ts';
import { Actions } from './actions.tsx';
import { Clocks } from './clocks.tsx';
import { DemoGuide } from './demo-guide.tsx';
import { Downloads } from './downloads.tsx';
import { Panels } from './panels.tsx';
import { Parties } from './parties.tsx';
import { usePlaces } from './places.ts';
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
  if (shown.error && !view) return <Unreadable id={id} error={shown.error} />;
  if (!view || !procedure || !pack) return <Waiting />;
  // Somebody else may be looking now (the demonstration changes persons in place).
  if (shown.error instanceof ApiProblem && shown.error.problem.status === 404) {
    return <Unreadable id={id} error={shown.error} />;
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
  const title = read(titleWords(view.title));
  const heading = usePage(title, view.id);
  const onLog = usePlaces(view.id);
  return (
    <article className="case">
      <header className="case-head">
        <p className="quiet">
          {read(view.procedureTitle)} · {read(placeTitle(view.jurisdiction))}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {title}
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
        <Panels view={view} pack={pack} procedure={procedure} onLog={onLog} />
        <Downloads view={view} />
      </div>
      <aside className="case-side" aria-label={say('期限与经过', 'Deadlines and history')}>
        <Clocks view={view} />
        <Parties view={view} procedure={procedure} />
        <Timeline view={view} procedure={procedure} pack={pack} places={onLog.places} />
      </aside>
    </article>
  );
}

function Unreadable({ id, error }: { readonly id: string; readonly error: unknown }) {
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
          '事项只给申请一方和经办的登记机构看；提交之前登记机构也看不到。公示中的登记，任何人都可以看公示。',
          'A case is shown to the applicant, and from its filing on to the registrar. While a notice runs, anybody may read the notice.',
        )}
      </p>
      <p>
        <a href={`/notices/${id}`}>{say('看这一事项的公示', 'Read its public notice')}</a>
      </p>
    </section>
  );
}
