import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { ApiProblem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { signIn, useDemoAccounts } from '../session.ts';
import { DemoCards } from './demo-cards.tsx';
import { usePage } from './page.ts';
import { ProblemNote } from './problem.tsx';

interface Who {
  readonly account: string;
  readonly password: string;
  readonly totp?: string;
}

export function SignIn() {
  const { say } = useLanguage();
  const heading = usePage(say('登录', 'Sign in'));
  const { to = '/' } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const demo = useDemoAccounts();
  const enter = useMutation({
    mutationFn: (who: Who) => signIn(who.account, who.password, who.totp),
    onSuccess: () => router.history.push(`/workbench${to === '/' ? '/' : to}`),
  });
  return (
    <div className="sign-in">
      <section className="card narrow">
        <h1 ref={heading} tabIndex={-1}>
          {say('登录', 'Sign in')}
        </h1>
        <Credentials
          enter={(who) => enter.mutate(who)}
          busy={enter.isPending}
          error={enter.error}
        />
      </section>
      {demo ? (
        <DemoCards accounts={demo} busy={enter.isPending} enter={(who) => enter.mutate(who)} />
      ) : null}
    </div>
  );
}

function Credentials({
  enter,
  busy,
  error,
}: {
  readonly enter: (who: Who) => void;
  readonly busy: boolean;
  readonly error: unknown;
}) {
  const { say } = useLanguage();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const second = error instanceof ApiProblem && /TOTP|SECOND|FACTOR/.test(error.problem.code);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter({ account: account.trim(), password, ...(totp === '' ? {} : { totp }) });
  };
  return (
    <form onSubmit={submit} className="stack">
      <label htmlFor="account">{say('账户', 'Account')}</label>
      <Input
        id="account"
        autoComplete="username"
        value={account}
        onChange={(e) => setAccount(e.target.value)}
        required
      />
      <label htmlFor="password">{say('口令', 'Password')}</label>
      <Input
        id="password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(e) => setPassword(e.target.value)}
        required
      />
      {second || totp !== '' ? (
        <>
          <label htmlFor="totp">{say('动态口令', 'One-time code')}</label>
          <Input
            id="totp"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={totp}
            onChange={(e) => setTotp(e.target.value)}
          />
        </>
      ) : null}
      <ProblemNote error={error} />
      <Button type="primary" htmlType="submit" loading={busy} block>
        {say('登录', 'Sign in')}
      </Button>
    </form>
  );
}
