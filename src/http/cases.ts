import { OpenAPIHono, type z } from '@hono/zod-openapi';
import type { JsonObject } from '../base/json.ts';
import { isUuid } from '../base/id.ts';
import { refuse, Refused, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { act, open, unknownCase } from '../app/act.ts';
import { historyFor, similarFor } from '../app/history.ts';
import { countViews } from '../app/desk/queue-counts.ts';
import { expiringByMonth } from '../app/desk/queue-expiries.ts';
import { listCases } from '../app/desk/queue.ts';
import type { Operations } from '../app/accounts/operations.ts';
import { caseReader } from '../app/read-case.ts';
import { viewCase, type CaseView } from '../app/view.ts';
import { actorOf, bucketOf } from './auth.ts';
import {
  countsRoute,
  expiriesRoute,
  listRoute,
  openRoute,
  readRoute,
  actRoute,
  historyRoute,
  similarRoute,
} from './cases-routes.ts';
import { demand } from './limits.ts';
import type { CaseSchema } from './schemas.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';

/** One uniform case API for every procedure. */
export function caseRoutes({ house, limits, operations }: Services) {
  const { seen, recordRead } = caseSight({ house, operations });
  const reader = caseReader(house);
  return new OpenAPIHono<Env>()
    .openapi(listRoute, async (c) => {
      const actor = actorOf(c);
      const { mine, drifted, forMe, overdue, ...query } = c.req.valid('query');
      const only = {
        mine: mine === 'true',
        drifted: drifted === 'true',
        forMe: forMe === 'true',
        overdue: overdue === undefined ? undefined : overdue === 'true',
      };
      return c.json(await listCases(house, actor, { ...query, ...only }), 200);
    })
    .openapi(countsRoute, async (c) => {
      const { jurisdiction } = c.req.valid('query');
      return c.json(await countViews(house, actorOf(c), jurisdiction), 200);
    })
    .openapi(expiriesRoute, async (c) => {
      const { mine, ...query } = c.req.valid('query');
      const asked = { ...query, mine: mine === 'true' };
      return c.json({ months: await expiringByMonth(house, actorOf(c), asked) }, 200);
    })
    .openapi(openRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, bucketOf(c));
      const body = c.req.valid('json');
      const key = c.req.valid('header')['idempotency-key'];
      const opened = await open(house, { actor, ...body, input: body.input as JsonObject, key });
      return c.json(caseJson(viewCase(house, actor, opened)), 201);
    })
    .openapi(readRoute, async (c) => {
      const actor = actorOf(c);
      const { id } = c.req.valid('param');
      const drawn = await reader(actor, id);
      if (drawn !== undefined || isUuid(id)) {
        await recordRead(actor.accountId, id, drawn !== undefined);
      }
      if (drawn === undefined) throw new Refused(unknownCase());
      // Bytes of a view drawn before; the contract's schema types them, as `caseJson` does.
      return c.body(drawn, 200, { 'content-type': 'application/json' }) as never;
    })
    .openapi(actRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, bucketOf(c));
      const { id, act: name } = c.req.valid('param');
      const headers = c.req.valid('header');
      const request = {
        actor,
        caseId: id,
        act: name,
        input: c.req.valid('json').input as JsonObject,
        key: headers['idempotency-key'],
        expectedVersion: versionOf(headers['if-match']),
      };
      const after = await act(house, request).catch(async (error: unknown) => {
        if (error instanceof Refused)
          await recordRefused(operations, actor.accountId, id, name, error.refusal);
        throw error;
      });
      return c.json(caseJson(viewCase(house, actor, after)), 200);
    })
    .openapi(historyRoute, async (c) => {
      const { found, view } = await seen(c, c.req.valid('param').id);
      return c.json({ events: await historyFor(house, found, view.audience) }, 200);
    })
    .openapi(similarRoute, async (c) => {
      const { found, view } = await seen(c, c.req.valid('param').id);
      return c.json({ items: await similarFor(house, found, view.audience) }, 200);
    });
}

/** A refused act leaves nothing on the case; it stands in the operations log (op.CommandRefused). */
export function recordRefused(
  operations: Operations,
  account: string,
  id: string,
  act: string,
  refusal: Refusal,
): Promise<void> {
  const detail = { act: act.slice(0, 60), code: refusal.code, cites: [...refusal.cites] };
  return operations.record({
    kind: 'op.CommandRefused',
    account,
    subject: `case/${id.slice(0, 60)}`,
    ok: false,
    detail,
  });
}

/** The view as the contract's schema types it; that it fits is a test (`contract.test.ts`). An
 *  actor who could take an act can see its case; anything else is a broken invariant. */
function caseJson(view: CaseView | undefined): z.infer<typeof CaseSchema> {
  if (!view) throw new Error('an act led to a case its actor may not see');
  return view as unknown as z.infer<typeof CaseSchema>;
}

function versionOf(given: string | undefined): number | undefined {
  if (given === undefined || given === '*') return undefined;
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given)?.[1];
  if (digits !== undefined) return Number(digits);
  throw new Refused(
    refuse(
      'IF_MATCH_INVALID',
      text(
        'If-Match应为读取时的版本号，例如"3"。',
        'If-Match must be the version you read, such as "3".',
      ),
      [],
      'malformed',
    ),
  );
}
