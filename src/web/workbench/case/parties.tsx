import { useLanguage } from '../language.tsx';
import type { CaseView, ProcedureView } from '../queries.ts';

export function Parties({
  view,
  procedure,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
}) {
  const { say, read } = useLanguage();
  // What the registrar began itself nobody asked for.
  const named = view.parties.filter(({ id, name }) => Boolean(id) || Boolean(name));
  if (named.length === 0) return null;
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties">{say('当事方', 'Parties')}</h2>
      <dl className="facts">
        {named.map((party) => (
          <div key={`${String(party['key'])} ${String(party['id'])}`}>
            <dt>{read(procedure.parties[String(party['key'])]) || String(party['key'])}</dt>
            <dd>
              {String(party['name'])}
              {/^(?:account|person):/.test(String(party['id'])) ? null : (
                <code>{String(party['id'])}</code>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
