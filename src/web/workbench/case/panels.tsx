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
import { Seals } from './seals.tsx';
import { Similar } from './similar.tsx';
import { readState } from '../model/state.ts';
import { Facts } from './value.tsx';

const Evaluation = lazy(async () => ({ default: (await import('./evaluation.tsx')).Evaluation }));
const Dossier = lazy(async () => ({ default: (await import('../dossier/dossier.tsx')).Dossier }));

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
  const { say } = useLanguage();
  const state = readState(view.state);
  // The figures of an evaluation have words and units of their own.
  const { figures, ...others } = state.rest;
  const evaluated = view.procedure === 'eval' && Boolean(figures);
  const rest = evaluated ? others : state.rest;
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
      <Differences view={view} pack={pack} />
      {state.notices.length > 0 ? <Notices notices={state.notices} pack={pack} /> : null}
      {state.findings && !state.result ? <Findings findings={state.findings} pack={pack} /> : null}
      {state.form ? (
        <Suspense fallback={<Waiting />}>
          <Dossier view={view} pack={pack} procedure={procedure} form={state.form} />
        </Suspense>
      ) : null}
      {state.seals.length > 0 ? (
        <Seals view={view} procedure={procedure} seals={state.seals} />
      ) : null}
      {state.form ? <Similar id={view.id} /> : null}
      {state.preview && !state.rest['notice'] ? (
        <Preview preview={state.preview} pack={pack} />
      ) : null}
      {evaluated ? (
        <Suspense fallback={<Waiting />}>
          <Evaluation view={view} />
        </Suspense>
      ) : null}
      {Object.keys(rest).length > 0 ? (
        <section className="card" aria-labelledby="rest">
          <h2 id="rest">{say('事项内容', 'Content of the case')}</h2>
          <Facts values={rest} pack={pack} />
        </section>
      ) : null}
    </>
  );
}
