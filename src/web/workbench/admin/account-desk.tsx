import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { body, client } from '../api.ts';
import { LineField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { useSession } from '../session.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { useChange, type AccountLine } from './queries.ts';
import { RolesForm } from './roles-form.tsx';
import { Sure } from './sure.tsx';

/** What this administrator can do with an account that is not their own. */
export function AccountDesk({ one }: { readonly one: AccountLine }) {
  const { say } = useLanguage();
  const { account } = useSession();
  if (one.accountId === account.id) {
    return (
      <p className="quiet">
        {say('本人的账户须由他人办理。', 'Your own account is for somebody else to manage.')}
      </p>
    );
  }
  const security = account.roles.includes('admin.security');
  return (
    <div className="stack desk">
      {security ? <RolesForm one={one} /> : <Reset one={one} />}
      {/* What was refused before other roles were given is no longer so. */}
      <Standing key={one.roles.join(' ')} one={one} mayOpen={security} />
      {security && one.twoFactor ? <Authenticator one={one} /> : null}
      {security ? <AccountSessions one={one} /> : null}
    </div>
  );
}

function Standing({ one, mayOpen }: { readonly one: AccountLine; readonly mayOpen: boolean }) {
  const { say } = useLanguage();
  const set = useChange(
    (disabled: boolean) =>
      body(
        client.api.admin.accounts[':id'].disabled.$put({
          param: { id: one.accountId },
          json: { disabled },
        }),
      ),
    ({ disabled }) =>
      disabled
        ? say(`已停用${one.login}`, `${one.login} is closed`)
        : say(`已启用${one.login}`, `${one.login} is open`),
  );
  return (
    <div className="stack">
      <ProblemNote error={set.error} />
      {one.disabled ? (
        mayOpen ? (
          <div>
            <Button onClick={() => set.mutate(false)} loading={set.isPending}>
              {say('启用账户', 'Open the account')}
            </Button>
          </div>
        ) : (
          <p className="quiet">
            {say('启用账户由安全管理员办理。', 'Only the security administrator opens an account.')}
          </p>
        )
      ) : (
        <Sure
          act={say('停用账户', 'Close the account')}
          warning={say(
            '停用后其会话即结束，本人不能登录。',
            'Its sessions end and the owner cannot sign in.',
          )}
          busy={set.isPending}
          go={() => set.mutate(true)}
        />
      )}
    </div>
  );
}

function Authenticator({ one }: { readonly one: AccountLine }) {
  const { say } = useLanguage();
  const remove = useChange(
    () => body(client.api.admin.accounts[':id'].totp.$delete({ param: { id: one.accountId } })),
    () => say(`已解除${one.login}的身份验证器`, `The authenticator of ${one.login} is taken away`),
  );
  return (
    <div className="stack">
      <ProblemNote error={remove.error} />
      <Sure
        act={say('解除身份验证器', 'Take the authenticator away')}
        warning={say(
          '请先核实是本人遗失。其会话即结束，下次登录时重新绑定。',
          'Make sure it is the owner who lost it. The sessions end; the next sign-in enrols another.',
        )}
        busy={remove.isPending}
        go={() => remove.mutate(undefined)}
      />
    </div>
  );
}

function Reset({ one }: { readonly one: AccountLine }) {
  const { say } = useLanguage();
  const [password, setPassword] = useState('');
  const reset = useChange(
    () =>
      body(
        client.api.admin.accounts[':id'].password.$put({
          param: { id: one.accountId },
          json: { password },
        }),
      ),
    () => {
      setPassword('');
      return say(
        `已重置${one.login}的密码，待安全管理员启用`,
        `The password of ${one.login} is reset; the security administrator opens it again`,
      );
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    reset.mutate(undefined);
  };
  return (
    <form onSubmit={submit} className="stack narrow-form" autoComplete="off">
      <LineField
        label={say('重置密码', 'Reset the password')}
        value={password}
        change={setPassword}
        input={{ type: 'password', autoComplete: 'new-password', maxLength: 200 }}
        help={say(
          '重置后账户即停用，须由安全管理员启用：任何一人都不能单独接管账户。',
          'The account closes until the security administrator opens it: nobody takes it over alone.',
        )}
      />
      <ProblemNote error={reset.error} />
      <div>
        <Button htmlType="submit" loading={reset.isPending}>
          {say('重置', 'Reset')}
        </Button>
      </div>
    </form>
  );
}
