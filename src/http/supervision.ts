import { OpenAPIHono } from '@hono/zod-openapi';
import { Readable } from 'node:stream';
import { isUuid } from '../base/id.ts';
import type { Json } from '../base/json.ts';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { unknownCase } from '../app/act.ts';
import { loadedYears } from '../app/act-record.ts';
import { evaluationPrinter } from '../app/papers/evaluation-paper.ts';
import {
  csvOf,
  reportOf,
  rowLines,
  type EvaluationReport,
} from '../app/figures/evaluation-report.ts';
import { indicatorRows } from '../app/figures/indicators.ts';
import {
  evaluationYears,
  publicEvaluations,
  publicRules,
  ruleState,
} from '../app/desk/supervision-lists.ts';
import { scopeOf } from '../app/see.ts';
import { packOrRefuse } from '../app/rules.ts';
import { procedureOf } from '../app/procedures.ts';
import { runnerOf } from '../store/transaction.ts';
import { actorOf } from './auth.ts';
import { disposition } from './disposition.ts';
import { demand } from './limits.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';
import {
  publicListRoute,
  publicReportRoute,
  reportRoute,
  rowsRoute,
  ruleFileRoute,
  rulesRoute,
  yearsRoute,
  type ReportForm,
} from './supervision-routes.ts';

/** The registrar under supervision: reports, their data, and what the public may read. */
export function supervisionRoutes(services: Services) {
  const { house, limits } = services;
  const { seen } = caseSight(services);
  let printer: ReturnType<typeof evaluationPrinter> | undefined;
  function answer(report: EvaluationReport, asked: ReportForm): [string, string] | Buffer {
    if (asked === 'json') return [JSON.stringify(report), 'application/json'];
    if (asked === 'csv') return [csvOf(report), 'text/csv; charset=utf-8'];
    printer ??= evaluationPrinter();
    return printer(report, house.mode === 'demo');
  }
  function download(report: EvaluationReport, asked: ReportForm): Response {
    const made = answer(report, asked);
    const [body, type] = Buffer.isBuffer(made) ? [new Uint8Array(made), 'application/pdf'] : made;
    const name = `evaluation-${report.jurisdiction}-${report.year}.${asked}`;
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  }
  const reportFor = async (
    c: Parameters<typeof seen>[0],
    id: string,
  ): Promise<EvaluationReport> => {
    const { found, view } = await seen(c, id);
    // Whoever is shown the figures in the case may have them as a report.
    const shown = (view.state as { figures?: unknown }).figures;
    const report = reportOf(found);
    if (!report || !shown) throw new Refused(noFigures());
    return report;
  };
  return new OpenAPIHono<Env>()
    .openapi(reportRoute, async (c) => {
      const report = await reportFor(c, c.req.valid('param').id);
      return download(report, c.req.valid('query').form) as never;
    })
    .openapi(rowsRoute, async (c) => {
      const report = await reportFor(c, c.req.valid('param').id);
      const years = loadedYears(house.calendar()) as unknown as readonly Json[];
      const lines = rowLines(report, years, indicatorRows(runnerOf(house.pool), report));
      return c.body(Readable.toWeb(Readable.from(lines)) as ReadableStream, 200, {
        'content-type': 'application/x-ndjson',
        'content-disposition': `attachment; filename="evaluation-${report.jurisdiction}-${report.year}.ndjson"`,
        'cache-control': 'private, no-store',
      }) as never;
    })
    .openapi(yearsRoute, async (c) => {
      const actor = actorOf(c);
      const { jurisdiction } = c.req.valid('query');
      const rules = orThrow(packOrRefuse(jurisdiction));
      const scope = scopeOf(actor, rules, house.offices.of(rules), false);
      if (scope.kind !== 'region' && scope.kind !== 'office') throw new Refused(unknownCase());
      return c.json({ items: await evaluationYears(house, jurisdiction) }, 200);
    })
    .openapi(publicListRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const found = await publicEvaluations(house);
      const items = found.flatMap((stored) => {
        const report = reportOf(stored);
        if (!report) return [];
        const { jurisdiction, year, registrar, conclusion } = report;
        return [{ jurisdiction, year, registrar, publishedOn: conclusion?.on ?? null }];
      });
      return c.json({ items }, 200);
    })
    .openapi(publicReportRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { jurisdiction, year } = c.req.valid('param');
      const report = (await publicEvaluations(house))
        .filter((stored) => stored.jurisdiction === jurisdiction)
        .map(reportOf)
        .find((one) => String(one?.year) === year);
      if (!report) throw new Refused(unknownReport());
      return download(report, c.req.valid('query').form) as never;
    })
    .openapi(rulesRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const found = await publicRules(house, c.req.valid('query').jurisdiction);
      const items = found.map((stored) => {
        const { title, status, versions } = ruleState(stored);
        return {
          id: stored.caseId,
          jurisdiction: stored.jurisdiction,
          title,
          status,
          statusTitle: procedureOf(stored.procedure).states[status]?.title ?? null,
          versions: versions.map(({ file, ...version }) => ({
            ...version,
            name: file?.name ?? null,
            sha256: file?.sha256 ?? null,
          })),
        };
      });
      return c.json({ items }, 200);
    })
    .openapi(ruleFileRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { id, version } = c.req.valid('param');
      const found = isUuid(id)
        ? (await publicRules(house)).find((stored) => stored.caseId === id)
        : undefined;
      const file = found && ruleState(found).versions[Number(version) - 1]?.file;
      const facts = file && (await house.files.facts([file.id])).get(file.id);
      if (!facts) throw new Refused(unknownReport());
      const { stream } = await house.files.open(facts.id);
      return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
        'content-type': facts.type,
        'content-disposition': disposition('attachment', facts.name),
        'x-content-type-options': 'nosniff',
      }) as never;
    });
}

const noFigures = () =>
  refuse(
    'NO_FIGURES',
    text('指标尚未计算。', 'No figures were computed yet.'),
    ['BJ-REG-22', 'CQ-REG-21'],
    'conflict',
  );

const unknownReport = () =>
  refuse('REPORT_UNKNOWN', text('没有这一文件。', 'There is no such document.'), [], 'unknown');
