import { Hono, type Context } from 'hono';
import { z } from 'zod';
import {
  damage,
  damageSchema,
  faultsSchema,
  NO_FAULTS,
  takeWithFaults,
  type Faults,
} from '../app/national/side-faults.ts';
import type { NationalSide } from '../app/national/side.ts';
import type { Senders } from '../app/national/senders.ts';
import { signerOf } from '../app/national/signature.ts';
import { messageSchema } from '../contexts/network/hand-over.ts';
import { parseBounded } from '../base/parse-json.ts';
import { isRefusal } from '../base/refusal.ts';
import { boundedBytes } from './raw-body.ts';

const BODY_MAX = 4 * 1_048_576;
const MESSAGES_MAX = 1000;
const LIST_MAX = 1000;
const KEYS_MAX = MESSAGES_MAX * 100;

const handOverSchema = z.strictObject({ messages: z.array(messageSchema).max(MESSAGES_MAX) });
const disownedSchema = z.strictObject({
  entries: z.array(z.object({ caseId: z.uuid(), code: z.string().max(64) })).max(MESSAGES_MAX),
});

export interface SideDoor {
  readonly side: NationalSide;
  readonly senders: Senders;
  readonly nowSeconds: () => number;
  readonly chance: () => number;
  /** Whether it can be made to misbehave. */
  readonly controls: boolean;
}

type Env = { Variables: { registrars: readonly string[]; body: Uint8Array } };

/** The simulated national side over HTTP: what `app/national/http.ts` speaks to. Every request must be
 *  signed by a known sender, who sees and moves only what its registrars handed over. */
export function nationalSideRoutes({ side, senders, nowSeconds, chance, controls }: SideDoor) {
  let faults: Faults = NO_FAULTS;
  const app = new Hono<Env>();
  app.onError((_error, c) => c.json({ error: 'internal' }, 500));
  app.get('/healthz', (c) => c.text('ok\n'));
  if (controls) {
    const said = async <T>(c: Context, schema: z.ZodType<T>): Promise<T | undefined> =>
      schema.safeParse(await bodyOf(c.req.raw)).data;
    app.get('/control', (c) => c.json({ faults, ...side.totals() }));
    app.post('/control', async (c) => {
      const asked = await said(c, faultsSchema);
      if (!asked) return c.json({ error: 'malformed' }, 400);
      faults = asked;
      return c.json({ faults });
    });
    app.post('/control/damage', async (c) => {
      const asked = await said(c, damageSchema);
      if (!asked) return c.json({ error: 'malformed' }, 400);
      damage(side, asked);
      return c.json(side.totals());
    });
  }
  app.use(async (c, next) => {
    if (faults.down) return c.json({ error: 'down' }, 503, { 'retry-after': '1' });
    const body = await boundedBytes(c.req.raw, BODY_MAX);
    if (!body) return c.json({ error: 'too large' }, 413);
    const url = new URL(c.req.url);
    const request = {
      method: c.req.method,
      authority: (c.req.header('host') ?? '').toLowerCase(),
      path: url.pathname,
      query: url.search || '?',
      body,
    };
    const headers = {
      'content-digest': c.req.header('content-digest'),
      'signature-input': c.req.header('signature-input'),
      signature: c.req.header('signature'),
    };
    const signer = signerOf(request, headers, senders.keys, nowSeconds());
    const registrars = signer === undefined ? undefined : senders.registrars.get(signer);
    if (!registrars) return c.json({ error: 'not signed by a known sender' }, 401);
    c.set('registrars', registrars);
    c.set('body', body);
    return next();
  });
  app.post('/hand-overs', async (c) => {
    const asked = handOverSchema.safeParse(parsed(c.get('body')));
    if (!asked.success) return c.json({ error: 'malformed' }, 400);
    const { messages } = asked.data;
    const registrars = c.get('registrars');
    const foreign = messages.some(({ registrar }) => !registrars.includes(registrar));
    if (foreign) return c.json({ error: 'not your registrar' }, 403);
    const answers = await takeWithFaults(side, faults, { registrars, messages }, chance);
    return answers ? c.json({ answers }) : c.json({ error: 'lost' }, 502);
  });
  app.get('/entries', (c) => {
    const limit = Math.min(LIST_MAX, Math.max(1, Number(c.req.query('limit')) || LIST_MAX));
    const after = (c.req.query('after') ?? '').slice(0, 64);
    return c.json({ items: side.list(c.get('registrars'), after, limit) });
  });
  app.get('/codes/:code', (c) => {
    const found = side.byCode(c.get('registrars'), c.req.param('code').slice(0, 64));
    return found ? c.json(found) : c.json({ error: 'unknown' }, 404);
  });
  app.post('/disowned', (c) => {
    const asked = disownedSchema.safeParse(parsed(c.get('body')));
    if (!asked.success) return c.json({ error: 'malformed' }, 400);
    side.disown(c.get('registrars'), asked.data.entries);
    return c.json({});
  });
  return app;
}

function parsed(body: Uint8Array): unknown {
  const value = parseBounded(Buffer.from(body).toString('utf8'), {
    maxBytes: BODY_MAX,
    maxKeys: KEYS_MAX,
  });
  return isRefusal(value) ? undefined : value;
}

const bodyOf = async (request: Request): Promise<unknown> => {
  const body = await boundedBytes(request, 64 * 1024);
  return body && parsed(body);
};
