import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLanguage } from '../language.tsx';
import { sessionQuery, type Session } from '../queries.ts';
import { signOut } from '../session.ts';
import { useWalk } from '../tour/walk.ts';
import { SignInAgain } from './again.tsx';
import { Announcer } from './announce.tsx';
import { Display } from './display.tsx';
import { LogBanner } from './log-banner.tsx';
import { Mark } from './mark.tsx';
import { Menu } from './menu.tsx';
import { useNarrow } from './narrow.ts';
import { UnreadWay, Ways } from './ways.tsx';

const Tour = lazy(async () => ({ default: (await import('../tour/tour.tsx')).Tour }));
const DemoBar = lazy(async () => ({ default: (await import('./demo-bar.tsx')).DemoBar }));

/** What stands around every page: name, ways, language, person; and the demonstration's own bar. */
export function Frame() {
  const { say } = useLanguage();
  const { data: session } = useQuery(sessionQuery);
  const walk = useWalk();
  const narrow = useNarrow();
  const all = (
    <>
      {session ? <Ways session={session} /> : null}
      <Display />
      {session ? <Person session={session} /> : null}
    </>
  );
  return (
    <>
      <a className="skip" href="#main">
        {say('跳到正文', 'Skip to the content')}
      </a>
      {session?.mode === 'demo' ? (
        <Suspense fallback={<div className="demo-bar" />}>
          <DemoBar session={session} />
        </Suspense>
      ) : null}
      <header className="top">
        <Link to="/" className="name">
          <Mark />
          <strong>{say('数籍', 'Shuji')}</strong>
          <span>{say('工作台', 'Workbench')}</span>
        </Link>
        {narrow && session ? <UnreadWay session={session} /> : null}
        {narrow ? <Menu>{all}</Menu> : all}
      </header>
      {session ? <LogBanner /> : null}
      {session ? <SignInAgain /> : null}
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {session?.mode === 'demo' && walk !== '' ? (
        <Suspense>
          <Tour />
        </Suspense>
      ) : null}
      <Announcer />
    </>
  );
}

function Person({ session }: { readonly session: Session }) {
  const { say } = useLanguage();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate({ to: '/sign-in' });
  };
  return (
    <div className="person">
      <Link to="/me" title={session.account.org?.name}>
        {session.account.name}
      </Link>
      <button type="button" className="plain" onClick={() => void leave()}>
        {say('退出', 'Sign out')}
      </button>
    </div>
  );
}
