import { useQuery } from '@tanstack/react-query';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { historyQuery, type CaseView, type ProcedureView } from '../queries.ts';

interface Body {
  readonly name: string;
  readonly creditCode: string;
}

/** Who files together with us, who has agreed and who has not; and on whose mandate an agent acts. */
export function Consents({
  view,
  procedure,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
}) {
  const { say, read, language } = useLanguage();
  const owners = (view.state['coOwners'] ?? []) as unknown as readonly Body[];
  const consents = (view.state['consents'] ?? []) as readonly string[];
  const agent = view.state['agent'] as {
    readonly name: string;
    readonly code: string;
    readonly to: string;
  } | null;
  const declaredOn = view.state['declaredOn'] as string | null | undefined;
  const { data: history = [] } = useQuery(historyQuery(view.id));
  /** Why a consent once given was taken back, while it is not given again. */
  const takenBack = (code: string) => {
    const event = history.findLast(
      ({ type, data }) =>
        type === 'reg.CoRegistrantConsentWithdrawn' && data['organisation'] === code,
    );
    const reasons = event?.private['reasons'] as { readonly text?: string } | undefined;
    return event && { reasons: reasons?.text ?? '' };
  };
  if (owners.length === 0 && !agent) return null;
  return (
    <section className="card" aria-labelledby="together">
      <h4 id="together">{say('共同申请与代理', 'Filed together, and by whom')}</h4>
      {owners.length > 0 ? (
        <ul className="plain-list">
          {owners.map(({ name, creditCode }) => {
            const agreed = consents.includes(creditCode);
            const back = agreed ? undefined : takenBack(creditCode);
            return (
              <li key={creditCode} className="row between">
                <span>
                  {read(procedure.parties['coOwner'])} {name} <code>{creditCode}</code>
                </span>
                <span className={agreed ? 'good' : 'warn-text'}>
                  {agreed
                    ? say('已同意', 'has agreed')
                    : back
                      ? say(`已撤回同意：${back.reasons}`, `took its consent back: ${back.reasons}`)
                      : say('等对方在本平台同意', 'to agree on this platform')}
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {owners.some(({ creditCode }) => !consents.includes(creditCode)) ? (
        <p className="quiet">
          {owners.some((o) => !consents.includes(o.creditCode) && takenBack(o.creditCode))
            ? say(
                '撤回同意的，按原因改好后请对方重新同意，或者从名单中移除。',
                'Where a consent was taken back, put right what it says and ask for it again, or take the name off the list.',
              )
            : say(
                '对方的消息里已经有这件事，用登记主体的账户打开即可同意；对方没有账户的，先请其开立。',
                'It is in their inbox: whoever registers for them opens it and agrees. Who has no account here needs one first.',
              )}
        </p>
      ) : null}
      {agent ? (
        <p>
          {say('代理机构 ', 'Agent ')}
          {agent.name} <code>{agent.code}</code>
          {say('，委托至 ', ', until ')}
          {dateWords(agent.to, language)}
          {say('。', '. ')}
          {declaredOn
            ? say(
                `登记主体已于${declaredOn}作出真实性承诺。`,
                `The registrant declared on ${declaredOn}.`,
              )
            : say(
                '提交前由登记主体自己作真实性承诺，代理不能代为承诺。',
                'The registrant declares by itself before it is filed; an agent cannot do it for them.',
              )}
        </p>
      ) : null}
    </section>
  );
}
