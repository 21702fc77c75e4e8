import { useQuery } from '@tanstack/react-query';
import { gapsOf, turnOf, type Turn } from '../../../kernel/turn.ts';
import { dateWords, dayOfMoment, listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { readState } from '../model/state.ts';
import { historyQuery, type CaseView, type Pack, type ProcedureView } from '../queries.ts';
import { Due } from '../queue/due.tsx';
import { Cites } from '../shell/cites.tsx';
import { lawIn } from '../words.ts';
import { EndNote } from './end-note.tsx';
import { ObjectionsNote } from './objections-note.tsx';
import { Receipt } from './receipt.tsx';
import { StepLine } from './step-line.tsx';
import { stepsOf } from './line.ts';
import { turnWords } from './turn-words.ts';
import './applicant.css';

/** At the head of a case for those it belongs to: where it is, who has it, until when, under which article,
 *  and what they may do. Drawn from the declaration of the procedure and from its clocks. */
export function Tracker({
  view,
  pack,
  procedure,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
}) {
  const { say, read, language } = useLanguage();
  const { data: history } = useQuery(historyQuery(view.id));
  const steps = stepsOf(procedure, pack, view.status, history ?? []);
  const state = procedure.states.find(({ name }) => name === view.status);
  const { findings = [] } = readState(view.state);
  const running = view.clocks.filter((one) => one.state === 'running');
  const { turn, acts } = turnOf(procedure, view.status, {
    places: view.audience,
    open: view.actions.map(({ act }) => act),
    ...gapsOf(findings, view.audience),
    running: running.map(({ name }) => name),
  });
  const [clock] = running.toSorted((a, b) => (a.due < b.due ? -1 : 1));
  const law = clock?.law ?? procedure.acts.find(({ name }) => name === acts[0])?.law ?? [];
  const since = history?.at(-1)?.at;
  return (
    <section className="card tracker" aria-labelledby="tracker">
      <h2 id="tracker" className="hidden">
        {say('办到哪一步了', 'Where it is')}
      </h2>
      <StepLine steps={steps} view={view} pack={pack} />
      {state?.terminal ? (
        <EndNote view={view} pack={pack} />
      ) : (
        <dl className="tracker-now">
          <div>
            <dt>{say('在谁手里', 'Who has it')}</dt>
            <dd>
              <strong>{read(turnWords(turn, pack))}</strong>
              {since ? (
                <span className="quiet">
                  {say(
                    `${dateWords(dayOfMoment(since), language)}起`,
                    `since ${dateWords(dayOfMoment(since), language)}`,
                  )}
                </span>
              ) : null}
            </dd>
          </div>
          <div>
            <dt>{say('到什么时候', 'Until when')}</dt>
            <dd>
              {clock ? (
                <>
                  <Due due={clock.due} provisional={clock.provisional} left={clock.left} />
                  <span className="quiet">{read(clock.title)}</span>
                </>
              ) : (
                <span className="quiet">
                  {say('这一步没有法定期限', 'No statutory time runs here')}
                </span>
              )}
            </dd>
          </div>
          <div>
            <dt>{say('依据', 'Under')}</dt>
            <dd>
              <Cites law={lawIn(pack, law)} bare />
            </dd>
          </div>
          <div>
            <dt>{say('我现在可以', 'What I may do')}</dt>
            <dd>{mayDo(turn, view, say, read, language)}</dd>
          </div>
        </dl>
      )}
      <ObjectionsNote view={view} />
      <Receipt view={view} procedure={procedure} />
    </section>
  );
}

function mayDo(
  turn: Turn,
  view: CaseView,
  say: (zh: string, en: string) => string,
  read: ReturnType<typeof useLanguage>['read'],
  language: ReturnType<typeof useLanguage>['language'],
): string {
  const titles = view.actions.map(({ title }) => read(title));
  if (titles.length === 0)
    return say('等着，有进展会发消息', 'Wait: you will be told when it moves');
  const named = listWords(titles.slice(0, 4), language);
  const more =
    titles.length > 4 ? say(`等${titles.length}项`, ` and ${titles.length - 4} more`) : '';
  if (turn === 'colleague')
    return say(
      `在下面“送出”处请同事审核；要改的话：${named}${more}`,
      `Ask a colleague for the review, under “Send”; to change it: ${named}${more}`,
    );
  return turn === 'me'
    ? named + more
    : say(`不必做什么；也可以：${named}${more}`, `Nothing needed; possible: ${named}${more}`);
}
