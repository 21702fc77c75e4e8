import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { playCity } from '../src/cli/demo-city.ts';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { openStage, type Stage } from './browser.ts';
import { everyPage, type SeenPage } from './every-page.ts';
import { slowLine } from './slow-line.ts';

interface Shift {
  readonly value: number;
  readonly sources: readonly { readonly node: Element | null }[];
}

/** Lets a page keep what moved in it, and by how much. */
const watched = (page: Page) =>
  page.addInitScript(() => {
    const moved: [number, ...string[]][] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as unknown as readonly Shift[])
        moved.push([value, ...sources.map(({ node }) => node?.textContent?.trim() ?? '')]);
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** Above it somebody sees a line jump; below are words of the head that move by a hair. */
const SEEN = 0.01;

describe('慢线路上的门户', () => {
  let stage: Stage;
  let line: Awaited<ReturnType<typeof slowLine>>;
  let pages: readonly SeenPage[];
  before(async () => {
    stage = await openStage();
    const client = demoClient(overNetwork(stage.url));
    await playCity(client);
    pages = (await everyPage(client)).filter(({ as }) => as === null);
    line = await slowLine(stage.url);
  });
  after(async () => {
    line.close();
    await stage.close();
  });

  for (const [width, look] of [
    [1280, 'auto'],
    [360, 'auto'],
    [1280, 'auto.elder'],
  ] as const)
    it(`一段一段到达的网页，已经在眼前的不移动（${width}像素，${look}）`, async () => {
      const visitor = await stage.visitor({ width });
      await visitor.addCookies([{ name: 'shuji_look', value: look, url: line.url }]);
      for (const { path } of pages) {
        const page = await visitor.newPage();
        await watched(page);
        await page.goto(`${line.url}${path}`, { waitUntil: 'load' });
        const moved = await page.evaluate(
          () => (window as unknown as { moved: [number, ...string[]][] }).moved,
        );
        const sum = moved.reduce((n, [value]) => n + value, 0);
        assert.ok(sum < SEEN, `${path}: ${JSON.stringify(moved).slice(0, 500)}`);
        await page.close();
      }
      await visitor.close();
    });
});
