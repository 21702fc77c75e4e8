import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { csvOf } from '../src/app/imports/table-write.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const PHONE = 360;

describe('批量导入、批量办理和目录比对', () => {
  let stage: Stage;
  let client: DemoClient;
  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
  });
  after(() => stage.close());

  async function visit(login: string, width?: number): Promise<[BrowserContext, Page]> {
    const context = await stage.visitor(width === undefined ? {} : { width });
    const data = { account: login, password: DEMO_PASSWORD };
    assert.equal((await context.request.post('/api/session', { data })).status(), 200);
    return [context, await context.newPage()];
  }

  const sound = async (page: Page): Promise<void> => {
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false);
  };

  it('手机上：上传、核对各列、试运行、导入、看报告、进入草稿', async () => {
    const [context, page] = await visit('bj-min-zheng', PHONE);
    await page.goto('/workbench/imports');
    const csv = csvOf([
      ['数据名称', '数据内容简介', '行业分类', '简称'],
      ['社区养老驿站名录', '全市社区养老驿站名称和地址', 'Q85 社会工作', '驿站'],
      ['婚姻登记机构名录', '全市婚姻登记机构名称和地址', '没有这一行业', '婚登'],
    ]);
    const file = { name: '清单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.getByLabel(/选择文件：资源清单/).setInputFiles(file);
    await page.getByText('2行内容 · 编码UTF-8 · 表头在第1行').waitFor();
    await page.getByText('没有对应的项目，不导入').waitFor();
    await sound(page);
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByRole('heading', { name: '试运行 · 已办完' }).waitFor();
    await page.getByText('C3').waitFor();
    await page.getByRole('button', { name: '导入2行' }).click();
    await page.getByRole('heading', { name: '导入 · 已办完' }).waitFor();
    await page.getByText('已建草稿 1').first().waitFor();
    await sound(page);
    await page.getByText('全部', { exact: true }).click();
    await page.getByRole('link', { name: '社区养老驿站名录' }).click();
    await page.getByRole('heading', { name: '社区养老驿站名录' }).waitFor();
    await context.close();
  });

  it('受理人员选中同一登记主体的几件，一次受理，逐件看到结果', async () => {
    const holder = await client.as('bj-min-zheng');
    const colleague = await client.as('bj-min-zheng-fu-he');
    const { items } = await holder.get<{ items: { id: string }[] }>('/api/catalogue?limit=2');
    for (const item of items) {
      const { id } = await holder.open('reg.first', 'beijing', { objectKind: 'resource' });
      await holder.act(id, 'importContent', { itemId: item.id });
      await holder.post(`/api/demo/cases/${id}/fill`, {});
      await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
      await holder.act(id, 'submit', { declaration: true });
    }
    const [context, page] = await visit('bj-shou-li', PHONE);
    await page.goto('/workbench/');
    const boxes = page.getByRole('checkbox', { name: /^选中/ });
    await boxes.first().waitFor();
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await sound(page);
    await page.getByRole('button', { name: '受理所选（2件）' }).click();
    await page.getByRole('button', { name: /^确认/ }).click();
    await page.getByText('已办2件，未办0件。').waitFor();
    await sound(page);
    await context.close();
  });

  it('目录更新后，事项页逐项显示不一致，待办可以只看这些', async () => {
    const holder = await client.as('bj-min-zheng');
    const [system, page0] = await visit('xi-tong');
    await page0.goto('/workbench/admin?part=catalogue');
    const head = ['department', 'name', 'theme', 'formats', 'updated_at', 'summary', 'id'];
    const list = async (name: string): Promise<void> => {
      const csv = csvOf([head, ['测试局', name, '民政', 'CSV', '2026-01-01', '简介一段', 'e2e-1']]);
      await page0
        .getByLabel('选择文件：目录清单')
        .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page0.getByText(/读取1行/).waitFor();
    };
    await list('公园名录');
    const { id } = await holder.open('reg.first', 'beijing', { objectKind: 'resource' });
    await holder.act(id, 'importContent', { itemId: 'e2e-1' });
    await page0.reload();
    await list('公园和绿地名录');
    const [context, page] = await visit('bj-min-zheng', PHONE);
    await page.goto(`/workbench/cases/${id}`);
    await page.getByRole('heading', { name: '与目录不一致' }).waitFor();
    await page.getByText('公园和绿地名录').waitFor();
    await sound(page);
    for (let n = 0; n < 20; n += 1) {
      const found = await holder.get<{ items: { id: string }[] }>('/api/cases?drifted=true');
      if (found.items.some((one) => one.id === id)) break;
      await page.waitForTimeout(300);
    }
    await page.goto('/workbench/?drifted=true');
    await page.getByRole('link', { name: '公园名录' }).waitFor();
    await context.close();
    await system.close();
  });
});
