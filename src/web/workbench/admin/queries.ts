import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import type { AccountLine, OrganisationLine } from '../../../app/accounts/account-lists.ts';
import type { OperationLine } from '../../../app/accounts/operations-read.ts';
import { body, client } from '../api.ts';
import { queryClient } from '../queries.ts';
import { announce } from '../shell/announce.tsx';

export type { AccountLine, OperationLine, OrganisationLine };

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The contract leaves the lines open; what they hold is what the service made of them. */
const pageAs = <T>(page: unknown): Page<T> => page as Page<T>;

const pageQuery = (q: string, after: string) => ({
  ...(q === '' ? {} : { q }),
  ...(after === '' ? {} : { after }),
});

export const accountsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'accounts', q],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      pageAs<AccountLine>(
        await body(client.api.admin.accounts.$get({ query: pageQuery(q, pageParam) })),
      ),
    getNextPageParam: (page) => page.next,
  });

export const organisationsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'organisations', q],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      pageAs<OrganisationLine>(
        await body(client.api.admin.organisations.$get({ query: pageQuery(q, pageParam) })),
      ),
    getNextPageParam: (page) => page.next,
  });

export interface OperationFilter {
  readonly from?: string;
  readonly to?: string;
  readonly kind?: string;
  readonly account?: string;
  readonly subject?: string;
  readonly ok?: 'true' | 'false';
}

/** The lines counted by day, for the picture above them. */
export const operationDaysQuery = (filter: OperationFilter) =>
  queryOptions({
    queryKey: ['admin', 'operation-days', filter],
    staleTime: 0,
    queryFn: () => body(client.api.admin['operation-days'].$get({ query: { ...filter } })),
    placeholderData: (before) => before,
  });

/** The address of the same lines as a table file. */
export const operationsCsv = (filter: OperationFilter): string =>
  `/api/admin/operations.csv?${new URLSearchParams({ ...filter }).toString()}`;

export const allSessionsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'sessions', q],
    staleTime: 0,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(client.api.admin.sessions.$get({ query: pageQuery(q, pageParam) })),
    getNextPageParam: (page) => page.next,
  });

export const systemStatusQuery = queryOptions({
  queryKey: ['admin', 'status'],
  queryFn: () => body(client.api.admin.status.$get()),
});

export const retentionQuery = queryOptions({
  queryKey: ['admin', 'retention'],
  queryFn: async () => (await body(client.api.admin.retention.$get())).items,
});

export const operationsQuery = (filter: OperationFilter) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'operations', filter],
    // A log is read to see what happened just now.
    staleTime: 0,
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      pageAs<OperationLine>(
        await body(
          client.api.admin.operations.$get({
            query: { ...filter, ...(pageParam === '' ? {} : { after: pageParam }) },
          }),
        ),
      ),
    getNextPageParam: (page) => page.next,
  });

/** A change at the desk: what it says when it is done, and the lists read anew. */
export function useChange<In, Out>(
  work: (input: In) => Promise<Out>,
  said: (out: Out, input: In) => string,
) {
  return useMutation({
    mutationFn: work,
    onSuccess: async (out, input) => {
      announce(said(out, input));
      await queryClient.invalidateQueries({ queryKey: ['admin'] });
    },
  });
}
