import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { body, client } from '../api.ts';
import { historyQuery, queryClient } from '../queries.ts';
import { covering, pauseMs, settledThrough, withNews, type Places } from './standing.ts';

/** The most events that one page of evidence holds. */
export const EVIDENCE_PAGE = 500;

const readPage = (id: string, after: number) =>
  body(
    client.api.cases[':id'].proof.$get({
      param: { id },
      query: { after: String(after), limit: String(EVIDENCE_PAGE) },
    }),
  );

/** The evidence of all events after a version, page by page. */
async function readEvidence(id: string, after: number) {
  const first = await readPage(id, after);
  const events = [...first.events];
  for (let { next } = first; next !== null;) {
    const page = await readPage(id, next);
    events.push(...page.events);
    next = page.next;
  }
  return { events, policies: [first.policy.sha256, first.policy.sm3] };
}

const placesQuery = (id: string) => {
  const queryKey = ['case', id, 'places'] as const;
  return queryOptions({
    queryKey,
    // What is settled stays so; whether to ask for the rest is for `pauseMs` alone.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Places> => {
      const before = queryClient.getQueryData<Places>(queryKey);
      return withNews(before, await readEvidence(id, settledThrough(before)));
    },
  });
};

/** Where the events of a case stand on the log: asked once its history is shown, and again, ever more
 *  rarely and never while nobody looks, until all of it is settled. */
export function usePlaces(id: string) {
  const { data: events } = useQuery(historyQuery(id));
  const shown = events?.at(-1)?.version ?? 0;
  const { data, error } = useQuery({
    ...placesQuery(id),
    enabled: shown > 0,
    refetchInterval: ({ state }) => pauseMs(state.data, shown),
  });
  const places = useMemo(() => data && covering(data, events ?? []), [data, events]);
  return { places, error };
}
