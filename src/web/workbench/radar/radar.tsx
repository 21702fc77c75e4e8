import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { addDays, orThrowDate } from '../../../base/plain-date.ts';
import { text } from '../../../base/text.ts';
import { body, client } from '../api.ts';
import { dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { packsQuery, queryClient } from '../queries.ts';
import { BulkBar } from '../queue/bulk-bar.tsx';
import { BULK_MAX, REMIND } from '../queue/bulk.ts';
import { CaseLine } from '../queue/case-line.tsx';
import type { CaseItem } from '../queue/pages.ts';
import { placeOf } from '../queue/place.ts';
import { usePicked } from '../queue/use-picked.ts';
import { placeTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { MonthChart } from './chart.tsx';
import { EntryWays } from './entry-ways.tsx';
import { daysOf, twelveMonths, yearFrom } from './months.ts';

/** Expiry radar: what is in force and ends within a year, soonest first. */
export function Radar() {
  const { say, read } = useLanguage();
  const { account, now } = useSession();
  const heading = usePage(say('到期雷达', 'Expiry radar'));
  const today = dayOfMoment(now);
  const { data: packs = [] } = useQuery(packsQuery);
  const [jurisdiction, setPlace] = useState(placeOf(account.org?.region));
  const [month, setMonth] = useState<string>();
  const { picked, toggle, set } = usePicked(BULK_MAX);
  const counts = useQuery({
    queryKey: ['cases', 'expiries', jurisdiction, today],
    queryFn: () => {
      const query = { jurisdiction, before: yearFrom(today).before };
      return body(client.api.expiries.$get({ query }));
    },
  });
  const entries = useInfiniteQuery({
    queryKey: ['cases', 'expiring', jurisdiction, month, today],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const within = { procedure: 'reg.first', status: 'REGISTERED', jurisdiction };
      const after = pageParam ? { after: pageParam } : {};
      return body(
        client.api.cases.$get({ query: { ...within, ...daysOf(month, today), ...after } }),
      );
    },
    getNextPageParam: (page) => page.next,
  });
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const pack = packs.find((p) => p.jurisdiction === jurisdiction);
  const window = pack?.profile.clocks.renewalWindow?.length;
  // Before the window opens there is nothing to remind of.
  const lastDay = addDays(orThrowDate(today), (window?.unit === 'day' ? window.n : 60) - 1);
  const reminds = REMIND.roles.some((role) => account.roles.includes(role));
  const open = (item: CaseItem): boolean =>
    (item.expires ?? '') <= lastDay && item.entry?.carriedOver !== true;
  const change = (to: () => void) => (): void => {
    set([]);
    to();
  };
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {say('到期雷达', 'Expiry radar')}
        </h1>
        <Segmented
          aria-label={say('城市', 'City')}
          options={packs
            .filter((p) => p.refines !== null)
            .map((p) => ({ value: p.jurisdiction, label: read(placeTitle(p.jurisdiction)) }))}
          value={jurisdiction}
          onChange={(place) => change(() => setPlace(place))()}
        />
      </div>
      <p className="quiet">
        {say(
          '今后十二个月内有效期届满的登记，最先到期的排在最前；届满后因续展在办而暂续有效的也在内。点一个月份只看那个月。',
          'Registrations whose validity ends in the next twelve months, soonest first, with those carried over while a renewal is decided. Choose a month to see only that.',
        )}
      </p>
      {counts.data?.months ? (
        <section className="card">
          <MonthChart
            months={twelveMonths(today, counts.data.months)}
            chosen={month}
            choose={(one) => change(() => setMonth(one))()}
          />
        </section>
      ) : null}
      <ProblemNote error={entries.error ?? counts.error} />
      {entries.isPending ? <Waiting /> : null}
      {entries.isSuccess && items.length === 0 ? (
        <p className="card empty">{say('没有即将届满的登记。', 'Nothing is about to end.')}</p>
      ) : null}
      {reminds ? (
        <BulkBar
          chosen={[...picked.values()]}
          roles={account.roles}
          set={set}
          after={() => void queryClient.invalidateQueries({ queryKey: ['cases', 'expiring'] })}
          offer={REMIND}
        />
      ) : null}
      {items.length > 0 ? (
        <ol className="case-list" aria-label={say('将届满的登记', 'Entries about to end')}>
          {items.map((item) => (
            <CaseLine
              key={item.id}
              item={asEnding(item)}
              more={<EntryWays item={item} />}
              chosen={picked.has(item.id)}
              toggle={reminds && open(item) ? () => toggle(item) : undefined}
            />
          ))}
        </ol>
      ) : null}
      {entries.hasNextPage ? (
        <p className="more">
          <Button onClick={() => void entries.fetchNextPage()} loading={entries.isFetchingNextPage}>
            {say('更多', 'More')}
          </Button>
        </p>
      ) : null}
    </>
  );
}

const ENDS = { name: 'validity', title: text('有效期届满', 'Validity ends'), startedOn: null };

/** An entry by the end of its validity, which is what the radar is about. */
const asEnding = (item: CaseItem): CaseItem => ({
  ...item,
  terminal: false,
  due: item.expires,
  // What is carried over is over no time limit of anybody's.
  left: item.entry?.carriedOver ? { days: null, unit: 'day' } : (item.entry?.left ?? null),
  provisional: false,
  clock: ENDS,
});
