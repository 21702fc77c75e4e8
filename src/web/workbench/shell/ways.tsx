import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { onlyAdministers, partsFor } from '../admin/parts.ts';
import { useLanguage } from '../language.tsx';
import { inboxCount, type Session } from '../queries.ts';

/** Those who watch over the course of registration, each over what they may see. */
const WATCHING = /^(?:registrar\.|municipal_|district_|supervisor_|auditor$)/;

/** The ways this person may go. */
export function Ways({ session }: { readonly session: Session }) {
  const { say } = useLanguage();
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
      {onlyAdministers(session.account.roles) ? null : (
        <>
          {way('/', say('事项', 'Cases'), true)}
          {way('/new', say('新建', 'New'))}
        </>
      )}
      {session.account.roles.some((role) => /^(?:registrant|agent$|registrar\.)/.test(role))
        ? way('/radar', say('到期', 'Expiry'))
        : null}
      {session.account.roles.some((role) => role === 'registrant' || role === 'agent')
        ? way('/imports', say('导入', 'Import'))
        : null}
      {way(
        '/inbox',
        <>
          {say('消息', 'Inbox')} <Unread session={session} />
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

/** How many messages wait; nothing where none does. */
function Unread({ session }: { readonly session: Session }) {
  const { say } = useLanguage();
  const { data: unread = 0 } = useQuery(inboxCount(session.account.id));
  return unread > 0 ? (
    <span className="count" aria-label={say(`${unread}条未读`, `${unread} unread`)}>
      {unread > 99 ? '99+' : unread}
    </span>
  ) : null;
}

/** The way to messages that still wait, at hand beside a folded menu. */
export function UnreadWay({ session }: { readonly session: Session }) {
  const { say } = useLanguage();
  const { data: unread = 0 } = useQuery(inboxCount(session.account.id));
  return unread > 0 ? (
    <Link to="/inbox" className="unread-way">
      {say('消息', 'Inbox')} <Unread session={session} />
    </Link>
  ) : null;
}
