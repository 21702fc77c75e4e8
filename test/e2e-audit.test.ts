import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

describe('工作台：审计数据', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    const holder = await demoClient(overNetwork(stage.url)).as('bj-min-zheng');
    await holder.open('reg.first', 'beijing', { objectKind: 'resource', inScope: true });
  });
  after(() => stage.close());

  async function visit(width: number, language: 'zh-CN' | 'en-GB'): Promise<Page> {
    const page = await (await stage.visitor({ width, language })).newPage();
    page.setDefaultTimeout(15_000);
    const answer = await page.request.post('/api/session', {
      data: { account: 'bj-shen-ji', password: DEMO_PASSWORD },
    });
    assert.equal(answer.status(), 200);
    await page.goto('/workbench/admin?part=slices');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.waiting').waitFor({ state: 'detached' });
    return page;
  }
  const sound = async (page: Page, where: string): Promise<void> => {
    assert.deepEqual(await axe(page), [], where);
    assert.equal(await overflows(page), false, `${where} scrolls sideways`);
  };
  const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}(（选填）)?$`));

  it('没有导出过时说明；写错的被拒绝；导出后列在下面，可以下载', async () => {
    const page = await visit(1280, 'zh-CN');
    await page.getByText('还没有导出过。').waitFor();
    await sound(page, 'empty');
    await field(page, '自').fill('2026-12-31');
    await field(page, '至').fill('2026-01-01');
    await field(page, '用途').fill('年度审计');
    await page.getByRole('button', { name: /导出$/ }).click();
    await page.getByRole('alert').filter({ hasText: '起不晚于止' }).waitFor();
    await field(page, '自').fill('2026-01-01');
    await field(page, '至').fill('2026-12-31');
    await field(page, '程序').selectOption({ label: '首次登记' });
    await page.getByRole('button', { name: /导出$/ }).click();
    const line = page.getByRole('listitem').filter({ hasText: '2026-01-01 – 2026-12-31' });
    await line.filter({ hasText: /首次登记 · [1-9]\d*条/ }).waitFor();
    await sound(page, 'with a slice');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      line.getByRole('link', { name: /下载/ }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n');
    assert.match(download.suggestedFilename(), /^slice-\d+\.jsonl$/);
    assert.match(file[0] ?? '', /"format":"shuji-slice-v1"/);
    assert.match(file.at(-1) ?? '', /^\{"signature":/);
  });

  it('手机宽度、英文：不横向滚动，无障碍检查通过', async () => {
    const page = await visit(390, 'en-GB');
    await page
      .getByRole('link', { name: /^Download slice/ })
      .first()
      .waitFor();
    await sound(page, 'in English on a phone');
  });
});
