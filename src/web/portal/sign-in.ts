import { html } from 'hono/html';
import type { Text } from '../../base/text.ts';
import { frame } from './frame.ts';
import { listTable } from './list-table.ts';
import { inChinese } from './parts.ts';
import { address, tongue, type Html, type View } from './view.ts';

/** An account anybody may try in the demonstration, and what it is for. */
export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly org: string;
  readonly does: Text;
  /** Shown and filled in when given; demonstration only. */
  readonly password?: string;
}

export interface SignInData {
  /** A path of this site to go on to; see `safeNext`. */
  readonly next: string;
  readonly demoAccounts: readonly DemoAccount[];
  /** As typed, where signing in failed, and why it did; or as chosen among those of the demonstration. */
  readonly account?: string;
  readonly password?: string | undefined;
  readonly trouble?: Text;
}

/** The path to go on to after signing in: of this site only, whatever the address asked for. */
export function safeNext(asked: string | undefined, otherwise: string): string {
  if (asked === undefined || asked.length > 500) return otherwise;
  return /^\/(?![/\\])[^\s\\]*$/.test(asked) ? asked : otherwise;
}

export function signInPage(view: View, data: SignInData): Html {
  const t = tongue(view.lang);
  const title = t('登录', 'Sign in');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('查询、核验、看公示和算期限都不用登录。办理登记、提出异议和审核办件需要登录。', 'Looking up, verifying, reading notices and counting deadlines need no account. Filing, objecting and handling cases do.')}
    </p>
    ${signedIn(view, data)}
    ${data.trouble ? html`<p class="note bad" role="alert">${t(data.trouble)}</p>` : ''}
    <form
      class="card stack narrow"
      method="post"
      action="/signin"
      data-sign-in
      data-next="${data.next}"
      data-lang="${view.lang}"
      data-failed="${t('没有连上服务器，请稍后再试。', 'The server was not reached. Try again shortly.')}"
    >
      <input type="hidden" name="next" value="${data.next}" />
      <label for="account">${t('登录名', 'Login')}</label>
      <input
        id="account"
        name="account"
        value="${data.account ?? ''}"
        required
        maxlength="100"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
      />
      <label for="password">${t('密码', 'Password')}</label>
      <input
        id="password"
        name="password"
        type="password"
        value="${data.password ?? ''}"
        required
        maxlength="200"
        autocomplete="current-password"
      />
      <label for="totp"
        >${t('六位验证码（绑定了身份验证器的才填）', 'Six-digit code (only with an authenticator)')}</label
      >
      <input
        id="totp"
        name="totp"
        inputmode="numeric"
        pattern="[0-9]{6}"
        maxlength="6"
        autocomplete="one-time-code"
        class="mono"
      />
      <p><button>${title}</button></p>
      <p role="status" aria-live="polite" tabindex="-1" class="outcome"></p>
    </form>
    ${data.demoAccounts.length === 0 ? '' : demonstration(view, data)}`;
  return frame(view, { title, main, islands: ['sign-in'] });
}

/** Who goes back here, or comes by an old link, is in already. */
function signedIn(view: View, { next }: SignInData): Html | '' {
  if (!view.visitor) return '';
  const t = tongue(view.lang);
  const { name } = view.visitor;
  return html`<p class="note good">
      ${t(`您已经以“${name}”登录。要换一个账户，在下面登录。`, `You are signed in as ${name}. To change to another account, sign in below.`)}
    </p>
    <p><a class="button" href="${next}">${t('继续', 'Go on')}</a></p>`;
}

/** With a script the form is filled in where it stands; without, the page comes again filled in. */
function demonstration(view: View, { demoAccounts: accounts, next }: SignInData): Html {
  const t = tongue(view.lang);
  const heads = [
    t('账户', 'Account'),
    t('单位', 'Organisation'),
    [t('能做什么', 'What it does'), 50],
  ] as const;
  return html`<section aria-labelledby="demo">
    <h2 id="demo">${t('演示账户', 'Demonstration accounts')}</h2>
    <p>${t('点账户即填入上面的表单。', 'Choose an account to fill in the form above.')}</p>
    ${listTable(
      heads,
      accounts.map((one) => [
        html`<a
            href="${address('/signin', { next, account: one.login })}"
            data-login="${one.login}"
            ${one.password === undefined ? '' : html` data-password="${one.password}"`}
            >${inChinese(view.lang, one.name)}</a
          >
          <span class="mono quiet">${one.login}</span>`,
        inChinese(view.lang, one.org),
        t(one.does),
      ]),
    )}
  </section>`;
}
