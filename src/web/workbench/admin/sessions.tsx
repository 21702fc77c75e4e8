import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { queryClient } from '../queries.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { SessionLine } from '../shell/session-line.tsx';
import { wallWords } from './csv.ts';
import { ListHead } from './list-head.tsx';
import { Paged } from './paged.tsx';
import { allSessionsQuery } from './queries.ts';
import { SearchLine } from './search-line.tsx';
import { Sure } from './sure.tsx';

/** Everybody who is signed in, for the security administrator to end; the look is recorded. */
export function AllSessions() {
  const { say } = useLanguage();
  const { mode } = useSession();
  const { q = '' } = useSearch({ from: '/inside/admin' });
  const list = useInfiniteQuery(allSessionsQuery(q));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const end = useMutation({
    mutationFn: async (id: string) => {
      await body(client.api.sessions[':id'].$delete({ param: { id } }) as never);
      await queryClient.invalidateQueries({ queryKey: ['admin', 'sessions'] });
    },
    onSuccess: () => announce(say('该会话已结束', 'The session was ended')),
  });
  return (
    <>
      <p className="quiet">
        {say(
          '半小时没有使用的会话自动结束，最长十二小时。查看会话记入操作日志。',
          'A session ends by itself after half an hour without use, and after twelve hours at the latest. The look is recorded.',
        )}
        {mode === 'demo'
          ? say(
              '会话按真实的时间，不随演示时钟走。',
              ' Sessions keep the real time, not that of the demonstration.',
            )
          : ''}
      </p>
      <SearchLine label={say('按登录名或姓名搜索', 'Login or name')} />
      <ListHead
        shown={items.length}
        more={list.hasNextPage}
        name="sessions"
        rows={() => [
          [
            say('登录名', 'Login'),
            say('姓名', 'Name'),
            say('单位', 'Organisation'),
            say('设备', 'Device'),
            say('登录时间', 'Signed in'),
            say('最近使用', 'Last used'),
          ],
          ...items.map((one) => [
            one.login,
            one.name,
            one.org ?? '',
            one.client,
            wallWords(one.createdAt),
            wallWords(one.lastSeen),
          ]),
        ]}
      />
      <ProblemNote error={end.error} />
      <Paged
        list={list}
        label={say('会话', 'Sessions')}
        empty={
          q === ''
            ? say('目前没有人登录。', 'Nobody is signed in.')
            : say('没有这样的会话，可以换一个词搜索。', 'No such session; try another word.')
        }
      >
        {(one) => (
          <li key={one.id} className="case-line admin-line">
            <div className="what">
              <strong>
                {one.name} <code>{one.login}</code>
              </strong>
              <span className="quiet">{one.org ?? say('个人', 'A citizen')}</span>
            </div>
            {one.current ? (
              <strong className="good">{say('当前会话', 'This session')}</strong>
            ) : (
              <Sure
                act={say('结束', 'End')}
                warning={say(
                  `${one.login}须重新登录，没有保存的内容留在其浏览器里。`,
                  `${one.login} signs in again; what was not saved stays in their browser.`,
                )}
                busy={end.isPending && end.variables === one.id}
                go={() => end.mutate(one.id)}
              />
            )}
            <ul className="plain-list across">
              <SessionLine one={one}>{null}</SessionLine>
            </ul>
          </li>
        )}
      </Paged>
    </>
  );
}
