import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { body, client } from '../api.ts';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { queryClient, sessionsQuery } from '../queries.ts';
import { roleTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { SessionLine } from '../shell/session-line.tsx';
import { Export } from './export.tsx';
import { Keys } from './keys.tsx';
import { Password } from './password.tsx';
import { RealName } from './real-name.tsx';

/** Who I am here, and where else I am signed in. */
export function Me() {
  const { say, read, language } = useLanguage();
  const { account } = useSession();
  const heading = usePage(say('我的账户', 'My account'));
  // Whose sign-in needs a second factor has no keys, and no cases of their own.
  const privileged = account.roles.some((role) => /^(?:registrar|admin)\./.test(role));
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {say('我的账户', 'My account')}
      </h1>
      <section className="card">
        <dl className="facts">
          <div>
            <dt>{say('姓名', 'Name')}</dt>
            <dd>{account.name}</dd>
          </div>
          <div>
            <dt>{say('单位', 'Organisation')}</dt>
            <dd>
              {account.org
                ? `${account.org.name}（${account.org.code}）`
                : say('个人', 'A citizen')}
            </dd>
          </div>
          <div>
            <dt>{say('实名', 'Real name')}</dt>
            <dd>{account.realName ? say('已核验', 'Verified') : <Unverified />}</dd>
          </div>
          <div>
            <dt>{say('角色', 'Roles')}</dt>
            <dd>
              {listWords(
                account.roles.map((role) => read(roleTitle(role))),
                language,
              )}
            </dd>
          </div>
        </dl>
      </section>
      {account.roles.includes('registrar.intake') ? <RealName /> : null}
      <Sessions />
      {privileged ? null : (
        <>
          <Keys />
          <Export />
        </>
      )}
      <Password keyed={!privileged} />
    </>
  );
}

/** Not verified yet, and what to do about it; that of the organisation is a case of its own. */
function Unverified() {
  const { say } = useLanguage();
  const { account } = useSession();
  return (
    <>
      {say(
        '未核验。请持身份证件到登记机构核验本人；提出异议、举报须先核验。',
        'Not verified. Have the registrar check who you are: whoever objects or reports must be verified first.',
      )}{' '}
      {account.roles.includes('registrant') ? (
        <Link to="/new" search={{ procedure: 'account' }}>
          {say('单位的实名认证另行申请', 'That of your organisation is asked for here')}
        </Link>
      ) : null}
    </>
  );
}

/** At once; the list is newest first. */
const FIRST = 5;

function Sessions() {
  const { say } = useLanguage();
  const sessions = useQuery(sessionsQuery());
  const [all, setAll] = useState(false);
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
        {(all ? sessions.data : sessions.data?.slice(0, FIRST))?.map((one) => (
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
      {!all && (sessions.data?.length ?? 0) > FIRST ? (
        <p>
          <button type="button" className="plain" onClick={() => setAll(true)}>
            {say(
              `全部${sessions.data?.length ?? 0}个会话`,
              `All ${sessions.data?.length ?? 0} sessions`,
            )}
          </button>
        </p>
      ) : null}
    </section>
  );
}
