import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { body, client } from '../api.ts';
import { ChoiceField, LineField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { announce } from '../shell/announce.tsx';
import { Cites } from '../shell/cites.tsx';
import { ProblemNote } from '../shell/problem.tsx';

/** An intake officer states that a citizen proved who they are: only then may they object. */
export function RealName() {
  const { say } = useLanguage();
  const [login, setLogin] = useState('');
  const [verified, setVerified] = useState('yes');
  const confirm = useMutation({
    mutationFn: () =>
      body(
        client.api.admin['real-name'].$put({
          json: { login: login.trim().toLowerCase(), verified: verified === 'yes' },
        }),
      ),
    onSuccess: (done) => {
      announce(
        done.verified
          ? say(`${login}已标为实名`, `${login} is confirmed`)
          : say(`${login}的实名已撤销`, `${login} is no longer confirmed`),
      );
      setLogin('');
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <section className="card" aria-labelledby="real-name">
      <h2 id="real-name">{say('核验实名', 'Confirm a real name')}</h2>
      <p>
        {say(
          '当面或通过可信渠道核对本人身份后，登记其账户的实名状态。提出异议须实名。',
          'After checking who the person is, state it for their account. Whoever objects does so under their real name.',
        )}{' '}
        <Cites law={['BJ-REG-14', 'CQ-REG-11']} />
      </p>
      <form onSubmit={submit} className="stack narrow-form">
        <LineField
          label={say('登录名', 'Login')}
          value={login}
          change={setLogin}
          input={{ autoComplete: 'off', spellCheck: false, maxLength: 40 }}
        />
        <ChoiceField
          label={say('核验结果', 'Result')}
          value={verified}
          change={setVerified}
          options={[
            { value: 'yes', label: say('本人身份属实', 'The person is who they say') },
            { value: 'no', label: say('撤销实名', 'Withdraw the confirmation') },
          ]}
        />
        <ProblemNote error={confirm.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={confirm.isPending}>
            {say('登记核验结果', 'Record the result')}
          </Button>
        </div>
      </form>
    </section>
  );
}
