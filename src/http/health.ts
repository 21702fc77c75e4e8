import { Hono, type MiddlewareHandler } from 'hono';
import { openFigures } from '../app/figures/statistics.ts';
import { waiting } from '../store/log-tables.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import { together } from './together.ts';
import type { Counters } from './counters.ts';
import type { Env, Services } from './services.ts';

const GAUGES = statement(
  'metrics_gauges',
  `SELECT (SELECT count(*)::int FROM clock WHERE state = 'running' AND NOT provisional AND act IS NOT NULL
             AND fires_at <= $1) AS clocks_due,
     (SELECT (count(*) FILTER (WHERE open)
             + least(count(*) FILTER (WHERE NOT open), 1))::int
      FROM (SELECT c.jurisdiction = ANY($2::text[]) AS open FROM clock k JOIN case_row c USING (case_id)
            WHERE k.state = 'running' AND k.provisional) AS p) AS clocks_provisional,
     (SELECT count(*)::int FROM outbox WHERE state = 'queued') AS outbox_queued,
     (SELECT coalesce(max(appended), 0)::bigint FROM event) AS events`,
);

/** Beyond this nobody needs to know how many more wait. */
const WAITING_MAX = 100_000;

/** Liveness, readiness and Prometheus text; no account needed, nothing personal in it. Nobody is turned
 *  away here, or a crowd at the door would make the instance look dead; what costs is made once for all who
 *  ask at the same time. */
export function healthRoutes({ house, ready, log, national }: Services, counters: Counters) {
  const readyNow = together(ready);
  const metrics = together(async (): Promise<string> => {
    const [g] = await runnerOf(house.pool).run<Record<string, number | string>>(GAUGES, [
      house.time.now(),
      // Every entry has such a clock: where statistics are closed, it is only said whether there is
      // one (CQ-REG-19).
      (await openFigures(house)).places('entries'),
    ]);
    const { published, witnessed } = log.sizes();
    const gauge = (name: string, value: number): string =>
      `# TYPE shuji_log_${name} gauge\nshuji_log_${name} ${value}`;
    const memory = process.memoryUsage();
    const lines = [
      ...counters.lines(),
      ...Object.entries(g ?? {}).map(
        ([name, value]) => `# TYPE shuji_${name} gauge\nshuji_${name} ${value}`,
      ),
      ...(await national.lines()),
      gauge('open', log.state().state === 'open' ? 1 : 0),
      gauge('waiting', await waiting(runnerOf(house.pool), WAITING_MAX)),
      gauge('published', published),
      gauge('witnessed', witnessed.sha256),
      `# TYPE shuji_pool_waiting gauge\nshuji_pool_waiting ${house.pool.waitingCount}`,
      `# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes ${memory.rss}`,
      `# TYPE process_uptime_seconds gauge\nprocess_uptime_seconds ${process.uptime().toFixed(1)}`,
    ];
    return `${lines.join('\n')}\n`;
  });
  return new Hono<Env>()
    .use('/healthz', momentary)
    .use('/readyz', momentary)
    .use('/metrics', momentary)
    .get('/healthz', (c) => c.text('ok\n'))
    .get('/readyz', async (c) =>
      (await readyNow()) ? c.text('ready\n') : c.text('not ready\n', 503),
    )
    .get('/metrics', async (c) =>
      c.text(await metrics(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
    );
}

/** True for this moment only, and text, whatever stands in it. */
const momentary: MiddlewareHandler<Env> = async (c, next) => {
  c.header('cache-control', 'no-store');
  c.header('x-content-type-options', 'nosniff');
  await next();
};
