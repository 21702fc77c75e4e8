import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { partsFor } from '../admin/parts.ts';
import { useLanguage } from '../language.tsx';
import { inboxCount, sessionQuery, type Session } from '../queries.ts';
import { signOut } from '../session.ts';
import { useWalk } from '../tour/walk.ts';
import { SignInAgain } from './again.tsx';
import { Announcer } from './announce.tsx';
import { Display } from './display.tsx';
import { LogBanner } from './log-banner.tsx';
import { Mark } from './mark.tsx';

const Tour = lazy(async () => ({ default: (await import('../tour/tour.tsx')).Tour }));
const DemoBar = lazy(async () => ({ default: (await import('./demo-bar.tsx')).DemoBar }));

/** What stands around every page: name, ways, language, person; and the demonstration's own bar. */
export function Frame() {
  const { say } = useLanguage();
  const { data: session } = useQuery(sessionQuery);
  const walk = useWalk();
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
        {session ? <Ways session={session} /> : null}
        <Display />
        {session ? <Person session={session} /> : null}
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

/** Those who watch over the course of registration, each over what they may see. */
const WATCHING = /^(?:registrar\.|municipal_|district_|supervisor_|auditor$)/;

function Ways({ session }: { readonly session: Session }) {
  const { say } = useLanguage();
  const { data: unread = 0 } = useQuery(inboxCount(session.account.id));
  const way = (
    to: '/' | '/new' | '/radar' | '/imports' | '/inbox' | '/figures' | '/admin',
    words: ReactNode,
    exact = false,
  ) => (
    <Link
      to={to}
      activeOptions={{ exact, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      {words}
    </Link>
  );
  return (
    <nav aria-label={say('主导航', 'Main')}>
      {way('/', say('事项', 'Cases'), true)}
      {way('/new', say('新建', 'New'))}
      {session.account.roles.some((role) => /^(?:registrant|agent$|registrar\.)/.test(role))
        ? way('/radar', say('到期', 'Expiry'))
        : null}
      {session.account.roles.some((role) => role === 'registrant' || role === 'agent')
        ? way('/imports', say('导入', 'Import'))
        : null}
      {way(
        '/inbox',
        <>
          {say('消息', 'Inbox')}
          {unread > 0 ? (
            <span className="count" aria-label={say(`${unread}条未读`, `${unread} unread`)}>
              {unread > 99 ? '99+' : unread}
            </span>
          ) : null}
        </>,
      )}
      {session.account.roles.some((role) => WATCHING.test(role))
        ? way('/figures', say('监督', 'Figures'))
        : null}
      {partsFor(session.account.roles).length > 0
        ? way('/admin', say('管理', 'Administration'))
        : null}
      <a href="/">{say('公众门户', 'Public portal')}</a>
    </nav>
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
