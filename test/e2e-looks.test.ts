import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { playCity } from '../src/cli/demo-city.ts';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';
import { everyPage, type SeenPage } from './every-page.ts';
import { compareLook, cutText } from './looks.ts';

interface Mode {
  readonly name: string;
  readonly language: 'zh-CN' | 'en-GB';
  readonly width: number;
  readonly look: string;
}

const MODES: readonly Mode[] = [
  { name: 'zh-desktop-light', language: 'zh-CN', width: 1280, look: 'light' },
  { name: 'en-phone-dark', language: 'en-GB', width: 360, look: 'dark' },
  { name: 'zh-desktop-elder', language: 'zh-CN', width: 1280, look: 'light.elder' },
];

/** Until a page stands, nothing on it is read any more and the paper it shows first has its picture; and
 *  has been so for a moment: between two parts that come one after the other nothing waits either. */
const drawn = (page: Page) =>
  page.waitForFunction(
    () => {
      const seen = window as unknown as { calmSince: number | undefined };
      const papers = [...document.querySelectorAll<HTMLElement>('.paper-sheet.pages')];
      const calm =
        document.querySelector('h1') !== null &&
        document.querySelector('.waiting, [aria-busy=true]') === null &&
        papers
          .filter((paper) => paper.checkVisibility())
          .every((paper) => paper.querySelector<HTMLElement>('canvas')?.dataset['drawn'] === '');
      if (!calm) seen.calmSince = undefined;
      else seen.calmSince ??= performance.now();
      return seen.calmSince !== undefined && performance.now() - seen.calmSince > 150;
    },
    undefined,
    { timeout: 15_000 },
  );

/** Every page in every look: what a checker finds, what a person accepted, what zooming cuts off. */
describe('每一页的样子', () => {
  let stage: Stage;
  let pages: SeenPage[] = [];
  before(async () => {
    stage = await openStage();
    const client = demoClient(overNetwork(stage.url));
    await playCity(client);
    pages = await everyPage(client);
  });
  after(() => stage.close());

  /** One visitor for each person, so that nobody signs in for every page. */
  async function through(
    { language, width, look }: Omit<Mode, 'name'>,
    scale: number,
    each: (page: Page, seen: SeenPage) => Promise<void>,
  ): Promise<void> {
    const people = new Map<string | null, BrowserContext>();
    for (const seen of pages) {
      let visitor = people.get(seen.as);
      if (!visitor) {
        visitor = await stage.visitor({ language, width, scale });
        const lang = language === 'en-GB' ? 'en' : 'zh';
        const kept = { shuji_look: look, shuji_lang: lang };
        await visitor.addCookies(
          Object.entries(kept).map(([name, value]) => ({ name, value, url: stage.url })),
        );
        if (seen.as) {
          const data = { account: seen.as, password: DEMO_PASSWORD };
          assert.ok((await visitor.request.post('/api/session', { data })).ok(), seen.as);
        }
        people.set(seen.as, visitor);
      }
      const page = await visitor.newPage();
      // A page of the portal is whole when it is loaded; the workbench then asks for what it shows.
      const portal = !seen.path.startsWith('/workbench');
      await page.goto(seen.path, { waitUntil: portal ? 'load' : 'networkidle' });
      await drawn(page);
      await each(page, seen);
      await page.close();
    }
    for (const visitor of people.values()) await visitor.close();
  }

  for (const mode of MODES) {
    it(`无障碍检查无问题，不横向滚动，与看过的样子一致（${mode.name}）`, async () => {
      const wrong: string[] = [];
      await through(mode, 0.5, async (page, { name }) => {
        wrong.push(...(await axe(page)).map((line) => `${name}: ${line}`));
        if (await overflows(page)) wrong.push(`${name} scrolls sideways`);
        await drawn(page);
        const look = await compareLook(page, `${name}-${mode.name}`);
        if (look) wrong.push(look);
      });
      assert.deepEqual(wrong, []);
    });
  }

  it('放大到200%，没有被切掉的文字，也不横向滚动', async () => {
    const wrong: string[] = [];
    const zoomed = { language: 'zh-CN', width: 640, look: 'light' } as const;
    await through(zoomed, 2, async (page, { name }) => {
      if (await overflows(page)) wrong.push(`${name} scrolls sideways`);
      wrong.push(...(await cutText(page)).map((line) => `${name}: ${line}`));
    });
    assert.deepEqual(wrong, []);
  });
});
