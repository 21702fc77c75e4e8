import { Button } from 'antd';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { ApiProblem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { Cites } from './cites.tsx';
import { CodeField } from './code-field.tsx';
import { ProblemNote } from './problem.tsx';
import { isStep, type Step } from './sign-in-steps.ts';
import { Waiting } from './states.tsx';

// Drawing the picture is needed once in the life of an account.
const Enrol = lazy(async () => ({ default: (await import('./enrol.tsx')).Enrol }));

/** The second step of signing in: a code, or binding the authenticator that shows codes. */
export function SecondFactor({
  step,
  account,
  password,
  enter,
  enrol,
  back,
  busy,
  error,
}: {
  readonly step: Exclude<Step, 'password'>;
  readonly account: string;
  readonly password: string;
  readonly enter: (totp: string) => void;
  readonly enrol: () => void;
  readonly back: () => void;
  readonly busy: boolean;
  readonly error: unknown;
}) {
  const { say, read } = useLanguage();
  const [totp, setTotp] = useState('');
  const [ready, setReady] = useState(step === 'code');
  const asked = error instanceof ApiProblem && isStep(error) ? error.problem : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter(totp);
  };
  return (
    <div className="stack">
      <p className="quiet">{say(`账户：${account}`, `Account: ${account}`)}</p>
      {asked ? (
        <div className="note" role="status">
          <p>{read(asked.sentence)}</p>
          <Cites law={asked.cites} />
        </div>
      ) : null}
      {step === 'enrol' ? (
        <Suspense fallback={<Waiting />}>
          <Enrol account={account} password={password} begun={() => setReady(true)} />
        </Suspense>
      ) : null}
      {ready ? (
        <form onSubmit={submit} className="stack">
          <CodeField value={totp} change={setTotp} />
          <ProblemNote error={asked ? null : error} />
          <Button type="primary" htmlType="submit" loading={busy} block>
            {step === 'enrol' ? say('确认并登录', 'Confirm and sign in') : say('登录', 'Sign in')}
          </Button>
        </form>
      ) : null}
      <p className="row between">
        <button type="button" className="plain" onClick={back}>
          {say('换一个账户', 'Another account')}
        </button>
        {step === 'code' ? (
          <button type="button" className="plain" onClick={enrol}>
            {say('绑定没有完成？重新绑定', 'Enrolment not finished? Begin again')}
          </button>
        ) : null}
      </p>
    </div>
  );
}
