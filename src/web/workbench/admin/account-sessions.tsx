import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { queryClient, sessionsQuery } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { SessionLine } from '../shell/session-line.tsx';
import type { AccountLine } from './queries.ts';

/** The running sessions of an account, for the security administrator to end; the look is recorded. */
export function AccountSessions({ one }: { readonly one: AccountLine }) {
  const { say } = useLanguage();
  const query = sessionsQuery(one.accountId);
  const sessions = useQuery(query);
  const end = useMutation({
    mutationFn: async (id: string) => {
      await body(client.api.sessions[':id'].$delete({ param: { id } }) as never);
      await queryClient.invalidateQueries({ queryKey: query.queryKey });
    },
    onSuccess: () => announce(say('该会话已结束', 'The session was ended')),
  });
  return (
    <section className="stack" aria-label={say(`${one.login}的会话`, `Sessions of ${one.login}`)}>
      <h3>{say('登录中的会话', 'Running sessions')}</h3>
      <ProblemNote error={sessions.error ?? end.error} />
      {sessions.data?.length === 0 ? (
        <p className="quiet">{say('没有登录中的会话。', 'No session is running.')}</p>
      ) : null}
      <ul className="plain-list">
        {sessions.data?.map((session) => (
          <SessionLine key={session.id} one={session}>
            <Button
              size="small"
              danger
              onClick={() => end.mutate(session.id)}
              loading={end.isPending && end.variables === session.id}
            >
              {say('结束', 'End')}
            </Button>
          </SessionLine>
        ))}
      </ul>
    </section>
  );
}
