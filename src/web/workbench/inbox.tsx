import {
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Text } from '../../base/text.ts';
import { body, client } from './api.ts';
import { dateWords, momentWords } from './format.ts';
import { byCase, type CaseNotes, type Note } from './inbox-groups.ts';
import { useLanguage } from './language.tsx';
import { proceduresQuery, queryClient } from './queries.ts';
import { announce } from './shell/announce.tsx';
import { usePage } from './shell/page.ts';
import { ProblemNote } from './shell/problem.tsx';
import { Waiting } from './shell/states.tsx';
import { titleWords } from './words.ts';

const notesQuery = (show: 'unread' | 'read') =>
  infiniteQueryOptions({
    queryKey: ['inbox', show],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(client.api.inbox.$get({ query: { show, ...(pageParam ? { after: pageParam } : {}) } })),
    getNextPageParam: (page) => page.next,
  });

const mark = async (what: { case: string } | { upto: string }): Promise<void> => {
  await body(client.api.inbox.read.$post({ json: what }) as never);
  await queryClient.invalidateQueries({ queryKey: ['inbox'] });
};

/** Messages by case: what is new first, and what was read below it. */
export function Inbox() {
  const { say } = useLanguage();
  const heading = usePage(say('消息', 'Inbox'));
  const fresh = useInfiniteQuery(notesQuery('unread'));
  const old = useInfiniteQuery(notesQuery('read'));
  const all = useMutation({ mutationFn: mark });
  const unread = fresh.data?.pages.flatMap((page) => page.items) ?? [];
  const read = old.data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = unread;
  const n = fresh.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {say('消息', 'Inbox')}
        </h1>
        {newest ? (
          <Button
            loading={all.isPending}
            onClick={() =>
              all.mutate(
                { upto: newest.id },
                { onSuccess: () => announce(say('已全部标为已读', 'All marked as read')) },
              )
            }
          >
            {say('全部标为已读', 'Mark all as read')}
          </Button>
        ) : null}
      </div>
      <ProblemNote error={fresh.error ?? old.error ?? all.error} />
      {fresh.isPending || old.isPending ? <Waiting /> : null}
      {fresh.isSuccess && old.isSuccess && unread.length + read.length === 0 ? (
        <section className="card empty">
          <h2>{say('还没有消息', 'No messages yet')}</h2>
          <p>
            {say(
              '事项有进展、有人移交给您办理，或者期限将到时，会在这里告诉您。',
              'You hear here when a case moves, when a colleague hands one over, or when time runs short.',
            )}
          </p>
          <p>
            <Link to="/">{say('去看事项', 'Go to the cases')}</Link>
          </p>
        </section>
      ) : null}
      {fresh.isSuccess && unread.length === 0 && read.length > 0 ? (
        <p className="quiet">{say('没有未读消息。', 'Nothing unread.')}</p>
      ) : null}
      <Part
        id="unread"
        title={say(`未读（${n >= 1000 ? '999+' : n}）`, `Unread (${n >= 1000 ? '999+' : n})`)}
        notes={unread}
        more={fresh.hasNextPage ? () => void fresh.fetchNextPage() : undefined}
      />
      <Part
        id="read"
        title={say('已读', 'Read')}
        notes={read}
        more={old.hasNextPage ? () => void old.fetchNextPage() : undefined}
      />
    </>
  );
}

function Part({
  id,
  title,
  notes,
  more,
}: {
  readonly id: string;
  readonly title: string;
  readonly notes: readonly Note[];
  readonly more: (() => void) | undefined;
}) {
  const { say } = useLanguage();
  if (notes.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={`inbox-${id}`}>
      <h2 id={`inbox-${id}`}>{title}</h2>
      <ol className="case-list">
        {byCase(notes).map((one) => (
          <About key={one.caseId} about={one} isNew={id === 'unread'} />
        ))}
      </ol>
      {more ? (
        <p className="more">
          <Button onClick={more}>{say('更多', 'More')}</Button>
        </p>
      ) : null}
    </section>
  );
}

/** What each clock measures, by its name. */
function usePeriods(): ReadonlyMap<string, Text> {
  const { data } = useQuery(proceduresQuery);
  return new Map(
    (data ?? []).flatMap(({ clocks }) => clocks.map(({ name, title }) => [name, title])),
  );
}

/** Everything about one case, and the way to where something can be done about it. */
function About({ about, isNew }: { readonly about: CaseNotes; readonly isNew: boolean }) {
  const { say, read, language } = useLanguage();
  const { caseId, notes } = about;
  const periods = usePeriods();
  const title = read(titleWords(about.title === '' ? caseId : about.title));
  const [latest, ...earlier] = notes;
  if (!latest) return null;
  const { due, clock } = latest.body;
  const period = typeof clock === 'string' ? periods.get(clock) : undefined;
  return (
    <li className={isNew ? 'case-line note-line unread' : 'case-line note-line'}>
      <div className="what">
        <Link
          to="/cases/$id"
          params={{ id: caseId }}
          onClick={() => void (isNew ? mark({ case: caseId }) : undefined)}
        >
          {isNew ? <span className="hidden">{say('未读：', 'Unread: ')}</span> : null}
          {title}
        </Link>
        <span>
          {read(latest.title)}
          {typeof due === 'string' ? (
            <span className="quiet">
              {period
                ? say(
                    `，${period.zh}至${dateWords(due, language)}`,
                    `; ${period.en.toLowerCase()} until ${dateWords(due, language)}`,
                  )
                : say(`，期限${dateWords(due, language)}`, `, due ${dateWords(due, language)}`)}
            </span>
          ) : null}
        </span>
        <time className="quiet" dateTime={latest.at}>
          {momentWords(latest.at, language)}
        </time>
        {earlier.length > 0 ? (
          <details>
            <summary>
              {say(`更早的${earlier.length}条`, `${earlier.length} earlier`)}
              <span className="hidden">{title}</span>
            </summary>
            <ul className="plain-list">
              {earlier.map((note) => (
                <li key={note.id} className="row between">
                  <span>{read(note.title)}</span>
                  <time className="quiet" dateTime={note.at}>
                    {momentWords(note.at, language)}
                  </time>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
      <div className="row">
        <Link
          className={isNew ? 'button-primary' : 'button'}
          to="/cases/$id"
          params={{ id: caseId }}
          onClick={() => void (isNew ? mark({ case: caseId }) : undefined)}
        >
          {isNew ? say('打开事项', 'Go to the case') : say('查看', 'Look')}
          <span className="hidden"> {title}</span>
        </Link>
        {isNew ? (
          <Button
            aria-label={`${say('标为已读', 'Mark as read')}: ${title}`}
            onClick={() => void mark({ case: caseId })}
          >
            {say('标为已读', 'Mark as read')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
