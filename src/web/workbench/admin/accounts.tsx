import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { momentWords } from '../format.ts';
import { wallWords } from './csv.ts';
import { useLanguage } from '../language.tsx';
import { roleTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { AccountDesk } from './account-desk.tsx';
import { ListHead } from './list-head.tsx';
import { NewAccount } from './new-account.tsx';
import { Paged } from './paged.tsx';
import { accountsQuery, type AccountLine } from './queries.ts';
import { SearchLine } from './search-line.tsx';

/** Accounts by login: one administrator creates them, another lets them in, a third only looks. */
export function Accounts() {
  const { say, read } = useLanguage();
  const [yes, no] = [say('是', 'yes'), say('否', 'no')];
  const { account } = useSession();
  const { q = '' } = useSearch({ from: '/inside/admin' });
  const list = useInfiniteQuery(accountsQuery(q));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {account.roles.includes('admin.system') ? <NewAccount /> : null}
      <SearchLine
        label={say('按登录名、姓名、单位名称或代码搜索', 'Login, name, organisation or its code')}
      />
      <ListHead
        shown={items.length}
        more={list.hasNextPage}
        name="accounts"
        rows={() => [
          [
            say('登录名', 'Login'),
            say('姓名', 'Name'),
            say('单位代码', 'Organisation code'),
            say('单位', 'Organisation'),
            say('角色', 'Roles'),
            say('启用', 'Open'),
            say('双因素', 'Two factors'),
            say('锁定至', 'Locked until'),
            say('开立时间', 'Created'),
          ],
          ...items.map((one) => [
            one.login,
            one.name,
            one.org ?? '',
            one.orgName ?? '',
            one.roles.map((role) => read(roleTitle(role))).join(say('、', ', ')),
            one.disabled ? no : yes,
            one.twoFactor ? yes : no,
            one.lockedUntil === null ? '' : wallWords(one.lockedUntil),
            wallWords(one.createdAt),
          ]),
        ]}
      />
      <Paged
        list={list}
        label={say('账户', 'Accounts')}
        empty={say('没有这样的账户，可以换一个词搜索。', 'No such account; try another word.')}
      >
        {(one) => <Line key={one.accountId} one={one} />}
      </Paged>
    </>
  );
}

function Line({ one }: { readonly one: AccountLine }) {
  const { say, read, language } = useLanguage();
  const { account, mode } = useSession();
  const [open, setOpen] = useState(false);
  const roles = one.roles.map((role) => read(roleTitle(role)));
  const marks = [
    one.twoFactor ? say('双因素', 'two factors') : '',
    one.realName ? say('已实名', 'real name confirmed') : '',
    one.demo ? say('演示', 'demonstration') : '',
    one.lockedUntil
      ? say(
          `锁定至${momentWords(one.lockedUntil, language)}`,
          `locked until ${momentWords(one.lockedUntil, language)}`,
        ) + (mode === 'demo' ? say('（真实时间）', ' (real time)') : '')
      : '',
  ].filter((mark) => mark !== '');
  return (
    <li className={`case-line admin-line${one.disabled ? ' ended' : ''}`}>
      <div className="what">
        <strong>
          {one.name} <code>{one.login}</code>
        </strong>
        <span className="quiet">{one.orgName ?? one.org ?? say('个人', 'A citizen')}</span>
        <span>
          {roles.length === 0 ? say('尚未授予角色', 'No role yet') : roles.join(say('、', ', '))}
        </span>
      </div>
      <div className="row">
        <span className="status">
          {one.disabled ? say('未启用', 'Closed') : say('已启用', 'Open')}
        </span>
        <span className="quiet">{marks.join(' · ')}</span>
      </div>
      {account.roles.includes('admin.audit') ? (
        <Link to="/admin" search={{ part: 'operations', account: one.login }}>
          {say('查看操作', 'Its operations')}
        </Link>
      ) : (
        <details
          className="across"
          open={open}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>{say(`管理${one.login}`, `Manage ${one.login}`)}</summary>
          {open ? <AccountDesk one={one} /> : null}
        </details>
      )}
    </li>
  );
}
