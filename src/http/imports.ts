import { OpenAPIHono, type z } from '@hono/zod-openapi';
import { isUuid } from '../base/id.ts';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { reportCsv } from '../app/imports/report.ts';
import { importUnknown } from '../app/imports/refusals.ts';
import { templateCsv, templateXlsx } from '../app/imports/template.ts';
import { packOrRefuse } from '../app/rules.ts';
import { actorOf } from './auth.ts';
import { disposition } from './disposition.ts';
import {
  cancelRoute,
  CSV,
  linesRoute,
  listRoute,
  previewRoute,
  readRoute,
  reportRoute,
  startRoute,
  templateRoute,
  uploadRoute,
  XLSX,
} from './imports-routes.ts';
import { demand } from './limits.ts';
import type { Env, Services } from './services.ts';
import { firstFile } from './upload.ts';

const attached = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': disposition('attachment', name),
});

/** Quick import of a whole sheet into drafts (BJ-REG-19). */
export function importRoutes({ house, imports, limits }: Services) {
  const routes = new OpenAPIHono<Env>();
  // Described but not validated by the framework, which would read the whole file into memory.
  routes.openAPIRegistry.registerPath(uploadRoute);
  routes.post('/api/imports/upload', async (c) => {
    const actor = actorOf(c);
    demand(limits.uploads, actor.accountId);
    const asked = uploadRoute.request.query.safeParse(c.req.query());
    if (!asked.success) throw new Refused(malformed(asked.error));
    const { inScope, ...choices } = asked.data;
    const uploader = { accountId: actor.accountId, org: actor.org?.code ?? null };
    const { id } = await firstFile(c.req.raw, (stream, name) =>
      house.files.receive(uploader, stream, name),
    );
    const ask = { ...choices, file: id, inScope: inScope === 'true', mapping: {} };
    return c.json(await imports.start(actor, ask), 202);
  });
  return routes
    .openapi(previewRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.uploads, actor.accountId);
      return c.json(await imports.preview(actor, c.req.valid('json')), 200);
    })
    .openapi(startRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.uploads, actor.accountId);
      return c.json(await imports.start(actor, c.req.valid('json')), 202);
    })
    .openapi(listRoute, async (c) => c.json({ items: await imports.list(actorOf(c)) }, 200))
    .openapi(readRoute, async (c) =>
      c.json(await imports.read(actorOf(c), known(c.req.valid('param').id)), 200),
    )
    .openapi(cancelRoute, async (c) =>
      c.json(await imports.cancel(actorOf(c), known(c.req.valid('param').id)), 200),
    )
    .openapi(linesRoute, async (c) => {
      const { after = 0, ...page } = c.req.valid('query');
      const id = known(c.req.valid('param').id);
      return c.json(await imports.lines(actorOf(c), id, { ...page, after }), 200);
    })
    .openapi(reportRoute, async (c) => {
      const actor = actorOf(c);
      const csv = await reportCsv(imports, actor, known(c.req.valid('param').id));
      return c.body(csv, 200, attached(CSV, '导入报告.csv'));
    })
    .openapi(templateRoute, (c) => {
      actorOf(c);
      const { jurisdiction, objectKind, format } = c.req.valid('query');
      const rules = orThrow(packOrRefuse(jurisdiction));
      return format === 'csv'
        ? c.body(templateCsv(rules, objectKind), 200, attached(CSV, '导入模板.csv'))
        : c.body(
            new Uint8Array(templateXlsx(rules, objectKind)),
            200,
            attached(XLSX, '导入模板.xlsx'),
          );
    });
}

function known(id: string): string {
  if (!isUuid(id)) throw new Refused(importUnknown());
  return id;
}

const malformed = (error: z.ZodError) => {
  const places = error.issues.slice(0, 10).map((i) => i.path.map(String).join('.'));
  return refuse(
    'REQUEST_MALFORMED',
    text(
      `请求格式不正确，请检查：${places.join('、')}。`,
      `The request is malformed: ${places.join(', ')}.`,
    ),
    [],
    'malformed',
  );
};
