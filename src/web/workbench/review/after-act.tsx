import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, ProcedureView } from '../queries.ts';
import { roleTitle } from '../roles.ts';
import type { Text } from '../../../base/text.ts';
import { NextCase } from './next-case.tsx';
import { closing, leadsOn } from './ranks.ts';

export interface Taken {
  readonly title: Text;
}

/** More roles than this are read by nobody. */
const MOST_NAMED = 3;

/** After an act: what happened, what is next and whose turn it is, and the next case. */
export function AfterAct({
  view,
  procedure,
  taken,
  mine,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
  readonly taken: Taken;
  /** Whether the next step is this officer's too. */
  readonly mine: boolean;
}) {
  const { say, read, language } = useLanguage();
  const running = view.clocks.filter(
    ({ state, startedOn }) => state === 'running' && startedOn !== '',
  );
  const ended = procedure.states.some(({ name, terminal }) => name === view.status && terminal);
  const next = procedure.acts
    .filter(
      (act) =>
        act.from !== 'new' && act.from.includes(view.status) && leadsOn(act, view, procedure),
    )
    .flatMap(({ by }) => by)
    .filter(({ role }) => role !== 'system');
  // Where no step follows but the last one, others may be wanted for it.
  const last = next.length > 0 ? [] : closing(view, procedure);
  // Who stands in the case is called as the case calls them; a party it does not have is nobody's turn.
  const there = view.parties.map(({ key }) => String(key));
  const whose = [
    ...new Set(
      next
        .filter(({ party }) => party === null || there.includes(party))
        .map(({ party, role }) =>
          read((party === null ? undefined : procedure.parties[party]) ?? roleTitle(role)),
        ),
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
      {!ended && !mine && whose.length > 0 ? (
        <p>
          {say('接下来由', 'Next it is the turn of ')}
          {whose.length > MOST_NAMED && next.every(({ party }) => party === null)
            ? say('登记机构的另一位经办人员', 'another officer of the registrar')
            : whose.join(say('或者', ' or '))}
          {say('办理。', '.')}
        </p>
      ) : null}
      {!ended && last.length > 0 ? (
        <p>
          {say('接下来由', 'Next it is the turn of the ')}
          {[...new Set(last.flatMap(({ by }) => by.map(({ role }) => read(roleTitle(role)))))].join(
            say('或者', ' or '),
          )}
          {say('办理。', '.')} {last.length === 1 ? read(last[0]?.help) : ''}
        </p>
      ) : null}
      <NextCase view={view} />
    </div>
  );
}
