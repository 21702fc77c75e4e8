import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { Due } from '../queue/due.tsx';

const PROCEDURE = 'reg.objection';

const aboutQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'objections', id],
    queryFn: () =>
      body(client.api.cases.$get({ query: { parent: id, procedure: PROCEDURE, limit: '20' } })),
  });

/** Objections that are not settled hold up what is on notice: each with how it stands, by when the
 *  registrant answers, and the way to where it does. */
export function ObjectionsNote({ view }: { readonly view: CaseView }) {
  const { say, read } = useLanguage();
  const known = view.state['objections'];
  const open = Object.values(typeof known === 'object' && known !== null ? known : {}).filter(
    (one) => one === 'open',
  ).length;
  const { data } = useQuery({ ...aboutQuery(view.id), enabled: open > 0 });
  if (open === 0) return null;
  return (
    <div className="note note-warn stack" role="note">
      <strong>
        {say(
          `有${open}件异议还没有办结：办结以前不能赋码。`,
          `${open === 1 ? 'An objection is' : `${open} objections are`} not settled: no code is assigned before.`,
        )}
      </strong>
      <ul className="plain-list">
        {(data?.items ?? []).map((one) => {
          const mine = one.status === 'awaiting_reply';
          return (
            <li key={one.id} className="row">
              <span>{read(one.statusTitle ?? { zh: one.status, en: one.status })}</span>
              {one.due ? (
                <Due
                  due={one.due}
                  provisional={one.provisional}
                  left={one.left ?? { days: null, unit: 'day' }}
                />
              ) : null}
              <Link to="/cases/$id" params={{ id: one.id }}>
                {mine
                  ? say('去看理由并答复', 'Read the reasons and answer')
                  : say('看这件异议', 'See the objection')}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
