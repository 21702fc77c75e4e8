import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, client } from '../api.ts';

const readImports = async () => (await body(client.api.imports.$get())).items;
export type ImportView = Awaited<ReturnType<typeof readImports>>[number];
export type Outcome = 'created' | 'ready' | 'skipped' | 'refused';

const RUNNING = ['waiting', 'running'];
export const runs = (job: ImportView | undefined): boolean =>
  job !== undefined && RUNNING.includes(job.state);

const AGAIN_MS = 1000;

/** My last imports; asked again while one of them runs. */
export const importsQuery = queryOptions({
  queryKey: ['cases', 'imports'],
  queryFn: readImports,
  refetchInterval: ({ state }) => (state.data?.some(runs) ? AGAIN_MS : false),
});

export const linesQuery = (id: string, outcome: Outcome | undefined) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'imports', id, outcome ?? ''],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      body(
        client.api.imports[':id'].lines.$get({
          param: { id },
          query: {
            ...(outcome ? { outcome } : {}),
            ...(pageParam > 0 ? { after: String(pageParam) } : {}),
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

export interface Choices {
  readonly jurisdiction: string;
  readonly objectKind: 'resource' | 'product' | 'service';
  readonly inScope: boolean;
  readonly mandate: string;
}

export type Mapping = Readonly<Record<string, string>>;

const readPreview = (file: string, jurisdiction: string, mapping: Mapping) =>
  body(client.api.imports.preview.$post({ json: { file, jurisdiction, mapping } }));
export type Preview = Awaited<ReturnType<typeof readPreview>>;
export type MappedColumn = Preview['columns'][number];

export const previewQuery = (file: string, jurisdiction: string, mapping: Mapping) =>
  queryOptions({
    queryKey: ['cases', 'imports', 'preview', file, jurisdiction, mapping],
    queryFn: () => readPreview(file, jurisdiction, mapping),
    retry: false,
  });

export const startImport = (
  file: string,
  mode: 'check' | 'import',
  { mandate, ...choices }: Choices,
  mapping: Mapping,
) =>
  body(
    client.api.imports.$post({
      json: { file, mode, mapping, ...choices, ...(mandate === '' ? {} : { mandate }) },
    }) as never,
  ) as Promise<ImportView>;

export const cancelImport = (id: string) =>
  body(client.api.imports[':id'].cancel.$post({ param: { id } }));
