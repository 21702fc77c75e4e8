import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { packsQuery } from '../queries.ts';
import { CaseLine } from '../queue/case-line.tsx';
import { placeTitle } from '../roles.ts';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { behindPeriod, behindTitle } from './behind-words.ts';
import { behindQuery } from './queries.ts';
import './figures.css';

/** The cases behind one number. */
export function BehindCases() {
  const { say, read, language } = useLanguage();
  const { jurisdiction, behind } = useSearch({ from: '/inside/figures/cases' });
  const { data: packs = [] } = useQuery(packsQuery);
  const pack = packs.find((one) => one.jurisdiction === jurisdiction);
  const title = read(behindTitle(behind, pack));
  const heading = usePage(title);
  const { history } = useRouter();
  const cases = useInfiniteQuery(behindQuery(jurisdiction, behind));
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const period = behindPeriod(behind);
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <button type="button" className="plain" onClick={() => history.back()}>
          {say('回到统计', 'Back to the figures')}
        </button>
      </div>
      <p className="quiet">
        {read(placeTitle(jurisdiction))}
        {period
          ? say(
              `，${dateWords(period.from, language)}至${dateWords(period.to, language)}`,
              `, ${dateWords(period.from, language)} to ${dateWords(period.to, language)}`,
            )
          : ''}
        {say(
          '。同一事项可能计数几次，这里只列一次，最新的在前。',
          '. A case may have been counted more than once; it stands here once, the newest first.',
        )}
      </p>
      <ProblemNote error={cases.error} />
      {cases.isPending ? <Waiting /> : null}
      {cases.isSuccess && items.length === 0 ? (
        <p className="card empty">
          {say('目前没有这样的事项。', 'There is no such case now.')}{' '}
          <Link to="/figures" search={{ jurisdiction }}>
            {say('看统计', 'See the figures')}
          </Link>
        </p>
      ) : null}
      {items.length > 0 ? (
        <ol className="case-list" aria-label={title}>
          {items.map((item) => (
            <CaseLine key={item.id} item={item} />
          ))}
        </ol>
      ) : null}
      {cases.hasNextPage ? (
        <p className="more">
          <Button onClick={() => void cases.fetchNextPage()} loading={cases.isFetchingNextPage}>
            {say('更多', 'More')}
          </Button>
        </p>
      ) : null}
    </>
  );
}
