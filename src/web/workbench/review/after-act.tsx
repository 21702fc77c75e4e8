import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, ProcedureView } from '../queries.ts';
import { roleTitle } from '../roles.ts';
import type { Text } from '../../../base/text.ts';
import { NextCase } from './next-case.tsx';
import { leadsOn } from './ranks.ts';

export interface Taken {
  readonly title: Text;
}

/** After an act: what happened, what is next and whose turn it is, and the next case. */
export function AfterAct({
  view,
  procedure,
  taken,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
  readonly taken: Taken;
}) {
  const { say, read, language } = useLanguage();
  const running = view.clocks.filter(
    ({ state, startedOn }) => state === 'running' && startedOn !== '',
  );
  const ended = procedure.states.some(({ name, terminal }) => name === view.status && terminal);
  const roles = [
    ...new Set(
      procedure.acts
        .filter(
          (act) =>
            act.from !== 'new' && act.from.includes(view.status) && leadsOn(act, view, procedure),
        )
        .flatMap(({ by }) => by.map(({ role }) => role))
        .filter((role) => role !== 'system'),
    ),
  ];
  return (
    <div className="note after-act" role="status">
      <p>
        <strong>{say(`已办理：${taken.title.zh}。`, `Done: ${taken.title.en}.`)}</strong>{' '}
        {say('现在：', 'Now: ')}
        {read(view.statusTitle)}
        {say('。', '.')}
      </p>
      {running.map((clock) => (
        <p key={clock.name}>
          {read(clock.title)}
          {say('至', ' until ')}
          {dateWords(clock.due, language)}
          {say('。', '.')}
        </p>
      ))}
      {!ended && view.actions.length === 0 && roles.length > 0 ? (
        <p>
          {say('接下来由 ', 'Next it is the turn of ')}
          {roles.map((role) => read(roleTitle(role))).join(say(' 或 ', ' or '))}
          {say(' 办理。', '.')}
        </p>
      ) : null}
      <NextCase view={view} />
    </div>
  );
}
