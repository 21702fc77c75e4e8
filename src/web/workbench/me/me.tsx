import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { queryClient, sessionsQuery } from '../queries.ts';
import { roleTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { SessionLine } from '../shell/session-line.tsx';
import { Password } from './password.tsx';
import { RealName } from './real-name.tsx';

/** Who I am here, and where else I am signed in. */
export function Me() {
  const { say, read } = useLanguage();
  const { account } = useSession();
  const heading = usePage(say('我的账户', 'My account'));
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {say('我的账户', 'My account')}
      </h1>
      <section className="card">
        <dl className="facts">
          <dt>{say('姓名', 'Name')}</dt>
          <dd>{account.name}</dd>
          <dt>{say('单位', 'Organisation')}</dt>
          <dd>
            {account.org ? `${account.org.name}（${account.org.code}）` : say('个人', 'A citizen')}
          </dd>
          <dt>{say('实名', 'Real name')}</dt>
          <dd>{account.realName ? say('已核验', 'Verified') : say('未核验', 'Not verified')}</dd>
          <dt>{say('角色', 'Roles')}</dt>
          <dd>{account.roles.map((role) => read(roleTitle(role))).join('、')}</dd>
        </dl>
      </section>
      {account.roles.includes('registrar.intake') ? <RealName /> : null}
      <Sessions />
      <Password />
    </>
  );
}

function Sessions() {
  const { say } = useLanguage();
  const sessions = useQuery(sessionsQuery());
  const end = useMutation({
    mutationFn: async (id: string) => {
      await body(client.api.sessions[':id'].$delete({ param: { id } }) as never);
      await queryClient.invalidateQueries();
    },
    onSuccess: () => announce(say('该会话已结束', 'The session was ended')),
  });
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions">{say('登录中的会话', 'Running sessions')}</h2>
      <ProblemNote error={sessions.error ?? end.error} />
      <ul className="plain-list">
        {sessions.data?.map((one) => (
          <SessionLine key={one.id} one={one}>
            {one.current ? (
              <strong className="good">{say('当前会话', 'This session')}</strong>
            ) : (
              <Button
                size="small"
                danger
                onClick={() => end.mutate(one.id)}
                loading={end.isPending && end.variables === one.id}
              >
                {say('结束', 'End')}
              </Button>
            )}
          </SessionLine>
        ))}
      </ul>
    </section>
  );
}
