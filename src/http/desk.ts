import { OpenAPIHono } from '@hono/zod-openapi';
import { addAbsence, endAbsence, myDesk } from '../app/desk/absence.ts';
import {
  colleaguesFor,
  deskOfCase,
  handOver,
  putBack,
  take,
  type DeskOutcome,
} from '../app/desk/desk.ts';
import { actorOf } from './auth.ts';
import {
  absenceAddRoute,
  absenceEndRoute,
  caseDeskRoute,
  colleaguesRoute,
  deskRoute,
  handOverRoute,
  returnRoute,
  takeRoute,
} from './desk-routes.ts';
import { demand } from './limits.ts';
import type { Env, Services } from './services.ts';

/** The order of work in an office: who has which case in hand, and who is away. */
export function deskRoutes({ house, limits, operations }: Services) {
  const clerk = { house, operations };
  return new OpenAPIHono<Env>()
    .openapi(deskRoute, async (c) => c.json(await myDesk(house, actorOf(c)), 200))
    .openapi(caseDeskRoute, async (c) =>
      c.json(await deskOfCase(house, actorOf(c), c.req.valid('param').id), 200),
    )
    .openapi(colleaguesRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, actor.accountId);
      const { cases } = c.req.valid('json');
      return c.json({ items: await colleaguesFor(house, actor, cases) }, 200);
    })
    .openapi(takeRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, actor.accountId);
      return c.json(told(await take(clerk, actor, c.req.valid('json').cases)), 200);
    })
    .openapi(handOverRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, actor.accountId);
      const { cases, to, note } = c.req.valid('json');
      return c.json(told(await handOver(clerk, actor, cases, { to, note })), 200);
    })
    .openapi(returnRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, actor.accountId);
      return c.json(told(await putBack(clerk, actor, c.req.valid('json').cases)), 200);
    })
    .openapi(absenceAddRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, actor.accountId);
      await addAbsence(house, actor, c.req.valid('json'));
      return c.json(await myDesk(house, actor), 201);
    })
    .openapi(absenceEndRoute, async (c) => {
      await endAbsence(house, actorOf(c), c.req.valid('param').day);
      return c.body(null, 204);
    });
}

const told = (outcomes: readonly DeskOutcome[]) => ({
  done: outcomes.filter((one) => one.done).length,
  refused: outcomes.filter((one) => !one.done).length,
  items: outcomes.map(({ refusal, ...one }) => ({
    ...one,
    refusal: refusal && {
      code: refusal.code,
      sentence: refusal.sentence,
      cites: refusal.cites,
    },
  })),
});
