import { useNavigate } from '@tanstack/react-router';
import { Button, Input, type InputProps } from 'antd';
import { useState, type FormEvent } from 'react';
import { useLanguage } from '../language.tsx';
import { OPERATIONS, operationWords } from './operation-words.ts';
import type { Part } from './parts.ts';
import type { OperationFilter } from './queries.ts';

const NOTHING = { from: '', to: '', kind: '', account: '', subject: '', ok: '' };

/** What was typed for a case, as the log names it: its number, or the address of its page. */
function subjectOf(typed: string): string {
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(typed.trim().toLowerCase())?.[0];
  return id === undefined ? typed.trim() : `${typed.startsWith('file/') ? 'file' : 'case'}/${id}`;
}

/** Which lines are shown; the address keeps it. */
export function OperationFilters({
  part,
  kinds,
  filter,
  again,
}: {
  readonly part: Part;
  /** The only kinds there are here; absent: every kind. */
  readonly kinds: readonly string[] | undefined;
  readonly filter: OperationFilter;
  readonly again: () => void;
}) {
  const { say, read } = useLanguage();
  const navigate = useNavigate({ from: '/admin' });
  const [typed, setTyped] = useState({ ...NOTHING, ...filter });
  const put = (key: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [key]: value }));
  const show = (chosen: typeof NOTHING): void => {
    const wanted = { ...chosen, subject: subjectOf(chosen.subject) };
    const given = Object.entries(wanted).filter(([, value]) => value.trim() !== '');
    const next = Object.fromEntries(given) as OperationFilter;
    if (JSON.stringify(next) === JSON.stringify(filter)) again();
    else void navigate({ search: { part, ...next }, replace: true });
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
  const choice = (key: 'kind' | 'ok', words: string, options: readonly (readonly string[])[]) => (
    <label className="row">
      <span className="quiet">{words}</span>
      <select
        className="select"
        aria-label={words}
        value={typed[key]}
        onChange={(event) => put(key)(event.target.value)}
      >
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
  const all = ['', say('全部', 'All')] as const;
  return (
    <search className="card">
      <form onSubmit={submit} className="filters">
        {kinds === undefined
          ? choice('kind', say('操作', 'Operation'), [
              all,
              ...Object.entries(OPERATIONS).map(([kind, words]) => [kind, read(words)]),
            ])
          : kinds.length > 1
            ? choice(
                'kind',
                say('查阅', 'Looked at'),
                kinds.map((kind) => [kind, read(operationWords(kind))]),
              )
            : null}
        {choice('ok', say('结果', 'Result'), [
          all,
          ['true', say('成功', 'Done')],
          ['false', say('被拒绝', 'Refused')],
        ])}
        {line('account', say('登录名', 'Login'), { className: 'code', maxLength: 60 })}
        {part === 'access'
          ? line('subject', say('事项编号', 'Case number'), { className: 'code', maxLength: 200 })
          : null}
        {line('from', say('自', 'From'), { type: 'date' })}
        {line('to', say('至', 'To'), { type: 'date' })}
        <div className="row">
          <Button type="primary" htmlType="submit">
            {say('查询', 'Show')}
          </Button>
          <Button onClick={() => show(NOTHING)}>{say('清除条件', 'Clear')}</Button>
        </div>
      </form>
    </search>
  );
}
