import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { body, client } from '../api.ts';
import { ChoiceField, LineField } from '../form/plain-field.tsx';
import { dateWords, dayOfMoment, momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { queryClient } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { CopyLine } from '../shell/copy-line.tsx';
import { ProblemNote } from '../shell/problem.tsx';

export const keysQuery = {
  queryKey: ['sessions', 'keys'],
  queryFn: async () => (await body(client.api.keys.$get())).items,
} as const;

const DAYS = ['30', '90', '180', '365'] as const;

/** Keys for one's own programs: made here, shown once, ended here. */
export function Keys() {
  const { say } = useLanguage();
  const [name, setName] = useState('');
  const [scope, setScope] = useState('read');
  const [days, setDays] = useState('90');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: () =>
      body(
        client.api.keys.$post({
          json: {
            name: name.trim(),
            scope: scope === 'act' ? 'act' : 'read',
            days: Number(days),
            password,
          },
        }),
      ),
    onSuccess: async () => {
      setName('');
      setTried(false);
      await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
    // Whether it was right or not, it does not stay on the screen.
    onSettled: () => setPassword(''),
  });
  const asked = say('请填写', 'Please fill this in');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && password !== '') create.mutate();
  };
  return (
    <section className="card" aria-labelledby="keys">
      <h2 id="keys">{say('接口密钥', 'Keys for programs')}</h2>
      <p>
        {say(
          '让本单位自己的系统代您查询或办理事项。密钥的权限不超过您的账户，不能登录、不能改密码、不能管理账户；用它办理的每一步都记明用了哪把密钥。',
          'For your own systems to read cases or act in them. A key is never more than your account, cannot sign in or change passwords, and whatever it does is on record as done with it.',
        )}{' '}
        <a href="/openapi.json" target="_blank" rel="noreferrer">
          {say('接口说明', 'The contract')}
        </a>
      </p>
      {create.data ? (
        <div className="note note-warn" role="status">
          <p>
            <strong>
              {say('请现在复制保存，离开本页后不再显示。', 'Copy it now: it is not shown again.')}
            </strong>
          </p>
          <CopyLine label={say('新密钥', 'The new key')} value={create.data.token} />
          <p className="quiet">
            {say('使用时放在请求头里：', 'Send it as a header: ')}
            <code>Authorization: Bearer shuji_…</code>
          </p>
          <Button onClick={() => create.reset()}>{say('已经存好', 'I have it')}</Button>
        </div>
      ) : null}
      <KeyList />
      <details>
        <summary>{say('新建一把', 'Make one')}</summary>
        <form onSubmit={submit} className="stack narrow-form" noValidate>
          <LineField
            label={say('名称', 'Name')}
            value={name}
            change={setName}
            input={{ maxLength: 60 }}
            help={say('写明哪个系统用，如“资产管理系统”。', 'Which system uses it.')}
            problem={tried && name.trim() === '' ? asked : undefined}
          />
          <ChoiceField
            label={say('可以做什么', 'What it may do')}
            value={scope}
            change={setScope}
            options={[
              { value: 'read', label: say('只查询', 'Read only') },
              { value: 'act', label: say('查询和办理', 'Read and act') },
            ]}
          />
          <ChoiceField
            label={say('多少天后失效', 'Ends after')}
            value={days}
            change={setDays}
            options={DAYS.map((n) => ({ value: n, label: say(`${n}天`, `${n} days`) }))}
          />
          <LineField
            label={say('登录密码', 'Your password')}
            value={password}
            change={setPassword}
            input={{ type: 'password', autoComplete: 'current-password', maxLength: 200 }}
            help={say(
              '密钥在您退出以后仍然有效，所以新建时再核对一次是您本人。',
              'A key goes on after you sign out, so it is checked once more that this is you.',
            )}
            problem={
              tried && password === '' && !create.isPending && !create.error ? asked : undefined
            }
          />
          <ProblemNote error={create.error} />
          <div>
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              {say('新建密钥', 'Make the key')}
            </Button>
          </div>
        </form>
      </details>
    </section>
  );
}

function KeyList() {
  const { say, language } = useLanguage();
  const keys = useQuery(keysQuery);
  const [now] = useState(() => new Date().toISOString());
  const end = useMutation({
    mutationFn: async (id: string) => {
      await body(client.api.keys[':id'].$delete({ param: { id } }) as never);
      await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
    onSuccess: () => announce(say('密钥已停用，马上生效', 'The key has ended, at once')),
  });
  if (keys.data?.length === 0)
    return <p className="quiet">{say('还没有密钥。', 'There is no key yet.')}</p>;
  return (
    <>
      <ProblemNote error={keys.error ?? end.error} />
      <ul className="plain-list">
        {keys.data?.map((one) => {
          const over = one.revokedAt !== null || Date.parse(one.expiresAt) < Date.parse(now);
          return (
            <li key={one.id} className="row between">
              <div>
                <strong className="prose">{one.name}</strong>{' '}
                {one.scope === 'act'
                  ? say('查询和办理', 'read and act')
                  : say('只查询', 'read only')}
                <div className="quiet">
                  {one.revokedAt
                    ? say('已停用', 'revoked')
                    : over
                      ? say('已到期', 'expired')
                      : say(
                          `至${dateWords(dayOfMoment(one.expiresAt), language)}`,
                          `until ${dateWords(dayOfMoment(one.expiresAt), language)}`,
                        )}
                  {' · '}
                  {one.lastUsed
                    ? say(
                        `上次使用 ${momentWords(one.lastUsed, language)}`,
                        `last used ${momentWords(one.lastUsed, language)}`,
                      )
                    : say('没有用过', 'never used')}
                </div>
              </div>
              {over ? null : (
                <Button
                  size="small"
                  danger
                  loading={end.isPending && end.variables === one.id}
                  onClick={() => end.mutate(one.id)}
                  aria-label={say(`停用“${one.name}”`, `Revoke "${one.name}"`)}
                >
                  {say('停用', 'Revoke')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
