import { Hono, type Context } from 'hono';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { demoAccounts, demoOrganisations, DEMO_PASSWORD } from '../app/demo/people.ts';
import { safeNext, signInPage, type DemoAccount } from '../web/portal/sign-in.ts';
import { beginSession } from './begin-session.ts';
import { demand } from './limits.ts';
import { fromElsewhere, readPlainForm } from './plain-form.ts';
import { sendPage, viewOf, type Show } from './portal-view.ts';
import { STATUS } from './problem.ts';
import type { Env, Services } from './services.ts';

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

/** Signing in by a plain form; a script, where there is one, saves the way over another page. */
export function signInRoutes(show: Show, services: Needs): Hono<Env> {
  const { house, limits, publicUrl } = services;
  const accounts = house.mode === 'demo' ? demonstration() : [];
  return new Hono<Env>()
    .get(
      '/signin',
      show((view, asked) =>
        signInPage(view, {
          next: safeNext(asked('next'), view.workbench ?? '/'),
          demoAccounts: accounts,
        }),
      ),
    )
    .post('/signin', async (c: Context<Env>) => {
      demand(limits.public, c.get('client'));
      const view = viewOf(c, house, publicUrl);
      const form = await readPlainForm(c.req.raw, { most: 0 }, () => undefined);
      const next = safeNext(form.field('next'), view.workbench ?? '/');
      const account = form.field('account').slice(0, 100);
      try {
        // Nobody is signed in by another site, under whatever name.
        if (fromElsewhere(c, publicUrl)) throw new Refused(ELSEWHERE);
        const password = form.field('password').slice(0, 200);
        const totp = form.field('totp').slice(0, 10) || undefined;
        await beginSession(c, services, { account, password, totp });
        return c.redirect(next, 303);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const { sentence, kind } = error.refusal;
        const page = { next, account, trouble: sentence, demoAccounts: accounts };
        return sendPage(c, view, signInPage(view, page), STATUS[kind]);
      }
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
