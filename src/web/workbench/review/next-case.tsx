import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { Due } from '../queue/due.tsx';
import { titleWords } from '../words.ts';

/** Enough to find one that is not this one. */
const FEW = '3';

/** The next case that waits for this person, the most urgent first: on from here without the list. */
export function NextCase({ view }: { readonly view: CaseView }) {
  const { say, read } = useLanguage();
  const { jurisdiction } = view;
  const { data } = useQuery({
    queryKey: ['cases', 'next', jurisdiction],
    queryFn: async () => {
      const query = { jurisdiction, forMe: 'true' as const, limit: FEW };
      return (await body(client.api.cases.$get({ query }))).items;
    },
  });
  const next = data?.find(({ id }) => id !== view.id);
  if (!data) return null;
  if (!next) {
    return (
      <p className="row">
        <span>{say('没有别的事项在等您办理。', 'Nothing else waits for you.')}</span>
        <Link to="/" search={{ jurisdiction }} className="button">
          {say('回到事项列表', 'Back to the queue')}
        </Link>
      </p>
    );
  }
  return (
    <p className="row">
      <Link to="/cases/$id" params={{ id: next.id }} className="button-primary next-case">
        {say('下一件：', 'Next: ')}
        {read(titleWords(next.title))}
      </Link>
      {next.due && next.left ? (
        <Due due={next.due} provisional={next.provisional} left={next.left} />
      ) : null}
      <Link to="/" search={{ jurisdiction, forMe: true }}>
        {say('回到事项列表', 'Back to the queue')}
      </Link>
    </p>
  );
}
