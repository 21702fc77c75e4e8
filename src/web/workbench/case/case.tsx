import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
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
import { isAtWork } from '../applicant/at-work.ts';
import { DraftMark } from '../shell/draft-mark.tsx';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { titleWords } from '../words.ts';
import { Actions } from './actions.tsx';
import { Clocks } from './clocks.tsx';
import { DemoGuide } from './demo-guide.tsx';
import { Downloads } from './downloads.tsx';
import { DeskProvider, isOnDesk } from '../review/desk-context.tsx';
import { Due } from '../queue/due.tsx';
import { Holder } from '../queue/holder.tsx';
import { LatePrompt } from '../review/late.tsx';
import { Panels } from './panels.tsx';
import { Parties } from './parties.tsx';
import { usePlaces } from './places.ts';
import { Timeline } from './timeline.tsx';

const Tracker = lazy(async () => ({
  default: (await import('../applicant/tracker.tsx')).Tracker,
}));

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
      <Desk key={`${view.id} ${account.id}`} view={view} procedure={procedure} pack={pack} />
    </ScopeContext>
  );
}

interface Shown {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
  readonly pack: Pack;
}

/** What the office examines stands on its desk; everything else is only shown. */
function Desk(shown: Shown) {
  if (!isOnDesk(shown.view)) return <Whole {...shown} />;
  return (
    <DeskProvider {...shown}>
      <Whole {...shown} />
    </DeskProvider>
  );
}

function Whole({ view, procedure, pack }: Shown) {
  const { say, read } = useLanguage();
  const title = read(titleWords(view.title));
  const heading = usePage(title, view.id);
  const onLog = usePlaces(view.id);
  const office = view.audience.includes('office');
  const atWork = isAtWork(view, procedure);
  return (
    <article className={isOnDesk(view) ? 'case on-desk' : 'case'}>
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
          {office ? <NextDue view={view} /> : null}
        </p>
        <DraftMark pack={pack} />
        <Holder view={view} />
        {office ? null : (
          <Suspense fallback={<Waiting />}>
            <Tracker view={view} pack={pack} procedure={procedure} />
          </Suspense>
        )}
      </header>
      <div className="case-main">
        {atWork ? null : <Actions view={view} procedure={procedure} />}
        {office ? <LatePrompt view={view} procedure={procedure} /> : null}
        <DemoGuide view={view} procedure={procedure} />
        <Panels view={view} pack={pack} procedure={procedure} onLog={onLog} />
        {atWork ? <Actions view={view} procedure={procedure} /> : null}
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

/** What runs out first, beside the status: an officer reads it before anything else. */
function NextDue({ view }: { readonly view: CaseView }) {
  const { read } = useLanguage();
  const [next] = view.clocks
    .filter(({ state, name, owed }) => owed || (state === 'running' && name !== 'validity'))
    .toSorted((a, b) => (a.due < b.due ? -1 : 1));
  if (!next) return null;
  return (
    <span className="row next-due">
      <span className="quiet">{read(next.title)}</span>
      <Due due={next.due} provisional={next.provisional} left={next.left} />
    </span>
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
