import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import { similarQuery } from '../queries.ts';
import { WHY_ALIKE } from './why-alike.ts';

/** Entries that look like this one; a person decides whether they are. */
export function Similar({ id }: { readonly id: string }) {
  const { say, read } = useLanguage();
  const { data = [] } = useQuery(similarQuery(id));
  if (data.length === 0) return null;
  return (
    <section className="card" aria-labelledby="similar">
      <h2 id="similar">{say('相似的登记事项', 'Entries that look alike')}</h2>
      <ul className="plain-list">
        {data.map((one) => (
          <li key={one.caseId} className="row between">
            <div>
              <Link to="/cases/$id" params={{ id: one.caseId }}>
                {one.title}
              </Link>
              <div className="quiet">
                {one.holderName ?? one.holder} ·{' '}
                {one.statusTitle ? read(one.statusTitle) : one.status}
              </div>
            </div>
            <span className={one.same ? 'fault' : 'quiet'}>
              {one.same ? say('依规则为重复：', 'A duplicate by rule: ') : ''}
              {read(WHY_ALIKE[one.why]) || one.why}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
