import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { useSession } from '../session.ts';

interface Body {
  readonly name: string;
}

/** For whoever is named as a co-owner and files nothing: who asks, what agreeing means, and what to do
 *  who does not. */
export function AskedToAgree({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  const { account } = useSession();
  const { name = '' } = (view.state['registrant'] ?? {}) as Partial<Body>;
  const consents = (view.state['consents'] ?? []) as readonly string[];
  const agreed = consents.includes(account.org?.code ?? '');
  const asked = view.actions.some(({ act }) => act === 'consent');
  if (!asked && !agreed) return null;
  return (
    <section className="card" aria-labelledby="asked-to-agree">
      <h2 id="asked-to-agree">{say('共有主体同意', 'Consent of the co-owner')}</h2>
      {agreed ? (
        <p className="good">
          {say(
            `本单位已同意作为共有主体，由${name}申请登记。`,
            `Your organisation has agreed, as a co-owner, that ${name} files this.`,
          )}
        </p>
      ) : (
        <>
          <p>
            {say(
              `${name}把本单位列为这份数据的共有主体，请本单位同意。材料和将要公开的内容都在下面，看过再办。`,
              `${name} names your organisation as a co-owner of this data and asks for its consent. The dossier and what will be public stand below: read them first.`,
            )}
          </p>
          <p>
            {say(
              `不同意的不必办理，请${name}把本单位从名单中移除；没有本单位同意，这份申请不能提交。`,
              `If you do not agree, do nothing here and ask ${name} to take your organisation off the list: without its consent this cannot be filed.`,
            )}
          </p>
        </>
      )}
    </section>
  );
}
