import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { isUuid } from '../base/id.ts';
import { plainDate } from '../base/plain-date.ts';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { publicCounts } from '../app/public/counts.ts';
import { cursorOf, publicEntries, sortOf } from '../app/public/search.ts';
import { entryByCode, publicLapses, publicNotices } from '../app/public/public.ts';
import { readMemory } from '../app/read-memory.ts';
import { openFigures } from '../app/figures/statistics.ts';
import { entryOn } from '../app/public/entry-on.ts';
import type { Verification } from '../app/papers/results.ts';
import { packOrRefuse } from '../app/rules.ts';
import { longest } from '../law/count.ts';
import { deadline } from '../law/deadline.ts';
import { explain } from '../law/explain.ts';
import { demand } from './limits.ts';
import { workingDayFrom } from './portal/notices.ts';
import { json, oneFile, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';
import {
  entriesRoute,
  entryRoute,
  lapsesRoute,
  open,
  page,
  type EntryJson,
} from './public-entry-routes.ts';
import { readUpload } from './upload.ts';

const noticesRoute = createRoute({
  method: 'get',
  path: '/api/public/notices',
  tags: ['public'],
  operationId: 'listNotices',
  summary: 'Public notices',
  description: 'Exactly the fields the rules list, and the days of the notice.',
  request: {
    query: z.object({
      jurisdiction: z.string().max(40).optional(),
      open: z.enum(['true', 'false']).optional(),
      industry: z.string().max(8).optional().openapi({
        description:
          'Section of GB/T 4754: a letter; places that do not put it on notice have none',
      }),
      within: z.coerce.number().int().min(1).max(20).optional().openapi({
        description: 'Running ones that end within so many working days, today included',
      }),
      ...page,
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(open), next: z.string().nullable() }), 'Notices'),
    ...problems(400, 429, 503),
  },
});

const VerificationSchema = z
  .object({
    answer: z.enum(['genuine', 'ended', 'notGenuine']),
    status: z.string(),
    reasons: z.array(TextSchema),
    entry: open.nullable(),
    checkedAt: z.string(),
    statement: TextSchema,
  })
  .openapi('Verification');

const verifyRoute = createRoute({
  method: 'get',
  path: '/api/public/verify',
  tags: ['public'],
  operationId: 'verifyCode',
  summary: 'Verify a code',
  description:
    'By registration code or result query code: genuine, genuine but ended, or not genuine.',
  request: { query: z.object({ code: z.string().min(1).max(200) }) },
  responses: { 200: json(VerificationSchema, 'The answer'), ...problems(400, 429, 503) },
});

const verifyFileRoute = createRoute({
  method: 'post',
  path: '/api/public/verify',
  tags: ['public'],
  operationId: 'verifyFile',
  summary: 'Verify a sheet',
  description:
    'A confirmation sheet (PDF) or a credential (JSON or compact SD-JWT), as multipart field "file".',
  request: { body: oneFile },
  responses: { 200: json(VerificationSchema, 'The answer'), ...problems(400, 413, 422, 429, 503) },
});

const deadlineRoute = createRoute({
  method: 'get',
  path: '/api/public/deadline',
  tags: ['public'],
  operationId: 'explainDeadline',
  summary: 'The deadline calculator',
  description: '`from` is the day of the event, which is not counted.',
  request: {
    query: z.object({
      from: z.string().max(20),
      length: z.coerce.number().int(),
      unit: z.enum(['workingDay', 'day', 'year']).default('workingDay'),
      jurisdiction: z.string().max(40).default('beijing'),
    }),
  },
  responses: {
    200: json(
      z.object({
        due: z.string(),
        provisional: z.boolean(),
        explanation: TextSchema,
        steps: z.array(open),
        calendar: z.string(),
      }),
      'The deadline',
    ),
    ...problems(400, 422, 429),
  },
});

const VERIFY_BYTES = 20 * 1_048_576;

/** What anybody may ask without an account. */
export function publicRoutes({ house, results, limits }: Services) {
  const routes = new OpenAPIHono<Env>();
  const memory = readMemory(house.pool);
  // Described but not validated by the framework, which would read the whole file into memory.
  routes.openAPIRegistry.registerPath(verifyFileRoute);
  routes.post('/api/public/verify', async (c) => {
    demand(limits.uploads, c.get('client'));
    const { bytes } = await readUpload(c.req.raw, {
      client: c.get('client'),
      most: VERIFY_BYTES,
    });
    return c.json(verificationJson(await results.verifyFile(bytes)), 200);
  });
  return routes
    .openapi(noticesRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { open: which, after, within, ...query } = c.req.valid('query');
      const found = await publicNotices(house, {
        ...query,
        after: cursor(after),
        ...(which === undefined ? {} : { open: which === 'true' }),
        // What is over ended within any number of days.
        ...(within === undefined ? {} : { open: true, endsBy: workingDayFrom(house, within) }),
      });
      return c.json({ items: found.items.map((n) => ({ ...n })), next: found.next }, 200);
    })
    .openapi(entriesRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { after, before, sort, limit, ...filter } = c.req.valid('query');
      const order = sortOf({ sort, q: filter.q });
      for (const said of [after, before])
        if (said !== undefined && !cursorOf(order, said)) throw new Refused(cursorWrong());
      const place = { after, before, limit };
      const [found, { facets, total }] = await Promise.all([
        publicEntries(house, { ...filter, sort: order, ...place }),
        memory.keep(`${house.time.today()} ${JSON.stringify(filter)}`, async () =>
          publicCounts(house, filter, await openFigures(house)),
        ),
      ]);
      return c.json(
        { ...found, items: found.items.map((e) => ({ ...e })), facets, total, sort: order },
        200,
      );
    })
    .openapi(entryRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const entry = await entryByCode(house, c.req.valid('param').code);
      if (!entry) throw new Refused(unknownEntry());
      const { on } = c.req.valid('query');
      const { queryCode: _holder, ...shown } = entryOn(house, entry, on);
      return c.json(shown as unknown as EntryJson, 200);
    })
    .openapi(lapsesRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { after, ...query } = c.req.valid('query');
      const found = await publicLapses(house, { ...query, after: cursor(after) });
      return c.json({ items: found.items.map((e) => ({ ...e })), next: found.next }, 200);
    })
    .openapi(verifyRoute, async (c) => {
      demand(limits.public, c.get('client'));
      return c.json(verificationJson(await results.verifyCode(c.req.valid('query').code)), 200);
    })
    .openapi(deadlineRoute, (c) => {
      demand(limits.public, c.get('client'));
      const { from, length, unit, jurisdiction } = c.req.valid('query');
      orThrow(packOrRefuse(jurisdiction));
      if (length < 1 || length > longest[unit]) throw new Refused(lengthWrong(longest[unit]));
      const calendar = house.calendar();
      const counted = explain(
        deadline(orThrow(plainDate(from)), { n: length, unit }, calendar),
        calendar,
      );
      const { due, provisional, explanation } = counted;
      const steps = counted.steps.map((s) => ({ ...s }));
      return c.json({ due, provisional, explanation, steps, calendar: counted.calendar }, 200);
    });
}

const verificationJson = (v: Verification): z.infer<typeof VerificationSchema> => ({
  ...v,
  reasons: [...v.reasons],
  entry: v.entry && { ...v.entry },
});

function cursor(after: string | undefined): string | undefined {
  if (after === undefined || isUuid(after)) return after;
  throw new Refused(cursorWrong());
}

const cursorWrong = () =>
  refuse(
    'CURSOR_INVALID',
    text('翻页位置无效。', 'The page position is not valid.'),
    [],
    'malformed',
  );

const unknownEntry = () =>
  refuse(
    'ENTRY_UNKNOWN',
    text('登记簿中没有这一编码。', 'The register has no such code.'),
    [],
    'unknown',
  );

const lengthWrong = (most: number) =>
  refuse(
    'LENGTH_INVALID',
    text(`期限长度应为1至${most}的整数。`, `The length must be a whole number from 1 to ${most}.`),
    [],
  );
