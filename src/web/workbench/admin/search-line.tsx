import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useLanguage } from '../language.tsx';

/** Searches a list; the words stand in the address. */
export function SearchLine({ label }: { readonly label: string }) {
  const { say } = useLanguage();
  const search = useSearch({ from: '/inside/admin' });
  const navigate = useNavigate({ from: '/admin' });
  const [typed, setTyped] = useState(search.q ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { q: _before, ...rest } = search;
    const q = typed.trim();
    void navigate({ search: q === '' ? rest : { ...rest, q }, replace: true });
  };
  return (
    <search>
      <form onSubmit={submit} className="row search-line">
        <Input
          type="search"
          aria-label={label}
          placeholder={label}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button htmlType="submit">{say('搜索', 'Search')}</Button>
      </form>
    </search>
  );
}
