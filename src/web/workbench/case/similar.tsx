import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { text, type Text } from '../../../base/text.ts';
import { useLanguage } from '../language.tsx';
import { similarQuery } from '../queries.ts';

const WHY: Readonly<Record<string, Text>> = {
  sameHolderAndDigest: text('同一主体、同一存证摘要', 'same holder and evidence digest'),
  sameCatalogueItem: text('同一目录条目', 'same catalogue item'),
  sameHolderAndName: text('同一主体、同名', 'same holder and name'),
  similarName: text('名称相近', 'similar name'),
};

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
                {one.holder} · {one.statusTitle ? read(one.statusTitle) : one.status}
              </div>
            </div>
            <span className={one.same ? 'fault' : 'quiet'}>
              {one.same ? say('依规则为重复：', 'A duplicate by rule: ') : ''}
              {read(WHY[one.why]) || one.why}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
