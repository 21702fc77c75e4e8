import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { addDays, orThrowDate } from '../../../base/plain-date.ts';
import { text } from '../../../base/text.ts';
import { body, client } from '../api.ts';
import { dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { packsQuery } from '../queries.ts';
import { BulkBar } from '../queue/bulk-bar.tsx';
import { BULK_MAX, REMIND } from '../queue/bulk.ts';
import { CaseLine, type CaseItem } from '../queue/case-line.tsx';
import { placeOf } from '../queue/queue.tsx';
import { placeTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { MonthChart } from './chart.tsx';
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
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
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
  const open = (item: CaseItem): boolean => (item.expires ?? '') <= lastDay;
  const chosen = items.filter((item) => picked.has(item.id) && open(item)).slice(0, BULK_MAX);
  const clear = (): void => setPicked(new Set());
  const change = (to: () => void) => (): void => {
    clear();
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
          '今后十二个月内有效期届满的登记，最先到期的排在最前。点一个月份只看那个月。',
          'Registrations whose validity ends in the next twelve months, soonest first. Choose a month to see only that.',
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
        <BulkBar chosen={chosen} roles={account.roles} clear={clear} offer={REMIND} />
      ) : null}
      {items.length > 0 ? (
        <ol className="case-list" aria-label={say('将届满的登记', 'Entries about to end')}>
          {items.map((item) => {
            const toggle = (): void =>
              setPicked(new Set(picked.symmetricDifference(new Set([item.id]))));
            const choose = { chosen: picked.has(item.id), open: open(item), toggle };
            return (
              <CaseLine
                key={item.id}
                item={{ ...item, terminal: false, due: item.expires, clock: ENDS }}
                unit="day"
                {...(reminds && open(item) ? { choose } : {})}
              />
            );
          })}
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

const ENDS = { name: 'validity', title: text('有效期届满', 'Validity ends') };
