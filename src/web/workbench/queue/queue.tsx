import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLanguage } from '../language.tsx';
import { useSession } from '../session.ts';
import { usePage } from '../shell/page.ts';
import { Absences } from './absence.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { Filters } from './filters.ts';
import { KeysHelp } from './keys-help.tsx';
import { List } from './list.tsx';
import { placeOf } from './place.ts';
import { asked, officer, presetOf, presetsFor } from './presets.ts';
import { Tabs } from './tabs.tsx';

const ApplicantHome = lazy(async () => ({
  default: (await import('../applicant/home.tsx')).ApplicantHome,
}));

/** The queue: what is due next comes first. */
export function Queue() {
  const { say } = useLanguage();
  const { account } = useSession();
  const heading = usePage(say('事项', 'Cases'));
  const search = useSearch({ from: '/inside/' });
  const navigate = useNavigate({ from: '/' });
  const presets = useMemo(() => presetsFor(account.roles), [account.roles]);
  const filters: Filters = {
    ...asked(presets, search),
    jurisdiction: search.jurisdiction ?? placeOf(account.org?.region),
  };
  const change = useCallback(
    (changed: { [K in keyof Filters]?: Filters[K] | undefined }) =>
      void navigate({
        search: (before) => {
          const next = { ...asked(presets, before), ...changed };
          return Object.fromEntries(Object.entries(next).filter(([, v]) => v !== undefined));
        },
        replace: true,
      }),
    [navigate, presets],
  );
  const preset = presetOf(presets, filters);
  useEffect(() => {
    // The next page is a case: its parts are fetched while the reader looks at the list.
    const idle = window.setTimeout(() => void import('../case/case.tsx'), 1500);
    return () => window.clearTimeout(idle);
  }, []);
  const words = useRef<HTMLInputElement>(null);
  const [help, setHelp] = useState(false);
  const toList = useRef<() => void>(() => undefined);
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {say('事项', 'Cases')}
        </h1>
        <div className="row">
          {officer(account.roles) ? <Absences /> : null}
          <button type="button" className="button keys-button" onClick={() => setHelp(true)}>
            {say('按键', 'Keys')} <kbd>?</kbd>
          </button>
          <Link
            to="/new"
            search={{ jurisdiction: filters.jurisdiction }}
            className="button-primary"
          >
            {say('新建', 'New case')}
          </Link>
        </div>
      </div>
      {!officer(account.roles) && Object.keys(search).every((name) => name === 'jurisdiction') ? (
        <Suspense fallback={null}>
          <ApplicantHome />
        </Suspense>
      ) : null}
      <Tabs
        presets={presets}
        now={preset}
        search={{ ...search, jurisdiction: filters.jurisdiction }}
        jurisdiction={filters.jurisdiction}
      />
      <FilterBar ref={words} filters={filters} change={change} leave={() => toList.current()} />
      <List
        key={JSON.stringify([filters, account.id])}
        address={JSON.stringify([filters, account.id])}
        filters={filters}
        preset={preset}
        command={(command) => {
          if (command === 'search') words.current?.focus();
          else setHelp(true);
        }}
        toList={toList}
      />
      {help ? <KeysHelp close={() => setHelp(false)} /> : null}
    </>
  );
}
