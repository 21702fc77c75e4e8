import { Button, Checkbox } from 'antd';
import { useState, type FormEvent } from 'react';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { grantable, roleTitle } from '../roles.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { useChange, type AccountLine } from './queries.ts';

/** Gives exactly the roles that are ticked. Which may not meet is the server's to say. */
export function RolesForm({ one }: { readonly one: AccountLine }) {
  const { say, read } = useLanguage();
  const [roles, setRoles] = useState<readonly string[]>(one.roles);
  const give = useChange(
    () =>
      body(
        client.api.admin.accounts[':id'].roles.$put({
          param: { id: one.accountId },
          json: { roles: [...roles] },
        }),
      ),
    (done) =>
      done.roles.length === 0
        ? say(`已收回${one.login}的全部角色`, `${one.login} holds no role now`)
        : say(`已授予${one.login}角色`, `The roles of ${one.login} are given`),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    give.mutate(undefined);
  };
  return (
    <form onSubmit={submit} className="stack">
      <fieldset>
        <legend>{say(`${one.login}的角色`, `Roles of ${one.login}`)}</legend>
        <Checkbox.Group
          value={[...roles]}
          onChange={(chosen) => setRoles(chosen)}
          options={grantable.map((value) => ({ value, label: read(roleTitle(value)) }))}
        />
      </fieldset>
      {roles.length === 0 ? (
        <p className="quiet">
          {say('没有角色的账户不能登录。', 'An account without a role cannot sign in.')}
        </p>
      ) : null}
      <ProblemNote error={give.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={give.isPending}>
          {say('授予所选角色', 'Give these roles')}
        </Button>
      </div>
    </form>
  );
}
