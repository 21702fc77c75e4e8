import { OpenAPIHono } from '@hono/zod-openapi';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { figuresFor } from '../app/figures/figures.ts';
import { publicFigures } from '../app/figures/public.ts';
import { figuresTable, openTable } from '../app/figures/table.ts';
import { packOrRefuse } from '../app/rules.ts';
import { actorOf } from './auth.ts';
import { figuresRoute, openFiguresRoute } from './figures-routes.ts';
import { demand } from './limits.ts';
import type { Env, Services } from './services.ts';

/** What is counted: for whoever watches over the register, and for everybody. */
export function figuresRoutes({ house, limits }: Pick<Services, 'house' | 'limits'>) {
  return new OpenAPIHono<Env>()
    .openapi(figuresRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { form, lang, ...query } = c.req.valid('query');
      const figures = await figuresFor(house, actorOf(c), query);
      if (form === 'json') return c.json(figures as never, 200);
      const { jurisdiction, procedure, period } = figures;
      const kind = procedure.replace('.', '-');
      return csv(
        figuresTable(figures, lang),
        `figures-${jurisdiction}-${kind}-${period.from}-${period.to}`,
      ) as never;
    })
    .openapi(openFiguresRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { jurisdiction, table } = c.req.valid('query');
      orThrow(packOrRefuse(jurisdiction));
      const figures = await publicFigures(house, jurisdiction);
      if (!figures) throw new Refused(notOpen([]));
      if (table === undefined) return c.json(figures as never, 200);
      const made = openTable(figures, table);
      if (made === undefined) throw new Refused(notOpen(figures.closed));
      const answer = csv(made, `figures-${jurisdiction}-${table}`);
      answer.headers.set('access-control-allow-origin', '*');
      return answer as never;
    });
}

const csv = (body: string, name: string): Response =>
  new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });

const notOpen = (law: readonly string[]) =>
  refuse(
    'STATISTICS_CLOSED',
    text(
      '本地区登记信息的统计分析结果未经法定或者同意不得对外提供。',
      'Statistics on registrations of this place are not given out without law or consent.',
    ),
    law,
    'unknown',
  );
