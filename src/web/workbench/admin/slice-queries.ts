import { infiniteQueryOptions } from '@tanstack/react-query';
import { text } from '../../../base/text.ts';
import { body, client } from '../api.ts';

export const slicesQuery = infiniteQueryOptions({
  queryKey: ['admin', 'slices'],
  initialPageParam: 0,
  queryFn: async ({ pageParam }) =>
    body(
      client.api.audit.slices.$get({
        query: pageParam === 0 ? {} : { after: String(pageParam) },
      }),
    ),
  getNextPageParam: (page) => page.next,
});

export type Slice = Awaited<ReturnType<NonNullable<typeof slicesQuery.queryFn>>>['items'][number];

/** What stands on the log and belongs to no case. */
export const LOG_ITSELF = {
  name: 'log',
  title: text('日志自身的陈述', 'What the log says about itself'),
};

export interface SliceForm {
  readonly from: string;
  readonly to: string;
  readonly procedure: string;
  readonly organisation: string;
  readonly purpose: string;
}

/** Exports a slice; what was left empty is not asked. */
export function exportSlice({ procedure, organisation, ...form }: SliceForm): Promise<Slice> {
  const narrowed = {
    ...(procedure === '' ? {} : { procedure }),
    ...(organisation.trim() === '' ? {} : { organisation }),
  };
  return body(client.api.audit.slices.$post({ json: { ...form, ...narrowed } }));
}
