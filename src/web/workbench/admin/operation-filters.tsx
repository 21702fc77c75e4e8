import { useNavigate } from '@tanstack/react-router';
import { Button, Input, type InputProps } from 'antd';
import { useState, type FormEvent } from 'react';
import { useLanguage } from '../language.tsx';
import { OPERATIONS } from './operation-words.ts';
import type { OperationFilter } from './queries.ts';

/** Which lines are shown; the address keeps it. */
export function OperationFilters({
  filter,
  again,
}: {
  readonly filter: OperationFilter;
  readonly again: () => void;
}) {
  const { say, read } = useLanguage();
  const navigate = useNavigate({ from: '/admin' });
  const [typed, setTyped] = useState({ from: '', to: '', kind: '', account: '', ...filter });
  const put = (key: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [key]: value }));
  const show = (chosen: typeof typed): void => {
    const given = Object.entries(chosen).filter(([, value]) => value.trim() !== '');
    const next = Object.fromEntries(given) as OperationFilter;
    if (JSON.stringify(next) === JSON.stringify(filter)) again();
    else void navigate({ search: { part: 'operations', ...next }, replace: true });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    show(typed);
  };
  const line = (key: keyof typeof typed, words: string, props: InputProps) => (
    <label className="row">
      <span className="quiet">{words}</span>
      <Input {...props} value={typed[key]} onChange={(event) => put(key)(event.target.value)} />
    </label>
  );
  return (
    <search className="card">
      <form onSubmit={submit} className="filters">
        <label className="row">
          <span className="quiet">{say('操作', 'Operation')}</span>
          <select
            className="select"
            aria-label={say('操作', 'Operation')}
            value={typed.kind}
            onChange={(event) => put('kind')(event.target.value)}
          >
            <option value="">{say('全部', 'All')}</option>
            {Object.entries(OPERATIONS).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {read(words)}
              </option>
            ))}
          </select>
        </label>
        {line('account', say('账户编号', 'Account id'), { className: 'code', maxLength: 60 })}
        {line('from', say('自', 'From'), { type: 'date' })}
        {line('to', say('至', 'To'), { type: 'date' })}
        <div className="row">
          <Button type="primary" htmlType="submit">
            {say('查询', 'Show')}
          </Button>
          <Button onClick={() => show({ from: '', to: '', kind: '', account: '' })}>
            {say('清除条件', 'Clear')}
          </Button>
        </div>
      </form>
    </search>
  );
}
