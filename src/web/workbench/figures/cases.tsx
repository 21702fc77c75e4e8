import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useCanGoBack, useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { csvOf } from '../admin/csv.ts';
import { saveFile } from '../case/save-file.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { listsQuery, packsQuery } from '../queries.ts';
import { CaseLine } from '../queue/case-line.tsx';
import { placeTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { behindPeriod, behindSearch, behindTitle } from './behind-words.ts';
import { casesTable } from './cases-table.ts';
import { allBehind, behindQuery } from './queries.ts';
import './figures.css';

/** The cases behind one number. */
export function BehindCases() {
  const { say, read, language } = useLanguage();
  const { account } = useSession();
  const search = useSearch({ from: '/inside/figures/cases' });
  const { jurisdiction, behind, registrant } = search;
  const { data: packs = [] } = useQuery(packsQuery);
  const pack = packs.find((one) => one.jurisdiction === jurisdiction);
  const district = behind.split('~')[6] ?? '';
  const { data: lists } = useQuery({ ...listsQuery(jurisdiction), enabled: district !== '' });
  const where = district.endsWith('0000')
    ? say('市级', 'city level')
    : (lists?.regions.find(({ code }) => code === district)?.name ?? district);
  const title = read(behindTitle(behind, pack));
  const heading = usePage(title);
  const cases = useInfiniteQuery(behindQuery(search));
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const period = behindPeriod(behind);
  // Who has a case in hand is told to the office alone.
  const office = account.roles.some((role) => role.startsWith('registrar.'));
  const take = useMutation({
    mutationFn: () => allBehind(search),
    onSuccess: (all) => {
      const rows = casesTable(all, language, location.origin);
      saveFile(`cases-${jurisdiction}.csv`, new Blob([csvOf(rows)], { type: 'text/csv' }));
    },
  });
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <BackToFigures jurisdiction={jurisdiction} behind={behind} />
      </div>
      <p className="quiet">
        {read(placeTitle(jurisdiction))}
        {[where, registrant ?? ''].filter((one) => one !== '').map((one) => ` · ${one}`)}
        {period
          ? say(
              `，${dateWords(period.from, language)}至${dateWords(period.to, language)}`,
              `, ${dateWords(period.from, language)} to ${dateWords(period.to, language)}`,
            )
          : ''}
        {/^(?:late|owing)/.test(behind)
          ? say('。欠得最久的在前。', '. What is owed longest comes first.')
          : say(
              '。同一事项可能计数几次，这里只列一次，最新的在前。',
              '. A case may have been counted more than once; it stands here once, the newest first.',
            )}
      </p>
      <ProblemNote error={cases.error ?? take.error} />
      {cases.isPending ? <Waiting /> : null}
      {cases.isSuccess && items.length === 0 ? (
        <p className="card empty">{say('目前没有这样的事项。', 'There is no such case now.')}</p>
      ) : null}
      {items.length > 0 ? (
        <>
          <p className="row between">
            <span className="quiet">
              {cases.hasNextPage
                ? say(
                    `已列出${items.length}件，还有更多`,
                    `${items.length} shown, and there are more`,
                  )
                : say(`共${items.length}件`, `${items.length} in all`)}
            </span>
            <Button onClick={() => take.mutate()} loading={take.isPending}>
              {say('导出（CSV）', 'Export (CSV)')}
            </Button>
          </p>
          <ol className={office ? 'case-list held' : 'case-list'} aria-label={title}>
            {items.map((item) => (
              <CaseLine key={item.id} item={item} {...(office ? { me: account.id } : {})} />
            ))}
          </ol>
        </>
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

/** Back to where one came from; whoever came by an address finds the figures it belongs to. */
function BackToFigures(of: { readonly jurisdiction: string; readonly behind: string }) {
  const { say } = useLanguage();
  const { history } = useRouter();
  const canGoBack = useCanGoBack();
  const words = say('回到统计', 'Back to the figures');
  return canGoBack ? (
    <button type="button" className="plain" onClick={() => history.back()}>
      {words}
    </button>
  ) : (
    <Link to="/figures" search={behindSearch(of.jurisdiction, of.behind)}>
      {words}
    </Link>
  );
}
