import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { colleagueOf } from '../src/cli/demo-cast.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';
import { empty, leading, pages, torn } from './hostile-pdf.ts';

describe('审查台里的文件', () => {
  let stage: Stage;
  let client: DemoClient;
  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
  });
  after(() => stage.close());

  /** The desk of a case whose undertaking is this paper. */
  async function deskWith(paper: Buffer, width = 1280): Promise<Page> {
    const holder = await client.as('bj-min-zheng');
    const input = { objectKind: 'resource', inScope: true };
    const { id } = await holder.open('reg.first', 'beijing', input);
    const { items } = await holder.get<{ items: { id: string }[] }>('/api/catalogue?limit=1');
    await holder.act(id, 'importContent', { itemId: items[0]?.id ?? '' });
    await holder.post(`/api/demo/cases/${id}/fill`, {});
    const undertaking = await holder.upload('承诺书.pdf', paper);
    await holder.act(id, 'attachMaterial', { group: 'sourceLegality', values: { undertaking } });
    const colleague = await colleagueOf(client, 'bj-min-zheng');
    await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
    await holder.act(id, 'submit', { declaration: true });
    const visitor = await stage.visitor({ width });
    const data = { account: 'bj-shou-li', password: DEMO_PASSWORD };
    assert.ok((await visitor.request.post('/api/session', { data })).ok());
    const page = await visitor.newPage();
    page.on('pageerror', (error) => assert.fail(error.message));
    page.on('dialog', (dialog) => assert.fail(dialog.message()));
    page.on('request', (one) => assert.ok(one.url().startsWith(stage.url), one.url()));
    await page.goto(`/workbench/cases/${id}`);
    await page.getByRole('tab', { name: /^文件/ }).click();
    await page.getByLabel('看哪一份文件').selectOption({ label: '数据合法合规性来源承诺书' });
    return page;
  }

  /** How many points of the first page are not white. */
  const inked = (page: Page): Promise<number> =>
    page
      .locator('.pages canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } =
          canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
        let points = 0;
        for (let at = 0; data && at < data.length; at += 4)
          if ((data[at] ?? 255) < 128) points += 1;
        return points;
      });
  const drawn = async (page: Page): Promise<void> => {
    for (let turn = 0; (await inked(page)) === 0; turn += 1) {
      assert.ok(turn < 50, '首页始终空白');
      await page.waitForTimeout(100);
    }
  };

  it('PDF一页一页画在页面里，字可以选、可以读；放大变清楚，转向变宽；里面的链接不跟去', async () => {
    const page = await deskWith(leading());
    const paper = page.getByRole('region', { name: '数据合法合规性来源承诺书' });
    await paper.getByText('A page with a link').waitFor();
    await paper.getByRole('group', { name: '第2页' }).waitFor();
    await paper.getByText('2/2').waitFor();
    await drawn(page);
    const first = paper.getByRole('group', { name: '第1页' });
    const before = await first.boundingBox();
    await page.getByRole('button', { name: '放大' }).click();
    await page.getByText('150%').waitFor();
    await page.waitForFunction(
      (was) => (document.querySelector('.pdf-page > div')?.clientWidth ?? 0) > was * 1.4,
      before?.width ?? 0,
    );
    await first.click();
    assert.match(page.url(), /\/workbench\/cases\//);
    await page.getByRole('button', { name: '缩小' }).click();
    await page.getByRole('button', { name: '向右转' }).click();
    await page.waitForFunction(() => {
      const box = document.querySelector('.pdf-page > div');
      return box !== null && box.clientWidth > box.clientHeight;
    });
    await paper.getByText('A page with a link').waitFor();
    assert.deepEqual(await axe(page), []);
    await page.context().close();
  });

  it('长的PDF只画眼前的几页，滚到哪里画到哪里', async () => {
    const page = await deskWith(pages(Array.from({ length: 120 }, (_, n) => `Page no ${n + 1}`)));
    const paper = page.getByRole('region', { name: '数据合法合规性来源承诺书' });
    await paper.getByText('Page no 1', { exact: true }).waitFor();
    const held = () =>
      paper
        .locator('canvas')
        .evaluateAll((all) => all.filter((one) => (one as HTMLCanvasElement).width > 0).length);
    assert.ok((await held()) < 12);
    await paper.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await paper.getByText('Page no 120').waitFor();
    await paper.getByText('Page no 1', { exact: true }).waitFor({ state: 'detached' });
    assert.ok((await held()) < 12);
    await page.context().close();
  });

  it('缺一页的，其余照画；一页也没有的，说明原因和能做什么', async () => {
    const page = await deskWith(torn(), 360);
    await page.getByText('First page').waitFor();
    await page.getByText('这一页画不出来').waitFor();
    assert.deepEqual(await axe(page), []);
    await page.context().close();
    const other = await deskWith(empty(), 360);
    await other
      .getByRole('alert')
      .filter({ hasText: /打不开，可能已经损坏/ })
      .waitFor();
    await other.getByRole('link', { name: '承诺书.pdf' }).waitFor();
    assert.deepEqual(await axe(other), []);
    assert.equal(await overflows(other), false);
    await other.context().close();
  });
});
