import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Language } from '../../../base/text.ts';
import type { FigureBar } from '../../../app/figures/bars.ts';
import type { Figures } from '../../../app/figures/figures.ts';
import { body, client } from '../api.ts';
import type { BehindSearch, FiguresSearch } from './search.ts';

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
export const figuresCsv = (search: FiguresSearch, lang: Language): string =>
  `/api/figures?${new URLSearchParams({ ...search, form: 'csv', lang }).toString()}`;

const behindPage = ({ jurisdiction, behind, registrant }: BehindSearch, after: string) =>
  body(
    client.api.cases.$get({
      query: {
        jurisdiction,
        behind,
        ...(registrant === undefined ? {} : { registrant }),
        which: 'all' as const,
        limit: '100',
        // What is owed longest comes first; what happened, the newest.
        ...(/^(?:late|owing)/.test(behind) ? { sort: 'due' as const } : {}),
        ...(after === '' ? {} : { after }),
      },
    }),
  );

/** More cases than these are no list to take away; a figure has seldom a tenth of them. */
const TAKEN = 5000;

/** All cases behind a figure, page by page. */
export async function allBehind(of: BehindSearch): Promise<BehindCase[]> {
  const found: BehindCase[] = [];
  let after: string | null = '';
  while (after !== null && found.length < TAKEN) {
    const page: Awaited<ReturnType<typeof behindPage>> = await behindPage(of, after);
    found.push(...page.items);
    after = page.next;
  }
  return found;
}

export type BehindCase = Awaited<ReturnType<typeof behindPage>>['items'][number];

export const behindQuery = (of: BehindSearch) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'behind', of],
    initialPageParam: '',
    queryFn: ({ pageParam }) => behindPage(of, pageParam),
    getNextPageParam: (page) => page.next,
  });
