import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { body, client } from '../api.ts';
import { queryClient } from '../queries.ts';
import type { Filters } from './filters.ts';

/** Rows of one page, and between how many pages everything is read again at once. */
const PAGE = 100;
const FEW = 3;
const EVERY_MS = 30_000;

interface Span {
  readonly after?: string;
  readonly upto?: string;
  readonly limit?: number;
}

const read = (filters: Filters, { limit, ...span }: Span) => {
  const { mine, drifted, forMe, overdue, ...rest } = filters;
  const flags = {
    ...(mine ? { mine: 'true' as const } : {}),
    ...(drifted ? { drifted: 'true' as const } : {}),
    ...(forMe ? { forMe: 'true' as const } : {}),
    ...(overdue ? { overdue: 'true' as const } : {}),
  };
  const size = limit === undefined ? {} : { limit: String(limit) };
  const query = { ...rest, ...flags, ...span, ...size };
  return body(client.api.cases.$get({ query }));
};

export type CasePage = Awaited<ReturnType<typeof read>>;
export type CaseItem = CasePage['items'][number];

const pagesQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'queue', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      read(filters, { limit: PAGE, ...(pageParam ? { after: pageParam } : {}) }),
    getNextPageParam: (page) => page.next,
    // Pages are read again one by one, below: all of them at once would be a hundred requests.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** The queue page by page. What is on the screen is read again when the window is looked at anew and every
 *  half a minute: each page between the same two rows, so that nothing moves but what has changed. */
export function usePages(
  filters: Filters,
  seen: () => readonly [first: string, last: string] | undefined,
) {
  const options = pagesQuery(filters);
  const query = useInfiniteQuery(options);
  const key = JSON.stringify(filters);
  const looking = useRef(seen);
  looking.current = seen;
  const freshen = useCallback(async (): Promise<void> => {
    await freshenPages(JSON.parse(key) as Filters, looking.current());
    await queryClient.invalidateQueries({ queryKey: ['cases', 'counts'] });
  }, [key]);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void freshen().catch(() => undefined);
    };
    look();
    const timer = window.setInterval(look, EVERY_MS);
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [freshen]);
  return { query, freshen };
}

async function freshenPages(
  filters: Filters,
  seen: readonly [string, string] | undefined,
): Promise<void> {
  const { queryKey } = pagesQuery(filters);
  const state = queryClient.getQueryState(queryKey);
  const before = queryClient.getQueryData(queryKey);
  if (!before || state?.fetchStatus === 'fetching') return;
  const shown = spanOf(before.pages, seen);
  const again = before.pages.flatMap((_page, at) => {
    const near = before.pages.length <= FEW || at === 0 || (at >= shown[0] && at <= shown[1]);
    return near ? [at] : [];
  });
  const pages = await Promise.all(
    again.map(async (at) => {
      const param = before.pageParams[at];
      const after = typeof param === 'string' && param !== '' ? param : undefined;
      const upto = before.pages[at]?.next ?? undefined;
      const page = await read(filters, {
        ...(upto === undefined ? { limit: PAGE } : {}),
        ...(after === undefined ? {} : { after }),
        ...(upto === undefined ? {} : { upto }),
      });
      // Between two rows more has come than a page can hold: start over.
      if (upto !== undefined && page.next !== null) return undefined;
      return { at, page: upto === undefined ? page : { ...page, next: upto } };
    }),
  );
  if (pages.includes(undefined)) {
    await queryClient.invalidateQueries({ queryKey });
    return;
  }
  queryClient.setQueryData(queryKey, (now) => {
    // Another page may have come meanwhile; if the list was begun anew, what was read is of no use.
    if (!now || before.pageParams.some((param, at) => now.pageParams[at] !== param)) return now;
    const found = new Map(pages.flatMap((one) => (one ? [[one.at, one.page] as const] : [])));
    return { ...now, pages: now.pages.map((page, at) => found.get(at) ?? page) };
  });
}

/** The pages on which the first and the last row on the screen stand. */
function spanOf(
  pages: readonly CasePage[],
  seen: readonly [string, string] | undefined,
): readonly [number, number] {
  const pageOf = (id: string): number =>
    pages.findIndex((page) => page.items.some((item) => item.id === id));
  if (!seen) return [0, 0];
  const [first, last] = [pageOf(seen[0]), pageOf(seen[1])];
  return [first === -1 ? 0 : first, last === -1 ? pages.length - 1 : last];
}

/** How many cases stand behind each tab. */
export const countsQuery = (jurisdiction: string) =>
  queryOptions({
    queryKey: ['cases', 'counts', jurisdiction],
    queryFn: () => body(client.api.queue.$get({ query: { jurisdiction } })),
  });

/** Every case a registrant has in one state, as many as can be dealt with in one go. */
export async function allOf(item: CaseItem, most: number): Promise<readonly CaseItem[]> {
  const { jurisdiction, procedure, status, registrant } = item;
  if (registrant === null) return [item];
  const found: CaseItem[] = [];
  let after: string | undefined;
  do {
    const query = { jurisdiction, procedure, status, registrant, limit: String(PAGE) };
    const page = await body(
      client.api.cases.$get({ query: after === undefined ? query : { ...query, after } }),
    );
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && found.length < most);
  return found.slice(0, most);
}
