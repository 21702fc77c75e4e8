import { useRef, useState } from 'react';
import { isDrawnUp, takenAtWork } from '../applicant/at-work.ts';
import type { Schema } from '../form/schema.ts';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { shapeOf } from '../model/shapes.ts';
import type { ActView, CaseView, ProcedureView } from '../queries.ts';
import { AfterAct, type Taken } from '../review/after-act.tsx';
import { outcomeOf } from '../review/decision-words.ts';
import { useDesk } from '../review/desk-context.tsx';
import { isObjection } from '../review/is-objection.ts';
import { tellingIn } from '../review/petition.ts';
import { endsIt, leadsOn, ranked, sendsBack } from '../review/ranks.ts';
import { announce } from '../shell/announce.tsx';
import { Cites } from '../shell/cites.tsx';
import { ActDrawer } from './act-drawer.tsx';
import { Above, Closed, NothingToDo } from './action-notes.tsx';

type Action = CaseView['actions'][number];

/** What this person may do now, and why the rest is closed. */
export function Actions({
  view,
  procedure,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
}) {
  const { say, read, language } = useLanguage();
  const desk = useDesk();
  const [chosen, setChosen] = useState<string>();
  const [taken, setTaken] = useState<Taken>();
  const opener = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const acts = new Map(procedure.acts.map((act) => [act.name, act]));
  const office = view.audience.includes('office');
  // Acts whose place is a part of the page: the dossier, the list of seals.
  const above = takenAtWork(view, procedure);
  const beyond = view.actions.filter(({ act }) => !above.has(act));
  const listed = beyond.filter(({ act }) => !inPlace(acts.get(act), view));
  const placed = desk ? [] : beyond.filter((action) => !listed.includes(action));
  const { main, beside } = office
    ? ranked(listed, view, procedure)
    : { main: listed, beside: [] as readonly Action[] };
  const onwards = listed.filter(
    ({ act }) =>
      leadsOn(acts.get(act), view, procedure) &&
      !(office && sendsBack(acts.get(act), view, procedure)),
  );
  // Where the office decides, no outcome is put before another.
  const decides = office && listed.some(({ act }) => endsIt(acts.get(act), procedure));
  const current = chosen === undefined ? undefined : acts.get(chosen);
  const telling = office && !desk ? tellingIn(view, procedure) : undefined;
  const done = (act: ActView, from: string) => (after: CaseView) => {
    announce(
      say(`已办理：${act.title.zh}`, `Done: ${act.title.en}`) + ` · ${read(after.statusTitle)}`,
    );
    setTaken(office && after.status !== from ? { title: act.title } : undefined);
    setChosen(undefined);
  };
  const button = (action: Action, primary: boolean) => (
    <li key={action.act} className="action">
      <button
        type="button"
        className={primary ? 'button-primary' : 'button'}
        onClick={(event) => {
          opener.current = event.currentTarget;
          setChosen(action.act);
        }}
      >
        {read(action.title)}
        {desk &&
        shapeOf(acts.get(action.act)?.input as Schema) === 'gaps' &&
        desk.defects.length > 0
          ? say(`（${desk.defects.length}项）`, ` (${desk.defects.length})`)
          : ''}
      </button>
      <span className="quiet">{read(action.help) || <Cites law={action.law} />}</span>
    </li>
  );
  return (
    <section className="card actions" aria-labelledby="actions">
      <h2 id="actions" ref={heading} tabIndex={-1}>
        {say('现在可以办理', 'What you may do now')}
      </h2>
      {taken ? (
        <AfterAct view={view} procedure={procedure} taken={taken} mine={onwards.length > 0} />
      ) : null}
      {view.actions.length === 0 && !taken ? <NothingToDo view={view} /> : null}
      {beyond.length < view.actions.length ? <Above drawn={isDrawnUp(view, procedure)} /> : null}
      {desk && listed.length === 0 && view.actions.length > 0 && !taken ? (
        <p className="quiet">
          {say(
            '这一步不由您决定。可以在下面的材料里办理：',
            'This step is not yours to decide. In the material below you may: ',
          )}
          {listWords(
            view.actions.map(({ title }) => read(title)),
            language,
          )}
          {say('。', '.')}
        </p>
      ) : null}
      {placed.length + main.length > 0 ? (
        <ul className="plain-list act-list">
          {placed.map((action) => (
            <li key={action.act} className="action">
              <a className="button" href={placeOf(acts.get(action.act))}>
                {read(action.title)}
              </a>
              <span className="quiet">{read(action.help)}</span>
            </li>
          ))}
          {main.map((action) =>
            button(action, onwards.length === 1 && onwards[0] === action && !decides),
          )}
        </ul>
      ) : null}
      {beside.length > 0 ? (
        <details>
          <summary>
            {say(`其他可以办理的${beside.length}项`, `${beside.length} more you may do`)}
          </summary>
          <ul className="plain-list">{beside.map((action) => button(action, false))}</ul>
        </details>
      ) : null}
      <Closed view={view} />
      <ActDrawer
        view={view}
        procedure={procedure}
        act={current}
        petition={telling?.act === chosen ? telling : undefined}
        done={done}
        close={() => setChosen(undefined)}
        closed={() => {
          // What was just done may be open no longer: then at the list of what is.
          (opener.current?.isConnected ? opener.current : heading.current)?.focus();
        }}
      />
    </section>
  );
}

/** The part of the page where such an act is taken. */
const placeOf = (act: ActView | undefined): string =>
  act && outcomeOf(act) ? '#decision' : '#dossier';

/** Acts that are taken where their content stands, instead of in a form of their own. */
function inPlace(act: ActView | undefined, view: CaseView): boolean {
  const shape = act ? shapeOf(act.input as Schema) : 'form';
  if (act && outcomeOf(act)) return isObjection(view);
  if (shape === 'material' || shape === 'import') return Array.isArray(view.state['form']);
  return shape === 'seal' && Array.isArray(view.state['seals']);
}
