import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { demoAccounts, demoOrganisations, DEMO_PASSWORD } from '../../app/demo/people.ts';
import { safeNext, signInPage, type DemoAccount } from '../../web/portal/sign-in.ts';
import { address } from '../../web/portal/view.ts';
import { COOKIE, provenForm } from '../auth.ts';
import { beginSession } from '../begin-session.ts';
import { demand } from '../limits.ts';
import { fromElsewhere, readPlainForm } from './plain-form.ts';
import { saidAtSignIn, sayAtSignIn } from './sign-in-said.ts';
import { sendPage, viewOf, type Show } from './view.ts';
import { STATUS } from '../problem.ts';
import type { Env, Services } from '../services.ts';

type Needs = Pick<Services, 'house' | 'sessions' | 'limits' | 'publicUrl'>;

const ELSEWHERE = refuse(
  'SIGN_IN_ELSEWHERE',
  text(
    '登录请求来自其他网站，没有办理；请在这里重新填写。',
    'The request to sign in came from another site and was not carried out. Please fill it in here.',
  ),
  [],
  'forbidden',
);

const SIGN_OUT_ELSEWHERE = refuse(
  'SIGN_OUT_ELSEWHERE',
  text(
    '没有退出：请求不是从这次登录的页面发出的。要退出，请按这一页上的“退出”。',
    'You are still signed in: the request did not come from a page of this session. To sign out, press “Sign out” on this page.',
  ),
  [],
  'forbidden',
);

/** Signing in and out by plain forms; a script, where there is one, saves the way over another page. */
export function signInRoutes(show: Show, services: Needs): Hono<Env> {
  const { house, limits } = services;
  const accounts = house.mode === 'demo' ? demonstration() : [];
  return new Hono<Env>()
    .get(
      '/signin',
      show((view, asked, c) => {
        const chosen = accounts.find(({ login }) => login === asked('account'));
        return signInPage(view, {
          next: safeNext(asked('next'), view.workbench ?? '/'),
          demoAccounts: accounts,
          ...saidAtSignIn(c),
          ...(chosen ? { account: chosen.login, password: chosen.password } : {}),
        });
      }),
    )
    .post('/signin', async (c: Context<Env>) => {
      demand(limits.public, c.get('client'));
      const view = viewOf(c, house, services.publicUrl);
      const form = await readPlainForm(c.req.raw, { most: 0 }, () => undefined);
      const next = safeNext(form.field('next'), view.workbench ?? '/');
      const account = form.field('account').slice(0, 100);
      try {
        // Nobody is signed in by another site, under whatever name.
        if (fromElsewhere(c, services.publicUrl)) throw new Refused(ELSEWHERE);
        const password = form.field('password').slice(0, 200);
        const totp = form.field('totp').slice(0, 10) || undefined;
        await beginSession(c, services, { account, password, totp });
        return c.redirect(next, 303);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const { sentence: trouble, kind } = error.refusal;
        if (error.refusal === ELSEWHERE) {
          const page = { next, account, trouble, demoAccounts: accounts };
          return sendPage(c, view, signInPage(view, page), STATUS[kind]);
        }
        sayAtSignIn(c, { account, trouble });
        return c.redirect(address('/signin', { next, failed: '1' }), 303);
      }
    })
    .post('/signout', async (c: Context<Env>) => {
      demand(limits.public, c.get('client'));
      const form = await readPlainForm(c.req.raw, { most: 0 }, () => undefined);
      // A cookie may be here that another site's form did not bring along: it stays.
      if (fromElsewhere(c, services.publicUrl)) throw new Refused(SIGN_OUT_ELSEWHERE);
      if (c.get('signedIn')) {
        if (!provenForm(c, house.keys, form.field('csrf'))) throw new Refused(SIGN_OUT_ELSEWHERE);
        await services.sessions.signOut(getCookie(c, COOKIE) ?? '');
        deleteCookie(c, COOKIE, { path: '/' });
      }
      return c.redirect(safeNext(form.field('next'), '/'), 303);
    });
}

function demonstration(): readonly DemoAccount[] {
  return demoAccounts.map(({ login, name, org, does }) => ({
    login,
    name,
    org: demoOrganisations.find(({ code }) => code === org)?.name ?? '',
    does,
    password: DEMO_PASSWORD,
  }));
}
