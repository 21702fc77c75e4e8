import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { LineField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { signIn } from '../session.ts';
import { ProblemNote } from './problem.tsx';
import { SecondFactor } from './second-factor.tsx';
import { isStep, stepAfter, type Step } from './sign-in-steps.ts';

interface Who {
  readonly account: string;
  readonly password: string;
  readonly totp?: string;
}

/** Account and password, then the second factor where one is asked for. */
export function useSignIn(entered: () => void) {
  const [step, setStep] = useState<Step>('password');
  const enter = useMutation({
    mutationFn: (who: Who) => signIn(who.account, who.password, who.totp),
    onSuccess: entered,
    onError: (error) => setStep((now) => stepAfter(error, now)),
  });
  return { step, setStep, enter };
}

export function SignInForm({
  door: { step, setStep, enter },
}: {
  readonly door: ReturnType<typeof useSignIn>;
}) {
  const who = enter.variables;
  return step === 'password' || !who ? (
    <Credentials
      enter={(given) => enter.mutate(given)}
      busy={enter.isPending}
      error={isStep(enter.error) ? null : enter.error}
    />
  ) : (
    <SecondFactor
      key={step}
      step={step}
      account={who.account}
      password={who.password}
      enter={(totp) => enter.mutate({ ...who, totp })}
      enrol={() => setStep('enrol')}
      back={() => {
        enter.reset();
        setStep('password');
      }}
      busy={enter.isPending}
      error={enter.error}
    />
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
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter({ account: account.trim(), password });
  };
  return (
    <form onSubmit={submit} className="stack">
      <LineField
        label={say('账户', 'Account')}
        value={account}
        change={setAccount}
        input={{ autoComplete: 'username' }}
      />
      <LineField
        label={say('密码', 'Password')}
        value={password}
        change={setPassword}
        input={{ type: 'password', autoComplete: 'current-password', maxLength: 200 }}
      />
      <ProblemNote error={error} />
      <Button type="primary" htmlType="submit" loading={busy} block>
        {say('登录', 'Sign in')}
      </Button>
    </form>
  );
}
