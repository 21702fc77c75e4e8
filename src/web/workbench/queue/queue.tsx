import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import { casesQuery } from '../queries.ts';
import { useSession } from '../session.ts';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { BULK_MAX, goesWith, offerFor } from './bulk.ts';
import { CaseLine, type CaseItem } from './case-line.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { Filters } from './filters.ts';

/** The queue: what is due next comes first. */
export function Queue() {
  const { say } = useLanguage();
  const { account } = useSession();
  const heading = usePage(say('事项', 'Cases'));
  const search = useSearch({ from: '/inside/' });
  const navigate = useNavigate({ from: '/' });
  const filters: Filters = {
    ...search,
    jurisdiction: search.jurisdiction ?? placeOf(account.org?.region),
  };
  const cases = useInfiniteQuery(casesQuery(filters));
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = items.filter((item) => picked.has(item.id)).slice(0, BULK_MAX);
  const choosing = (item: CaseItem) => {
    if (!offerFor(item, account.roles)) return {};
    const toggle = (): void => setPicked(new Set(picked.symmetricDifference(new Set([item.id]))));
    const open = picked.has(item.id) || goesWith(chosen, item, account.roles);
    return { choose: { chosen: picked.has(item.id), open, toggle } };
  };
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {say('事项', 'Cases')}
        </h1>
        <Link to="/new" search={{ jurisdiction: filters.jurisdiction }} className="button-primary">
          {say('新建', 'New case')}
        </Link>
      </div>
      <FilterBar
        filters={filters}
        change={(changed) => void navigate({ search: { ...search, ...changed }, replace: true })}
      />
      <ProblemNote error={cases.error} />
      {cases.isPending ? <Waiting /> : null}
      {cases.isSuccess && items.length === 0 ? <Nothing filters={filters} /> : null}
      <BulkBar chosen={chosen} roles={account.roles} clear={() => setPicked(new Set())} />
      {items.length > 0 ? (
        <ol className="case-list" aria-label={say('事项列表', 'List of cases')}>
          {items.map((item) => (
            <CaseLine key={item.id} item={item} {...choosing(item)} />
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

/** GB/T 2260: 50 is Chongqing. Whoever belongs elsewhere begins in Beijing. */
export const placeOf = (region: string | undefined): string =>
  region?.startsWith('50') ? 'chongqing' : 'beijing';

function Nothing({ filters }: { readonly filters: Filters }) {
  const { say } = useLanguage();
  const { jurisdiction, ...others } = filters;
  const filtered = Object.keys(others).length > 0;
  return (
    <section className="card empty">
      <h2>
        {filtered
          ? say('没有符合条件的事项', 'Nothing matches')
          : say('目前没有待办事项', 'Nothing is waiting')}
      </h2>
      <p>
        {filtered
          ? say(
              '可以清除筛选条件，或切换到另一个城市。',
              'Clear the filters, or look at the other city.',
            )
          : say(
              '登记主体可以从“新建”开始一项登记；登记机构在申请提交后会在这里看到它，最急的排在最前。',
              'A registrant begins with “New case”; the registrar sees it here once it is filed, the most urgent first.',
            )}
      </p>
      <p className="row">
        {filtered ? (
          <Link to="/" search={{ jurisdiction }}>
            {say('清除筛选', 'Clear the filters')}
          </Link>
        ) : (
          <Link to="/new">{say('新建事项', 'New case')}</Link>
        )}
        <Link to="/" search={{ jurisdiction, which: 'all' }}>
          {say('查看已办结的', 'Show finished ones too')}
        </Link>
      </p>
    </section>
  );
}
