import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';

interface Pages<T> {
  readonly data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** A list page by page: waiting, refused, empty, and more. */
export function Paged<T>({
  list,
  label,
  empty,
  children,
}: {
  readonly list: Pages<T>;
  readonly label: string;
  /** What is said of an empty list that nobody searched. */
  readonly empty?: string;
  readonly children: (item: T) => ReactNode;
}) {
  const { say } = useLanguage();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemNote error={list.error} />
      {list.isPending ? <Waiting /> : null}
      {list.isSuccess && items.length === 0 ? (
        <p className="card empty">{empty ?? say('没有符合条件的记录。', 'Nothing matches.')}</p>
      ) : null}
      {items.length > 0 ? (
        <ol className="case-list" aria-label={label}>
          {items.map(children)}
        </ol>
      ) : null}
      {list.hasNextPage ? (
        <p className="more">
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            {say('更多', 'More')}
          </Button>
        </p>
      ) : null}
    </>
  );
}
