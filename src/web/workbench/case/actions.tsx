import { Drawer } from 'antd';
import { useRef, useState } from 'react';
import { ActForm } from '../form/act-form.tsx';
import { fieldsFor, initial, type Schema, type Values } from '../form/schema.ts';
import { reread, useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import type { ActView, CaseView, ProcedureView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { Cites } from '../shell/cites.tsx';
import { useDoors } from './entry-doors.tsx';
import { GapComposer } from './gap-composer.tsx';
import { shapeOf } from '../model/shapes.ts';

type Drafts = Readonly<Record<string, Values>>;

/** What this person may do now, and why the rest is closed. */
export function Actions({
  view,
  procedure,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
}) {
  const { say, read } = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const opener = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [drafts, setDrafts] = useState<Drafts>({});
  const doors = useDoors(view).length;
  const acts = new Map(procedure.acts.map((act) => [act.name, act]));
  // Acts whose place is a part of the page: the dossier, the list of seals.
  const listed = view.actions.filter(({ act }) => !inPlace(acts.get(act), view));
  const placed = view.actions.filter((action) => !listed.includes(action));
  const onwards = listed.filter(({ act }) => leadsOn(acts.get(act), view, procedure));
  // Where the office decides, no outcome is put before another.
  const decides =
    view.audience.includes('office') && listed.some(({ act }) => endsIt(acts.get(act), procedure));
  const current = chosen === undefined ? undefined : acts.get(chosen);
  const open = view.actions.some(({ act }) => act === chosen);
  return (
    <section className="card actions" aria-labelledby="actions">
      <h2 id="actions" ref={heading} tabIndex={-1}>
        {say('现在可以办理', 'What you may do now')}
      </h2>
      {view.actions.length === 0 ? (
        <p className="quiet">
          {say('目前没有您可以办理的事项。', 'There is nothing for you to do now.')}{' '}
          {doors > 0 ? (
            <a href="#entry">
              {say(
                '可以就这一登记提出的申请，见“登记簿条目”',
                'What can be asked about this entry',
              )}
            </a>
          ) : null}
        </p>
      ) : null}
      <ul className="plain-list">
        {placed.map((action) => (
          <li key={action.act} className="action">
            <a className="button" href={placeOf(acts.get(action.act))}>
              {read(action.title)}
            </a>
            <span className="quiet">{read(action.help)}</span>
          </li>
        ))}
        {listed.map((action) => (
          <li key={action.act} className="action">
            <button
              type="button"
              className={
                onwards.length === 1 && onwards[0] === action && !decides
                  ? 'button-primary'
                  : 'button'
              }
              onClick={(event) => {
                opener.current = event.currentTarget;
                setChosen(action.act);
              }}
            >
              {read(action.title)}
            </button>
            <span className="quiet">{read(action.help) || <Cites law={action.law} />}</span>
          </li>
        ))}
      </ul>
      <Closed view={view} />
      <Drawer
        open={current !== undefined}
        onClose={() => setChosen(undefined)}
        // Who changes their mind is back at the button they came from.
        afterOpenChange={(isOpen) => {
          if (isOpen) return;
          // What was just done may be open no longer: then at the list of what is.
          (opener.current?.isConnected ? opener.current : heading.current)?.focus();
        }}
        title={read(current?.title)}
        size={720}
        className="act-drawer"
        destroyOnHidden
      >
        {current ? (
          <Taking
            key={current.name}
            view={view}
            act={current}
            law={view.actions.find(({ act }) => act === chosen)?.law ?? []}
            open={open}
            values={drafts[current.name] ?? initial(current.input as Schema)}
            change={(values) => setDrafts({ ...drafts, [current.name]: values })}
            done={() => {
              setChosen(undefined);
              setDrafts(({ [current.name]: _sent, ...others }) => others);
            }}
          />
        ) : null}
      </Drawer>
    </section>
  );
}

/** The part of the page where such an act is taken. */
const placeOf = (act: ActView | undefined): string =>
  act && shapeOf(act.input as Schema) === 'seal' ? '#seals' : '#dossier';

/** Acts that are taken where their content stands, instead of in a form of their own. */
function inPlace(act: ActView | undefined, view: CaseView): boolean {
  const shape = act ? shapeOf(act.input as Schema) : 'form';
  if (shape === 'material' || shape === 'import') return Array.isArray(view.state['form']);
  return shape === 'seal' && Array.isArray(view.state['seals']);
}

/** Whether an act brings the case forward, rather than working on it where it stands or ending it. */
function leadsOn(act: ActView | undefined, view: CaseView, procedure: ProcedureView): boolean {
  if (!act || act.to.some((to) => to === view.status || act.from.includes(to))) return false;
  return act.to.some((to) => procedure.states.some((s) => s.name === to && !s.terminal));
}

/** Whether an act brings the case to its end. */
const endsIt = (act: ActView | undefined, procedure: ProcedureView): boolean =>
  act?.to.some((to) => procedure.states.some((s) => s.name === to && s.terminal)) === true;

function Closed({ view }: { readonly view: CaseView }) {
  const { say, read } = useLanguage();
  if (view.closed.length === 0) return null;
  return (
    <details>
      <summary>
        {say(
          `暂不能办理的${view.closed.length}项及原因`,
          `${view.closed.length} closed acts, and why`,
        )}
      </summary>
      <ul className="plain-list closed">
        {view.closed.map((one) => (
          <li key={one.act}>
            <strong>{read(one.title)}</strong>
            <p>{read(one.why.sentence)}</p>
            <Cites law={one.why.cites} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Taking({
  view,
  act,
  law,
  open,
  values,
  change,
  done,
}: {
  readonly view: CaseView;
  readonly act: ActView;
  readonly law: readonly string[];
  readonly open: boolean;
  readonly values: Values;
  readonly change: (values: Values) => void;
  readonly done: () => void;
}) {
  const { say, read } = useLanguage();
  const take = useAct(view);
  // Whoever asks for their own entry is not asked what only others must say.
  const own = view.state['own'] === true || view.state['capacity'] === 'registrant';
  const input = fieldsFor(act.input as Schema, own ? ['others'] : [], false);
  const asked = { ...act, input: input as typeof act.input };
  const send = (input: Parameters<typeof take.mutate>[0]['input']): void =>
    take.mutate(
      { act: act.name, input },
      {
        onSuccess: (after) => {
          announce(
            say(`已办理：${act.title.zh}`, `Done: ${act.title.en}`) +
              ` · ${read(after.statusTitle)}`,
          );
          done();
        },
      },
    );
  const special =
    shapeOf(act.input as Schema) === 'gaps'
      ? (tried: boolean) => (
          <GapComposer view={view} act={act.name} values={values} tried={tried} change={change} />
        )
      : undefined;
  return (
    <>
      {open ? null : (
        <p className="note note-warn">
          {say(
            '事项已有变化，这一办理目前不再开放；已填内容仍在。',
            'The case has moved on and this act is closed now; what you typed is still here.',
          )}
        </p>
      )}
      <ActForm
        act={asked}
        law={law}
        values={values}
        change={change}
        send={send}
        busy={take.isPending}
        error={take.error}
        reread={() => void reread(view.id).then(() => take.reset())}
        special={special}
      />
    </>
  );
}
