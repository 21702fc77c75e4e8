import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState, type FormEvent } from 'react';
import { body, client } from '../api.ts';
import { LineField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { queryClient } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { keysQuery } from './keys.tsx';

/** Changes my password; the server ends my other sessions with it, and my keys unless they are to stay.
 *  `keyed`: whether this account can have keys for programs. */
export function Password({ keyed }: { readonly keyed: boolean }) {
  const { say } = useLanguage();
  const { data: all = [] } = useQuery({ ...keysQuery, enabled: keyed });
  const [now] = useState(() => Date.now());
  const keys = all.filter((k) => k.revokedAt === null && Date.parse(k.expiresAt) > now).length;
  const [endKeys, setEndKeys] = useState(true);
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({
    mutationFn: () =>
      body(client.api.session.password.$put({ json: { old, next, keepKeys: !endKeys } })),
    onSuccess: async () => {
      for (const clear of [setOld, setNext, setAgain]) clear('');
      announce(
        keys > 0 && endKeys
          ? say(
              '密码已更改，其他会话已结束，接口密钥已停用',
              'The password was changed; your other sessions and your keys have ended',
            )
          : say(
              '密码已更改，其他会话已结束',
              'The password was changed; your other sessions have ended',
            ),
      );
      await queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const differs = again !== '' && again !== next;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (next === again) change.mutate();
  };
  const secret = (autoComplete: string) => ({
    type: 'password',
    autoComplete,
    maxLength: 200,
  });
  return (
    <section className="card" aria-labelledby="password-title">
      <h2 id="password-title">{say('更改密码', 'Change my password')}</h2>
      <form onSubmit={submit} className="stack narrow-form">
        <LineField
          label={say('原密码', 'Old password')}
          value={old}
          change={setOld}
          input={secret('current-password')}
        />
        <LineField
          label={say('新密码', 'New password')}
          value={next}
          change={setNext}
          input={secret('new-password')}
          help={say(
            '至少8位（经办人员和管理员10位），含大写、小写、数字、其他字符中的三类，不含登录名。更改后其他会话即结束。',
            'At least 8 characters (10 for officers and administrators), three of capitals, small letters, digits and others, without the login. Your other sessions end.',
          )}
        />
        <LineField
          label={say('再输一次新密码', 'New password again')}
          value={again}
          change={setAgain}
          input={secret('new-password')}
          problem={differs ? say('两次输入不一致。', 'The two do not match.') : undefined}
        />
        {keys > 0 ? (
          <Checkbox checked={endKeys} onChange={(event) => setEndKeys(event.target.checked)}>
            {say(
              `同时停用我的${keys}把接口密钥（密码可能被别人知道时，请勾选）`,
              `End my ${keys} key(s) for programs too (do, if somebody may know the password)`,
            )}
          </Checkbox>
        ) : null}
        <ProblemNote error={change.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {say('更改密码', 'Change the password')}
          </Button>
        </div>
      </form>
    </section>
  );
}
