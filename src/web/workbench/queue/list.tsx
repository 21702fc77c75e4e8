import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSession } from '../session.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { BULK_MAX } from './bulk.ts';
import { orderOf, type Filters } from './filters.ts';
import { caseFrom, linesOf } from './groups.ts';
import type { Command } from './keys.ts';
import { keepPlace, placeIn } from './kept.ts';
import { Nothing } from './nothing.tsx';
import { usePages } from './pages.ts';
import { officer, type Preset } from './presets.ts';
import { Rows, type RowsHandle } from './rows.tsx';
import { useKeys } from './use-keys.ts';
import { usePicked } from './use-picked.ts';

/** One view of the queue, with its keys, what is chosen in it, and the place where the reader was. */
export function List({
  address,
  filters,
  preset,
  command,
  toList,
}: {
  readonly address: string;
  readonly filters: Filters;
  readonly preset: Preset | undefined;
  readonly command: (command: 'search' | 'help') => void;
  readonly toList: { current: () => void };
}) {
  const { account } = useSession();
  const rows = useRef<RowsHandle>(null);
  const [kept] = useState(() => placeIn(address));
  const [active, setActive] = useState(kept?.active);
  const { query, freshen } = usePages(filters, () => rows.current?.seen());
  const { data } = query;
  const order = orderOf(filters);
  const first = data?.pages[0];
  const lines = useMemo(
    () => linesOf(data?.pages.flatMap((page) => page.items) ?? [], order, first),
    [data, order, first],
  );
  const { picked, toggle, set } = usePicked(BULK_MAX);
  const isOfficer = officer(account.roles);
  const inOffice = isOfficer && lines.length > 0;
  const leaving = useRef(active);
  leaving.current = active;
  // Before the list is taken off the page: afterwards nobody knows where the reader was.
  useLayoutEffect(() => {
    const handle = rows;
    return () => {
      const place = handle.current?.keep();
      if (place) keepPlace(address, { ...place, active: leaving.current });
    };
  }, [address]);
  const back = useRef(() => {
    if (!kept) return;
    window.scrollTo({ top: kept.scroll, behavior: 'instant' });
    const index = lines.findIndex(({ id }) => id === kept.active);
    if (kept.active !== undefined && index !== -1) rows.current?.focus(index, kept.active);
  });
  useEffect(() => {
    // Back from a case: to the row it was opened from, once the page has put the reader at its top.
    const frame = window.requestAnimationFrame(() => back.current());
    return () => window.cancelAnimationFrame(frame);
  }, []);
  const move = (from: string | undefined, step: number): void => {
    const to = caseFrom(lines, from, step);
    if (!to) return;
    setActive(to.id);
    rows.current?.focus(to.index, to.id);
  };
  toList.current = () => move(active, 0);
  useKeys((pressed: Command) => {
    switch (pressed) {
      case 'next':
        return move(active, active === undefined ? 0 : 1);
      case 'previous':
        return move(active, -1);
      case 'first':
        return move(undefined, 0);
      case 'last':
        return move(undefined, -1);
      case 'pick': {
        const line = lines.find(({ id }) => id === active);
        if (inOffice && line?.kind === 'case' && !line.item.terminal) toggle(line.item);
        return undefined;
      }
      case 'search':
      case 'help':
        return command(pressed);
    }
  });
  const onEnd = useCallback(() => {
    if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
  }, [query]);
  return (
    <>
      <ProblemNote error={query.error} />
      <BulkBar
        chosen={[...picked.values()]}
        roles={account.roles}
        me={isOfficer ? account.id : undefined}
        set={set}
        after={() => void freshen().catch(() => undefined)}
      />
      {query.isPending ? <Waiting /> : null}
      {query.isSuccess && lines.length === 0 ? <Nothing filters={filters} preset={preset} /> : null}
      {lines.length > 0 ? (
        <Rows
          ref={rows}
          lines={lines}
          complete={!query.hasNextPage}
          kept={kept}
          active={active}
          me={isOfficer ? account.id : undefined}
          picked={picked}
          toggle={inOffice ? toggle : undefined}
          onFocus={setActive}
          onEnd={onEnd}
        />
      ) : null}
      {query.isFetchingNextPage ? <Waiting /> : null}
    </>
  );
}
