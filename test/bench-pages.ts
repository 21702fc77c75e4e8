import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { plantCases } from '../src/cli/bench-plant.ts';
import { playCity } from '../src/cli/demo-city.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { openStage, type Stage } from './browser.ts';
import { everyPage } from './every-page.ts';

// Prints one JSON document of what a browser sees: `node test/bench-pages.ts <rows of the queue>`.

/** What the page tells of itself while it loads; asked for before anything of it runs. */
function watchPaint(): void {
  const seen = { paintMs: 0, shift: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') seen.paintMs = startTime;
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Bytes as they came over the wire, script apart; pictures are not counted. */
const weighed = (page: Page) =>
  page.evaluate(() => {
    const of = (entries: readonly PerformanceEntry[]): PerformanceResourceTiming[] =>
      entries as PerformanceResourceTiming[];
    const [document] = of(performance.getEntriesByType('navigation'));
    const loaded = of(performance.getEntriesByType('resource')).filter(
      ({ initiatorType, name }) => initiatorType !== 'img' && !/\.(?:svg|png)(?:\?|$)/.test(name),
    );
    const sum = (list: readonly PerformanceResourceTiming[]): number =>
      list.reduce((n, { encodedBodySize }) => n + encodedBodySize, 0);
    return {
      script: sum(loaded.filter(({ name }) => /\.js(?:\?|$)/.test(name))),
      all: sum(loaded) + (document?.encodedBodySize ?? 0),
      ...(window as unknown as { seen: { paintMs: number; shift: number } }).seen,
    };
  });

async function slowed(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

const quantile = (list: readonly number[], q: number): number => {
  const sorted = list.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
};

async function portal(stage: Stage, client: DemoClient) {
  const pages = (await everyPage(client)).filter(({ as }) => as === null);
  const seen: ({ name: string } & Awaited<ReturnType<typeof weighed>>)[] = [];
  for (const { name, path } of pages) {
    // Nothing kept from the page before: everybody's first visit.
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.addInitScript(watchPaint);
    await slowed(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    seen.push({ name, ...(await weighed(page)) });
    await visitor.close();
  }
  const most = (of: 'script' | 'all' | 'paintMs' | 'shift') => {
    const [worst] = seen.toSorted((a, b) => b[of] - a[of]);
    return { page: worst?.name, is: Math.round((worst?.[of] ?? 0) * 1000) / 1000 };
  };
  return {
    pages: seen.length,
    scriptBytes: most('script'),
    allBytes: most('all'),
    firstPaintMsAt4xSlower: most('paintMs'),
    firstPaintMedianMs: quantile(
      seen.map(({ paintMs }) => paintMs),
      0.5,
    ),
    shift: most('shift'),
    aim: { scriptBytes: 30_000, allBytes: 60_000, firstPaintMs: 800, shift: 0 },
  };
}

async function signedIn(stage: Stage, account: string): Promise<Page> {
  const visitor = await stage.visitor();
  await visitor.request.post('/api/session', { data: { account, password: DEMO_PASSWORD } });
  return visitor.newPage();
}

async function workbench(stage: Stage) {
  const page = await signedIn(stage, 'bj-shou-li');
  await page.addInitScript(watchPaint);
  await page.goto('/workbench/', { waitUntil: 'networkidle' });
  const { all, script, paintMs } = await weighed(page);
  await page.context().close();
  return { firstRouteBytes: all, script, firstPaintMs: Math.round(paintMs), aimBytes: 400_000 };
}

/** Scrolls from the first row to the last, one step a frame, and says how long frames took. */
const scrolled = (page: Page) =>
  page.evaluate(async () => {
    const frames: number[] = [];
    let last = performance.now();
    let still = 0;
    let before = -1;
    const began = last;
    await new Promise<void>((done) => {
      const tick = (now: number): void => {
        frames.push(now - last);
        last = now;
        window.scrollBy({ top: 400, behavior: 'instant' });
        still = Math.abs(window.scrollY - before) < 1 ? still + 1 : 0;
        before = window.scrollY;
        if (still > 60 || now - began > 120_000) done();
        else requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    const rows = [...document.querySelectorAll('[aria-posinset]')].at(-1);
    return { frames, lastRow: Number(rows?.getAttribute('aria-posinset') ?? 0) };
  });

async function queue(stage: Stage, rows: number) {
  await plantCases(stage.pool, Math.ceil(rows * 2));
  const page = await signedIn(stage, 'bj-shou-li');
  await page.goto('/workbench/?which=open');
  await page.locator('[data-case]').first().waitFor();
  const loading = await scrolled(page);
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  const loaded = await scrolled(page);
  await page.context().close();
  const told = ({ frames, lastRow }: Awaited<ReturnType<typeof scrolled>>) => ({
    lastRow,
    p50Ms: quantile(frames, 0.5),
    p95Ms: quantile(frames, 0.95),
    p99Ms: quantile(frames, 0.99),
    over50Ms: frames.filter((ms) => ms > 50).length,
    frames: frames.length,
  });
  return { rows, loading: told(loading), loaded: told(loaded) };
}

const TURNS = 30;

/** From the press of the button to the new state on the page: the internal review of so many drafts. */
async function acts(stage: Stage, client: DemoClient) {
  const filer = await client.as('bj-min-zheng');
  const page = await signedIn(stage, 'bj-min-zheng-fu-he');
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { id } = await filer.open('reg.first', 'beijing', {
      objectKind: 'resource',
      inScope: true,
    });
    await filer.post(`/api/demo/cases/${id}/fill`, {});
    await page.goto(`/workbench/cases/${id}`);
    await page
      .getByRole('button', { name: /^业务审核$/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').first().fill('同意提交。');
    const ms = await page.evaluate(async () => {
      const status = (): string => document.querySelector('.status')?.textContent ?? '';
      const before = status();
      const button = document.querySelector<HTMLButtonElement>(
        ':is(dialog, [role=dialog]) button[type=submit]',
      );
      if (!button) throw new Error('no button to press');
      const began = performance.now();
      button.click();
      while (status() === before && performance.now() - began < 10_000)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - began;
    });
    times.push(ms);
  }
  await page.context().close();
  return { n: TURNS, p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95), aimP95Ms: 300 };
}

const stage = await openStage();
try {
  const client = demoClient(overNetwork(stage.url));
  await playCity(client);
  const figures = {
    portal: await portal(stage, client),
    workbench: await workbench(stage),
    acts: await acts(stage, client),
    queue: await queue(stage, Number(process.argv[2] ?? 10_000)),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await stage.close();
}
