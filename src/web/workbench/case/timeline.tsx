import { useQuery } from '@tanstack/react-query';
import { dateWords, momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import {
  historyQuery,
  type CaseView,
  type HistoryEvent,
  type Pack,
  type ProcedureView,
} from '../queries.ts';
import { roleTitle } from '../roles.ts';
import { Cites } from '../shell/cites.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Facts } from './value.tsx';

interface About {
  readonly procedure: ProcedureView;
  readonly pack: Pack;
}

/** What happened, newest first: who, when, under which articles, which deadlines it started. */
export function Timeline({ view, procedure, pack }: About & { readonly view: CaseView }) {
  const { say } = useLanguage();
  const history = useQuery(historyQuery(view.id));
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">{say('办理经过', 'History')}</h2>
      <ProblemNote error={history.error} />
      <ol className="timeline" reversed>
        {history.data?.toReversed().map((event) => (
          <OneEvent
            key={`${event.version} ${event.type}`}
            event={event}
            procedure={procedure}
            pack={pack}
          />
        ))}
      </ol>
    </section>
  );
}

function OneEvent({ event, procedure, pack }: About & { readonly event: HistoryEvent }) {
  const { say, read, language } = useLanguage();
  const clock = (name: unknown): string =>
    read(procedure.clocks.find((c) => c.name === name)?.title) || String(name);
  const shown = { ...event.data, ...Object.assign({}, ...Object.values(event.private)) } as Record<
    string,
    unknown
  >;
  const system = event.actor.role === 'system';
  return (
    <li>
      <strong>{read(event.title)}</strong>
      <div className="quiet">
        <time dateTime={event.at}>{momentWords(event.at, language)}</time>
        {' · '}
        {system ? say('系统自动', 'automatically') : read(roleTitle(event.actor.role))}
        {event.actor.name ? ` ${event.actor.name}` : ''}
      </div>
      {event.deadlines.map((deadline) => (
        <div key={String(deadline['clock'])}>
          {say('起算 ', 'Started: ')}
          {clock(deadline['clock'])}
          {say('，至 ', ', until ')}
          {dateWords(String(deadline['due']), language)}
        </div>
      ))}
      <Cites law={event.law} />
      {Object.keys(shown).length > 0 ? (
        <details>
          <summary>{say('内容', 'Content')}</summary>
          <Facts values={shown} pack={pack} />
        </details>
      ) : null}
    </li>
  );
}
