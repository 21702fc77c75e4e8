import { Hono } from 'hono';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { act } from '../../app/act.ts';
import { listCases } from '../../app/desk/queue.ts';
import type { House } from '../../app/house.ts';
import { viewCase } from '../../app/view.ts';
import type { ObjectionState } from '../../contexts/registration/objection-state.ts';
import type { Actor } from '../../kernel/types.ts';
import { loadCase } from '../../store/cases.ts';
import { runnerOf } from '../../store/transaction.ts';
import { myObjectionsPage, type MyObjection } from '../../web/portal/objection/my-objections.ts';
import { receiptPage } from '../../web/portal/objection/objection-receipt.ts';
import { actorOf, provenForm } from '../auth.ts';
import { demand } from '../limits.ts';
import { receiptOf } from './objection-receipt-data.ts';
import { readPlainForm } from './plain-form.ts';
import type { Show } from './view.ts';
import { caseSight } from '../seen-case.ts';
import type { Env, Services } from '../services.ts';

type Needs = Pick<Services, 'house' | 'limits' | 'operations'>;

const PROCEDURE = 'reg.objection';
const MOST = 50;

/** What became of an objection, for who lodged it, and taking it back: by plain pages and forms. */
export function myObjectionRoutes(show: Show, services: Needs): Hono<Env> {
  const { house, limits } = services;
  const { seen } = caseSight(services);
  return new Hono<Env>()
    .get(
      '/objections',
      show(async (view, _asked, c) => myObjectionsPage(view, await lodgedBy(house, actorOf(c)))),
    )
    .get(
      '/objections/:id',
      show(async (view, _asked, c) => {
        const { found, view: own } = await seen(c, c.req.param('id') ?? '');
        if (own.procedure !== PROCEDURE || !own.audience.includes('objector')) return undefined;
        return receiptPage(view, await receiptOf(services, found, own));
      }),
    )
    .post('/objections/:id/withdraw', async (c) => {
      demand(limits.public, c.get('client'));
      const form = await readPlainForm(c.req.raw, { most: 0 }, () => undefined);
      const actor = actorOf(c);
      // A cookie that came along with another site's form is nobody's wish.
      if (!provenForm(c, house.keys, form.field('csrf'))) throw new Refused(NOT_FROM_HERE);
      const { found } = await seen(c, c.req.param('id'));
      demand(limits.acts, actor.accountId);
      const { caseId, procedure } = found;
      // Pressed twice, it is withdrawn once.
      const done = procedure !== PROCEDURE || found.state.status === 'WITHDRAWN';
      if (!done) await act(house, { actor, caseId, act: 'withdraw', input: {} });
      return c.redirect(`/objections/${caseId}`, 303);
    });
}

/** What this reader's side has lodged, newest first: about a case, or all of it. */
export async function lodgedBy(
  house: House,
  actor: Actor,
  parent?: string,
): Promise<readonly MyObjection[]> {
  const query = { procedure: PROCEDURE, parent, mine: true, which: 'all', limit: MOST } as const;
  const { items } = await listCases(house, actor, query);
  const lodged: MyObjection[] = [];
  for (const { id, statusTitle } of items) {
    const found = await loadCase(runnerOf(house.pool), house.keys, id, false);
    const view = found && viewCase(house, actor, found);
    // The other party finds it among its own cases, without the name of who objects.
    if (!found || !view?.audience.includes('objector')) continue;
    const { about } = found.state as ObjectionState;
    lodged.push({ id, at: view.openedAt, status: statusTitle, name: about.title });
  }
  return lodged;
}

const NOT_FROM_HERE = refuse(
  'OBJECTION_NOT_WITHDRAWN',
  text(
    '没有撤回：登录已经换过，或者请求不是从回执页发出的。请回到回执页，再按一次“确认撤回”。',
    'It was not withdrawn: you have signed in anew since, or the request did not come from the receipt. Go back to the receipt and press “Withdraw it” again.',
  ),
  [],
  'forbidden',
);
