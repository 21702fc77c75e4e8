import { lazy, Suspense } from 'react';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { Waiting } from '../shell/states.tsx';
import { Finality, type OnLog } from './finality.tsx';
import { Differences } from './differences.tsx';
import { Drift } from './drift.tsx';
import { EntryPanel } from './entry.tsx';
import { Findings } from './findings.tsx';
import { Notices } from './notices.tsx';
import { Preview } from './preview.tsx';
import { Result } from './result.tsx';
import { Similar } from './similar.tsx';
import { readState } from '../model/state.ts';
import { isAtWork, isDrawnUp } from '../applicant/at-work.ts';
import { isObjection } from '../review/is-objection.ts';
import { isOnDesk } from '../review/desk-context.tsx';
import { NewTermCard, renewingIn } from '../review/new-term.tsx';
import { Facts } from './value.tsx';
import { WordsTold } from './words-letter.tsx';

const Evaluation = lazy(async () => ({ default: (await import('./evaluation.tsx')).Evaluation }));
const DossierFor = lazy(async () => ({
  default: (await import('../applicant/dossier-for.tsx')).DossierFor,
}));
const AskedToAgree = lazy(async () => ({
  default: (await import('../applicant/asked-to-agree.tsx')).AskedToAgree,
}));
const DecisionGiven = lazy(async () => ({
  default: (await import('../review/decision-letter.tsx')).DecisionGiven,
}));
const ObjectionDesk = lazy(async () => ({
  default: (await import('../review/objection-desk.tsx')).ObjectionDesk,
}));
const PetitionDesk = lazy(async () => ({
  default: (await import('../review/petition-desk.tsx')).PetitionDesk,
}));
const ReviewDesk = lazy(async () => ({ default: (await import('../review/desk.tsx')).ReviewDesk }));

/** The state of a case: known shapes in their own panels, everything else by name and value. */
export function Panels({
  view,
  pack,
  procedure,
  onLog,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly onLog: OnLog;
}) {
  const state = readState(view.state);
  // The figures of an evaluation have words and units of their own.
  const { figures, ...others } = state.rest;
  const evaluated = view.procedure === 'eval' && Boolean(figures);
  const objection = isObjection(view);
  const telling = procedure.acts.find(({ emits }) => emits.includes('reg.RenewalGapsNotified'));
  const rest = objection
    ? without(state.rest, SIDES)
    : evaluated
      ? others
      : telling
        ? without(state.rest, TOLD)
        : state.rest;
  // What has its place at the desk is not shown a second time beside it.
  const onDesk = isOnDesk(view);
  const office = view.audience.includes('office');
  // Nor what the applicant's own pages show by themselves.
  const drawnUp = isDrawnUp(view, procedure);
  const onlyOwns = view.audience.length > 0 && view.audience.every((one) => one === 'coOwner');
  const atWork = isAtWork(view, procedure);
  const renewing = renewingIn(view);
  const notices =
    state.notices.length > 0 ? <Notices view={view} notices={state.notices} pack={pack} /> : null;
  return (
    <>
      {state.result ? (
        <Result view={view} result={state.result} pack={pack}>
          <Finality procedure={procedure} onLog={onLog} />
        </Result>
      ) : null}
      {state.life && state.result ? (
        <EntryPanel
          view={view}
          pack={pack}
          life={state.life}
          national={state.national}
          result={state.result}
        />
      ) : null}
      <Drift view={view} pack={pack} />
      {onDesk ? null : <Differences view={view} pack={pack} />}
      {atWork ? null : notices}
      {telling ? <WordsTold view={view} pack={pack} law={telling.law} /> : null}
      {state.findings && !state.result && !onDesk && office ? (
        <Findings findings={state.findings} pack={pack} />
      ) : null}
      {objection ? (
        <Suspense fallback={<Waiting />}>
          <ObjectionDesk view={view} pack={pack} procedure={procedure} />
        </Suspense>
      ) : null}
      {'replyMissed' in view.state ? (
        <Suspense fallback={<Waiting />}>
          <DecisionGiven view={view} pack={pack} procedure={procedure} />
        </Suspense>
      ) : null}
      {renewing ? <NewTermCard of={renewing} pack={pack} procedure={procedure} /> : null}
      {office && PETITIONS.includes(view.procedure) ? (
        <Suspense fallback={<Waiting />}>
          <PetitionDesk view={view} pack={pack} procedure={procedure} />
        </Suspense>
      ) : null}
      {onDesk ? (
        <Suspense fallback={<Waiting />}>
          <ReviewDesk view={view} pack={pack} procedure={procedure} />
        </Suspense>
      ) : null}
      {onlyOwns ? (
        <Suspense fallback={<Waiting />}>
          <AskedToAgree view={view} />
        </Suspense>
      ) : null}
      {state.form && !onDesk ? (
        <Suspense fallback={<Waiting />}>
          <DossierFor view={view} pack={pack} procedure={procedure} form={state.form} />
        </Suspense>
      ) : null}
      {atWork ? notices : null}
      {state.form && !onDesk ? <Similar id={view.id} /> : null}
      {state.preview && !state.rest['notice'] && !onDesk && (!drawnUp || onlyOwns) ? (
        <Preview preview={state.preview} pack={pack} />
      ) : null}
      {evaluated ? (
        <Suspense fallback={<Waiting />}>
          <Evaluation view={view} />
        </Suspense>
      ) : null}
      {Object.keys(rest).length > 0 ? <Rest values={rest} pack={pack} folded={onDesk} /> : null}
    </>
  );
}

/** What no panel shows; where a desk shows nearly everything, it is folded. */
function Rest({
  values,
  pack,
  folded,
}: {
  readonly values: Readonly<Record<string, unknown>>;
  readonly pack: Pack;
  readonly folded: boolean;
}) {
  const { say } = useLanguage();
  const title = say('事项内容', 'Content of the case');
  if (folded)
    return (
      <details className="card">
        <summary>{title}</summary>
        <Facts values={values} pack={pack} />
      </details>
    );
  return (
    <section className="card" aria-labelledby="rest">
      <h2 id="rest">{title}</h2>
      <Facts values={values} pack={pack} />
    </section>
  );
}

/** What the objection desk shows. */
const SIDES = [
  'about',
  'issued',
  'objector',
  'registrant',
  'claim',
  'reply',
  'replyMissed',
  'decision',
];

/** What the notice of a renewal shows, and its terms. */
const TOLD = ['gaps', 'gapsOn', 'wouldBe'];

/** Procedures in which papers and items are held against an entry. */
const PETITIONS = ['reg.correct', 'reg.renew', 'reg.cancel', 'reg.revoke'];

const without = (
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
