import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useDeferredValue, useState, type FormEvent } from 'react';
import { body, client } from '../api.ts';
import { LineField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useChange, type OrganisationLine } from './queries.ts';
import { wrongFields } from './wrong-fields.ts';

const EMPTY = { login: '', name: '', org: '', email: '', password: '' };

/** Creates an account, which stays closed until the security administrator gives it a role. */
export function NewAccount() {
  const { say } = useLanguage();
  const [form, setForm] = useState(EMPTY);
  const put = (key: keyof typeof EMPTY) => (value: string) =>
    setForm((before) => ({ ...before, [key]: value }));
  const create = useChange(
    () => {
      const { org, email, ...rest } = form;
      const json = {
        ...rest,
        org: org.trim() === '' ? null : org.trim(),
        ...(email.trim() === '' ? {} : { email: email.trim() }),
      };
      return body(client.api.admin.accounts.$post({ json }));
    },
    () => {
      setForm(EMPTY);
      return say(
        `已开立账户${form.login}，待安全管理员授权`,
        `${form.login} is created and waits for the security administrator`,
      );
    },
  );
  const wrong = wrongFields(create.error);
  const amiss = (field: keyof typeof EMPTY, zh: string, en: string) =>
    wrong.has(field) ? { problem: say(zh, en) } : {};
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(undefined);
  };
  return (
    <details className="card">
      <summary>{say('开立账户', 'Create an account')}</summary>
      <form onSubmit={submit} className="stack" autoComplete="off">
        <p className="quiet">
          {say(
            '新账户没有角色，不能登录；由安全管理员授予角色后启用。',
            'A new account holds no role and cannot sign in until the security administrator gives it one.',
          )}
        </p>
        <div className="group-fields">
          <LineField
            label={say('登录名', 'Login')}
            value={form.login}
            change={put('login')}
            input={{ maxLength: 40, spellCheck: false, autoComplete: 'off' }}
            help={say(
              '3至40位小写字母、数字、点、横线、下划线。',
              '3 to 40 of small letters, digits, dot, hyphen, underscore.',
            )}
            {...amiss(
              'login',
              '登录名不符合要求：3至40位小写字母、数字、点、横线、下划线，以字母或数字开头。',
              'Not a login: 3 to 40 of small letters, digits, dot, hyphen, underscore, a letter or digit first.',
            )}
          />
          <LineField
            label={say('姓名', 'Name')}
            value={form.name}
            change={put('name')}
            input={{ maxLength: 60 }}
            {...amiss(
              'name',
              '姓名2至60个字，不能有看不见的字符。',
              'A name has 2 to 60 characters, none of them invisible.',
            )}
          />
          <LineField
            label={say('所属单位代码', 'Organisation code')}
            value={form.org}
            change={put('org')}
            optional
            input={{ list: 'admin-organisations', className: 'code', spellCheck: false }}
            help={say(
              '输入名称的一部分可以选择；个人留空。',
              'Type part of a name to choose one; leave empty for a citizen.',
            )}
            {...amiss('org', '单位代码18位。', 'An organisation code has 18 characters.')}
          />
          <LineField
            label={say('电子邮箱', 'E-mail')}
            value={form.email}
            change={put('email')}
            optional
            input={{ type: 'email', maxLength: 200 }}
            {...amiss('email', '这不是电子邮箱地址。', 'This is no e-mail address.')}
          />
          <LineField
            label={say('初始密码', 'First password')}
            value={form.password}
            change={put('password')}
            input={{ type: 'password', autoComplete: 'new-password', maxLength: 200 }}
            help={say(
              '至少10位，含大写、小写、数字、其他字符中的三类；请本人登录后立即更改。',
              'At least 10 characters, three of capitals, small letters, digits and others; the owner changes it at once.',
            )}
          />
        </div>
        <Organisations q={form.org} />
        <ProblemNote error={create.error} beside={wrong.size > 0} />
        <div>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {say('开立', 'Create')}
          </Button>
        </div>
      </form>
    </details>
  );
}

/** Organisations whose name or code was begun, offered under the field. */
function Organisations({ q }: { readonly q: string }) {
  const words = useDeferredValue(q.trim());
  const { data } = useQuery({
    queryKey: ['admin', 'organisations', 'offered', words],
    enabled: words.length >= 2,
    queryFn: async () =>
      (await body(client.api.admin.organisations.$get({ query: { q: words, limit: '20' } })))
        .items as unknown as readonly OrganisationLine[],
  });
  return (
    <datalist id="admin-organisations">
      {data?.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </datalist>
  );
}
