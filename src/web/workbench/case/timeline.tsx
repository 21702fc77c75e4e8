import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
import { LogMark } from './log-mark.tsx';
import { runsOf } from './runs.ts';
import type { Places } from './standing.ts';
import { Facts } from './value.tsx';

/** The kernel's own event, put on record when a calendar was loaded. */
const RECALCULATED = 'clock.DeadlineRecalculated';

interface About {
  readonly procedure: ProcedureView;
  readonly pack: Pack;
}

/** What happened, newest first: who, when, under which articles, which deadlines it started. */
export function Timeline({
  view,
  places,
  ...about
}: About & { readonly view: CaseView; readonly places: Places | undefined }) {
  const { say } = useLanguage();
  const history = useQuery(historyQuery(view.id));
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">{say('办理经过', 'History')}</h2>
      <ProblemNote error={history.error} />
      <ol className="timeline">
        {runsOf(history.data ?? []).map((run) => (
          <Run key={run[0]?.version} run={run} {...about}>
            {places ? (
              <LogMark
                id={view.id}
                marked={run.flatMap(({ version }) => places.list[version - 1] ?? [])}
                witnesses={places.witnesses}
              />
            ) : null}
          </Run>
        ))}
      </ol>
    </section>
  );
}

function Run({
  run,
  procedure,
  pack,
  children,
}: About & { readonly run: readonly HistoryEvent[]; readonly children: ReactNode }) {
  const { say, read, language } = useLanguage();
  const [last] = run;
  if (!last) return null;
  const { actor } = last;
  const contents = run.map(contentOf).filter((one) => Object.keys(one).length > 0);
  const clock = (name: unknown): string =>
    read(procedure.clocks.find((c) => c.name === name)?.title) || String(name);
  return (
    <li>
      <strong>
        {read(last.title)}
        {run.length > 1 ? say(`（${run.length}次）`, ` (${run.length} times)`) : ''}
      </strong>
      {children}
      <div className="quiet">
        <time dateTime={last.at}>{momentWords(last.at, language)}</time>
        {' · '}
        {actor.role === 'system' ? say('系统自动', 'automatically') : read(roleTitle(actor.role))}
        {actor.name ? ` ${actor.name}` : ''}
      </div>
      {last.deadlines.map((deadline) => (
        <div key={String(deadline['clock'])}>
          {last.type === RECALCULATED
            ? say('重新计算：', 'Counted again: ')
            : say('起算：', 'Started: ')}
          {clock(deadline['clock'])}
          {say('，至 ', ', until ')}
          {dateWords(String(deadline['due']), language)}
          {deadline['provisional'] === true ? say('（暂定）', ' (provisional)') : null}
          {deadline['provisional'] === false && last.type === RECALCULATED
            ? say('（已确定）', ' (firm)')
            : null}
        </div>
      ))}
      <Cites law={last.law} />
      {contents.length > 0 ? (
        <details>
          <summary>{say('内容', 'Content')}</summary>
          {contents.map((content) => (
            <Facts key={JSON.stringify(content)} values={content} pack={pack} />
          ))}
        </details>
      ) : null}
    </li>
  );
}

/** The public part and every private group this reader may see, as one. */
function contentOf(event: HistoryEvent): Readonly<Record<string, unknown>> {
  const groups = Object.values(event.private) as Readonly<Record<string, unknown>>[];
  return Object.assign({ ...event.data }, ...groups) as Readonly<Record<string, unknown>>;
}
