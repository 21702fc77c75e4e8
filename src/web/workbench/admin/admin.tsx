import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';
import { dutyOf, roleTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { usePage } from '../shell/page.ts';
import { Accounts } from './accounts.tsx';
import { CalendarDesk } from './calendar.tsx';
import { CatalogueDesk } from './catalogue.tsx';
import { Access, OperationsLog, SignIns } from './operations.tsx';
import { Organisations } from './organisations.tsx';
import { partsFor, partTitle, type Part } from './parts.ts';
import { Retention } from './retention.tsx';
import { AllSessions } from './sessions.tsx';
import { Slices } from './slices.tsx';
import { Upkeep } from './upkeep.tsx';

const DESKS: Readonly<Record<Part, () => ReactNode>> = {
  organisations: Organisations,
  accounts: Accounts,
  calendar: CalendarDesk,
  catalogue: CatalogueDesk,
  retention: Retention,
  upkeep: Upkeep,
  sessions: AllSessions,
  operations: OperationsLog,
  signIns: SignIns,
  access: Access,
  slices: Slices,
};

/** The consoles: each administrator finds their own, and reads what they never may do. */
export function Admin() {
  const { say, read } = useLanguage();
  const { account } = useSession();
  const { part } = useSearch({ from: '/inside/admin' });
  const parts = partsFor(account.roles);
  const chosen = parts.find((one) => one === part) ?? parts[0];
  const title = chosen ? read(partTitle(chosen)) : say('管理', 'Administration');
  const heading = usePage(title);
  if (!chosen) return <NotForYou />;
  const Desk = DESKS[chosen];
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <nav className="parts" aria-label={say('管理', 'Administration')}>
          {parts.map((one) => (
            <Link
              key={one}
              to="/admin"
              search={{ part: one }}
              {...(one === chosen ? { 'aria-current': 'page' as const } : {})}
            >
              {read(partTitle(one))}
            </Link>
          ))}
        </nav>
      </div>
      {account.roles.map((role) => {
        const duty = dutyOf(role);
        return duty ? (
          <p key={role} className="quiet">
            <strong>{read(roleTitle(role))}</strong>
            {say('：', ': ')}
            {read(duty.may)}
            {say('', ' ')}
            {read(duty.never)}
          </p>
        ) : null;
      })}
      <Desk key={`${account.id} ${chosen}`} />
    </>
  );
}

function NotForYou() {
  const { say } = useLanguage();
  return (
    <section className="card narrow">
      <h1>{say('管理', 'Administration')}</h1>
      <p>
        {say(
          '这里供系统、安全、审计管理员和审计人员使用，您的角色没有管理事项。',
          'This is for the three administrators and auditors; your roles have nothing to administer.',
        )}
      </p>
      <p>
        <Link to="/">{say('回到事项', 'Back to the cases')}</Link>
      </p>
    </section>
  );
}
