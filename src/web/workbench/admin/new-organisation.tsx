import { useQueries } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { body, client } from '../api.ts';
import { checkCreditCode } from '../../../base/credit-code.ts';
import { CreditCodeInput } from '../form/credit-code.tsx';
import { ChoiceField, LineField, OtherField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { listsQuery } from '../queries.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { KINDS, type OrganisationKind } from './organisation-words.ts';
import { useChange } from './queries.ts';
import { wrongFields } from './wrong-fields.ts';

const EMPTY = { code: '', name: '', region: '' };

/** Registers an organisation; the code is checked while it is typed and tells the region. */
export function NewOrganisation() {
  const { say, read } = useLanguage();
  const [form, setForm] = useState(EMPTY);
  const [kind, setKind] = useState<OrganisationKind>('party_gov_organ');
  const put = (part: Partial<typeof EMPTY>): void => setForm((before) => ({ ...before, ...part }));
  const register = useChange(
    () => body(client.api.admin.organisations.$post({ json: { ...form, kind } })),
    ({ code }) => {
      setForm(EMPTY);
      return say(`已登记单位${code}`, `Organisation ${code} is registered`);
    },
  );
  const setCode = (code: string): void => {
    const checked = code.trim().length >= 18 ? checkCreditCode(code) : undefined;
    put({ code, ...(checked?.ok && form.region === '' ? { region: checked.region } : {}) });
  };
  const wrong = wrongFields(register.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    register.mutate(undefined);
  };
  return (
    <details className="card">
      <summary>{say('登记单位', 'Register an organisation')}</summary>
      <form onSubmit={submit} className="stack">
        <div className="group-fields">
          <OtherField label={say('统一社会信用代码', 'Credit code')}>
            {(control) => <CreditCodeInput control={control} value={form.code} change={setCode} />}
          </OtherField>
          <LineField
            label={say('单位名称', 'Name')}
            value={form.name}
            change={(name) => put({ name })}
            {...(wrong.has('name')
              ? {
                  problem: say(
                    '名称2至100个字，不能有看不见的字符。',
                    'A name has 2 to 100 characters, none of them invisible.',
                  ),
                }
              : {})}
          />
          <ChoiceField
            label={say('单位类型', 'Kind')}
            value={kind}
            change={(value) => setKind(value as OrganisationKind)}
            options={Object.entries(KINDS).map(([value, words]) => ({ value, label: read(words) }))}
          />
          <LineField
            label={say('所在行政区划代码', 'Region code')}
            value={form.region}
            change={(region) => put({ region })}
            input={{ inputMode: 'numeric', maxLength: 6, list: 'admin-regions' }}
            {...(wrong.has('region')
              ? { problem: say('没有这个行政区划代码。', 'There is no such region.') }
              : {})}
            help={say(
              '六位数字；由信用代码带出，可以更改。',
              'Six digits; proposed from the credit code, and may be changed.',
            )}
          />
        </div>
        <Regions />
        <ProblemNote error={register.error} beside={wrong.size > 0} />
        {register.data?.warnings.map((warning) => (
          <p key={warning.zh} className="note note-warn" role="status">
            {read(warning)}
          </p>
        ))}
        <div>
          <Button type="primary" htmlType="submit" loading={register.isPending}>
            {say('登记', 'Register')}
          </Button>
        </div>
      </form>
    </details>
  );
}

/** The regions of the two places by name, offered while a code is typed. */
function Regions() {
  const lists = useQueries({ queries: ['beijing', 'chongqing'].map((one) => listsQuery(one)) });
  return (
    <datalist id="admin-regions">
      {lists
        .flatMap(({ data }) => data?.regions ?? [])
        .map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
    </datalist>
  );
}
