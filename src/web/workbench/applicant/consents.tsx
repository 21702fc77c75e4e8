import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, ProcedureView } from '../queries.ts';

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
  if (owners.length === 0 && !agent) return null;
  return (
    <section className="card" aria-labelledby="together">
      <h4 id="together">{say('共同申请与代理', 'Filed together, and by whom')}</h4>
      {owners.length > 0 ? (
        <ul className="plain-list">
          {owners.map(({ name, creditCode }) => {
            const agreed = consents.includes(creditCode);
            return (
              <li key={creditCode} className="row between">
                <span>
                  {read(procedure.parties['coOwner'])} {name} <code>{creditCode}</code>
                </span>
                <span className={agreed ? 'good' : 'warn-text'}>
                  {agreed
                    ? say('已同意', 'has agreed')
                    : say('等对方在本平台同意', 'to agree on this platform')}
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {owners.some(({ creditCode }) => !consents.includes(creditCode)) ? (
        <p className="quiet">
          {say(
            '对方的消息里已经有这件事，用登记主体的账户打开即可同意。',
            'It is in their inbox: whoever registers for them opens it and agrees.',
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
