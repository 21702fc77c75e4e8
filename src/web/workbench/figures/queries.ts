import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { FigureBar } from '../../../app/figures/bars.ts';
import type { Figures } from '../../../app/figures/figures.ts';
import { body, client } from '../api.ts';
import type { FiguresSearch } from './search.ts';

export type FiguresView = Figures;
export type Bar = FigureBar;

export const figuresQuery = (search: FiguresSearch) =>
  queryOptions({
    queryKey: ['cases', 'figures', search],
    // The contract says a table may come instead; it was not asked for.
    queryFn: async () => {
      const query = { ...search, form: 'json' as const };
      return (await body(client.api.figures.$get({ query }))) as unknown as FiguresView;
    },
    // The numbers of before stand until the new ones are there.
    placeholderData: (before: FiguresView | undefined) => before,
  });

/** The address of the same figures as a table file. */
export const figuresCsv = (search: FiguresSearch): string =>
  `/api/figures?${new URLSearchParams({ ...search, form: 'csv' }).toString()}`;

export const behindQuery = (jurisdiction: string, behind: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'behind', jurisdiction, behind],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { jurisdiction, behind, which: 'all' as const };
      const after = pageParam ? { after: pageParam } : {};
      return body(client.api.cases.$get({ query: { ...query, ...after } }));
    },
    getNextPageParam: (page) => page.next,
  });
