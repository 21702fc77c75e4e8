import { useLanguage } from '../language.tsx';
import type { DemoAccount } from '../queries.ts';
import { placeTitle, roleTitle } from '../roles.ts';
import { chapters } from '../tour/chapters.ts';
import { walkTo } from '../tour/walk.ts';

/** One click for every person of the story. */
export function DemoCards({
  accounts,
  enter,
  busy,
}: {
  readonly accounts: readonly DemoAccount[];
  readonly enter: (account: DemoAccount) => void;
  readonly busy: boolean;
}) {
  const { say, read } = useLanguage();
  const first = accounts.find(({ account }) => account === chapters[0]?.who);
  const places = [...new Set(accounts.map((a) => a.jurisdiction))];
  return (
    <div className="demo-people">
      <p className="note note-demo">
        {say(
          '演示环境：以下均为演示账户和演示数据，点一下即可登录；登录后可随时在页面顶部换人。',
          'Demonstration: the accounts and data below are not real. One click signs in; switch person at the top of the page at any time.',
        )}
      </p>
      {first ? (
        <p>
          <button
            type="button"
            className="button-primary"
            disabled={busy}
            onClick={() => {
              walkTo('new');
              enter(first);
            }}
          >
            {say('第一次来？五分钟走完一件登记', 'First visit? A registration in five minutes')}
          </button>
        </p>
      ) : null}
      {places.map((place) => (
        <section key={place} aria-labelledby={`place-${place}`}>
          <h2 id={`place-${place}`}>{read(placeTitle(place))}</h2>
          <ul className="cards">
            {accounts
              .filter((a) => a.jurisdiction === place)
              .map((account) => (
                <li key={account.account}>
                  <button
                    type="button"
                    className="demo-card"
                    disabled={busy}
                    onClick={() => enter(account)}
                  >
                    <strong>{account.name}</strong>
                    <code className="quiet">{account.account}</code>
                    <span className="role">
                      {account.roles.map((r) => read(roleTitle(r))).join(' · ')}
                    </span>
                    {account.org ? <span className="quiet">{account.org}</span> : null}
                    <span className="does">{read(account.does)}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
