import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { text, type Text } from '../../base/text.ts';
import { body, client } from './api.ts';
import { momentWords } from './format.ts';
import { useLanguage } from './language.tsx';
import { inboxQuery, queryClient } from './queries.ts';
import { usePage } from './shell/page.ts';
import { ProblemNote } from './shell/problem.tsx';
import { Waiting } from './shell/states.tsx';
import { titleWords } from './words.ts';

const markRead = async (id: string): Promise<void> => {
  await body(client.api.inbox[':id'].read.$post({ param: { id } }) as never);
  await queryClient.invalidateQueries({ queryKey: ['inbox'] });
};

export function Inbox() {
  const { say, read, language } = useLanguage();
  const heading = usePage(say('消息', 'Inbox'));
  const notes = useInfiniteQuery(inboxQuery);
  const items = notes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {say('消息', 'Inbox')}
      </h1>
      <ProblemNote error={notes.error} />
      {notes.isPending ? <Waiting /> : null}
      {notes.isSuccess && items.length === 0 ? (
        <p className="card empty">
          {say(
            '还没有消息。事项有进展时，这里会告诉您。',
            'No messages yet. You hear here when a case moves.',
          )}
        </p>
      ) : null}
      <ol className="case-list">
        {items.map((note) => (
          <li
            key={note.id}
            className={note.read ? 'case-line note-line' : 'case-line note-line unread'}
          >
            <div className="what">
              <Link
                to="/cases/$id"
                params={{ id: note.caseId }}
                onClick={() => void markRead(note.id)}
              >
                {note.read ? null : <span className="hidden">{say('未读：', 'Unread: ')}</span>}
                {read(note.title)}
              </Link>
              <span className="quiet">{read(caseTitle(note.body))}</span>
            </div>
            <time className="quiet" dateTime={note.at}>
              {momentWords(note.at, language)}
            </time>
            {note.read ? null : (
              <Button size="small" onClick={() => void markRead(note.id)}>
                {say('标为已读', 'Mark as read')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {notes.hasNextPage ? (
        <p className="more">
          <Button onClick={() => void notes.fetchNextPage()}>{say('更多', 'More')}</Button>
        </p>
      ) : null}
    </>
  );
}

function caseTitle(given: Record<string, unknown>): Text {
  const { title, status } = given;
  const { zh, en } = titleWords(typeof title === 'string' ? title : '');
  const more = typeof status === 'string' ? [status] : [];
  return text([zh, ...more].join(' · '), [en, ...more].join(' · '));
}
