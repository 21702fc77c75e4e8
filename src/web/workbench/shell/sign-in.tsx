import { useRouter, useSearch } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import { useDemoAccounts } from '../session.ts';
import { DemoCards } from './demo-cards.tsx';
import { usePage } from './page.ts';
import { SignInForm, useSignIn } from './sign-in-form.tsx';

export function SignIn() {
  const { say } = useLanguage();
  const heading = usePage(say('登录', 'Sign in'));
  const { to = '/' } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const demo = useDemoAccounts();
  const door = useSignIn(() => router.history.push(`/workbench${to === '/' ? '/' : to}`));
  const { enter } = door;
  return (
    <div className="sign-in">
      <section className="card narrow">
        <h1 ref={heading} tabIndex={-1}>
          {say('登录', 'Sign in')}
        </h1>
        <SignInForm door={door} />
      </section>
      {demo ? (
        <DemoCards accounts={demo} busy={enter.isPending} enter={(given) => enter.mutate(given)} />
      ) : null}
    </div>
  );
}
