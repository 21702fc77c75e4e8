import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useId } from 'react';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { demoAccountsQuery, type DemoAccount, type Session } from '../queries.ts';
import { placeTitle, roleTitle } from '../roles.ts';
import { signIn } from '../session.ts';
import { announce } from './announce.tsx';

/** Changes the person and stays on the page: the newcomer sees the same case with other eyes. */
export function AccountSwitch({ session }: { readonly session: Session }) {
  const { say, read, language } = useLanguage();
  const id = useId();
  const router = useRouter();
  const { data: accounts } = useQuery(demoAccountsQuery);
  const change = useMutation({
    mutationFn: async (account: DemoAccount) => {
      await signIn(account.account, account.password);
      return account;
    },
    onSuccess: async ({ name }) => {
      // Not every page is for everybody: where this one leads elsewhere, it does so now.
      await router.invalidate();
      announce(say(`现在是${name}`, `You are now ${name}`));
    },
  });
  if (!accounts) return null;
  const mine = accounts.find((a) => a.name === session.account.name);
  const places = [...new Set(accounts.map((a) => a.jurisdiction))];
  return (
    <span className="account-switch">
      <label htmlFor={id}>{say('我是', 'I am')}</label>
      <select
        id={id}
        value={mine?.account ?? ''}
        disabled={change.isPending}
        onChange={(event) => {
          const chosen = accounts.find((a) => a.account === event.target.value);
          if (chosen) change.mutate(chosen);
        }}
      >
        {mine ? null : <option value="">{session.account.name}</option>}
        {places.map((place) => (
          <optgroup key={place} label={read(placeTitle(place))}>
            {accounts
              .filter((a) => a.jurisdiction === place)
              .map((a) => (
                <option key={a.account} value={a.account}>
                  {a.name.replace('（演示）', '')} ·{' '}
                  {listWords(
                    a.roles.map((r) => read(roleTitle(r))),
                    language,
                  )}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </span>
  );
}
