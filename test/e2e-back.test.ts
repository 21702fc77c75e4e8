import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { holds, openStage, type Stage } from './browser.ts';

const PASSWORD = 'Demo-2026!';
const WHO = 'bj-min-zheng';

/** What people do with a browser besides filling in: go back, sign in elsewhere, open a second tab. */
describe('后退、重新登录、两个标签页', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  /** A draft with all that can be filled in by the demonstration. */
  const filled = async (): Promise<string> => {
    const applicant = await demoClient(overNetwork(stage.url)).as(WHO);
    const { items } = await applicant.get<{ items: { id: string }[] }>(
      `/api/catalogue?limit=1&q=${encodeURIComponent('民政')}`,
    );
    const opening = { objectKind: 'resource', inScope: true };
    const { id } = await applicant.open('reg.first', 'beijing', opening);
    await applicant.act(id, 'importContent', { itemId: items[0]?.id });
    await applicant.post(`/api/demo/cases/${id}/fill`, {});
    return id;
  };
  const visitor = async (): Promise<Page> => {
    const context = await stage.visitor();
    await context.request.post('/api/session', { data: { account: WHO, password: PASSWORD } });
    return context.newPage();
  };
  const at = (page: Page, n: number) =>
    page
      .locator('.wizard-title')
      .filter({ hasText: `第${n}页` })
      .waitFor();

  it('填报的四页各有地址：后退到上一页，刷新还在这一页', async () => {
    const id = await filled();
    const page = await visitor();
    await page.goto(`/workbench/cases/${id}?page=basic`);
    await at(page, 1);
    await page.locator('#item-subject-contactPhone').fill('010-12345678');
    for (const n of [2, 3]) {
      await page.getByRole('button', { name: /^保存，下一页/ }).click();
      await at(page, n);
    }
    await page.goBack();
    await at(page, 2);
    await page.reload();
    await at(page, 2);
    await page.goBack();
    await at(page, 1);
    await holds(page.locator('#item-subject-contactPhone'), '010-12345678');
    await page.context().close();
  });

  it('在另一个窗口重新登录过：接着填、接着存，不用刷新', async () => {
    const id = await filled();
    const page = await visitor();
    await page.goto(`/workbench/cases/${id}?page=basic`);
    await at(page, 1);
    // Whatever the page still asks for would bring the dialog up before anything is typed.
    await page.waitForLoadState('networkidle');
    await page.context().clearCookies({ name: 'shuji_session' });
    await page.locator('#item-subject-contactPhone').fill('010-87654321');
    const expired = page.getByRole('heading', { name: '登录已过期，请重新登录' });
    await expired.waitFor();
    // Once signed in elsewhere, the page goes on by itself.
    const again = { account: WHO, password: PASSWORD };
    await page.context().request.post('/api/session', { data: again });
    await expired.waitFor({ state: 'hidden' });
    await page.getByText(/已暂存/).waitFor();
    await page.getByRole('button', { name: /^保存，下一页/ }).click();
    await at(page, 2);
    // Somebody else in the same browser does not go on in their name.
    await page.context().clearCookies({ name: 'shuji_session' });
    const other = { account: 'bj-wei-sheng', password: PASSWORD };
    await page.context().request.post('/api/session', { data: other });
    await page.locator('#item-dataResource-storageLocation').fill('另一个机房');
    await expired.waitFor();
    await page.context().close();
  });

  it('两个标签页填不同的项目，都留下，不问', async () => {
    const id = await filled();
    const one = await visitor();
    const two = await one.context().newPage();
    for (const page of [one, two]) {
      await page.goto(`/workbench/cases/${id}?page=basic`);
      await at(page, 1);
    }
    await one.locator('#item-subject-contactPhone').fill('010-1');
    await one.getByText(/已暂存/).waitFor();
    await two.locator('#item-subject-contactEmail').fill('a@b.cn');
    await two.getByText(/已暂存/).waitFor();
    await two.reload();
    await at(two, 1);
    await holds(two.locator('#item-subject-contactPhone'), '010-1');
    await holds(two.locator('#item-subject-contactEmail'), 'a@b.cn');
    await one.context().close();
  });

  it('补正：移除旧文件还不算改好；传错类型在这一栏说清', async () => {
    const client = demoClient(overNetwork(stage.url));
    const id = await filled();
    await (
      await client.as('bj-min-zheng-fu-he')
    ).act(id, 'recordInternalReview', {
      opinion: '同意提交。',
    });
    await (await client.as(WHO)).act(id, 'submit', { declaration: true });
    const item = 'sourceLegality.undertaking';
    await (
      await client.as('bj-shou-li')
    ).act(id, 'notifyIntakeGaps', {
      gaps: [{ item, ground: 'incomplete', reason: '承诺书没有加盖公章。' }],
    });
    const page = await visitor();
    await page.goto(`/workbench/cases/${id}`);
    await page.getByText('已改0处，共1处').waitFor();
    const defects = page.locator('.defects');
    const done = page.waitForResponse((r) => r.url().includes('/acts/') && r.ok());
    await defects.getByRole('button', { name: '移除', exact: true }).click();
    await done;
    await page.getByText('已移除').first().waitFor();
    await page.getByText('已改0处，共1处').waitFor();
    const give = (name: string, buffer: Buffer) =>
      defects
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name, mimeType: 'text/plain', buffer });
    await give('承诺书.txt', Buffer.from('没有盖章'));
    const wrong = defects.locator('.defect').getByText('应为PDF、JPG、PNG、OFD格式的文件');
    await wrong.first().waitFor();
    await page.context().close();
  });

  it('公示中有异议：登记主体在申请的页上看到由谁办、到什么时候，一步走到；回执只给提出的人', async () => {
    const client = demoClient(overNetwork(stage.url));
    const id = await filled();
    const colleague = await client.as('bj-min-zheng-fu-he');
    await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
    await (await client.as(WHO)).act(id, 'submit', { declaration: true });
    const taken = await (await client.as('bj-shou-li')).act(id, 'accept');
    const review = await client.as('bj-shen-he');
    for (const seal of taken.state['seals'] as { id: string }[])
      await review.act(id, 'confirmSeal', { file: seal.id, found: true });
    await review.act(id, 'passReview', { checked: true });
    await (await client.as('bj-fa-zheng')).act(id, 'publishNotice');
    const citizen = await stage.visitor();
    const { csrf } = (await (
      await citizen.request.post('/api/session', {
        data: { account: 'bj-li-ming', password: PASSWORD },
      })
    ).json()) as { csrf: string };
    const upload = await citizen.request.post('/api/files', {
      headers: { 'x-csrf-token': csrf },
      multipart: {
        file: { name: '协议.txt', mimeType: 'text/plain', buffer: Buffer.from('协议') },
      },
    });
    const { id: file } = (await upload.json()) as { id: string };
    const input = {
      parent: id,
      interest: '共有主体',
      reason: '数据由本单位产生。',
      evidence: [file],
    };
    const lodged = await citizen.request.post('/api/cases', {
      headers: { 'x-csrf-token': csrf },
      data: { procedure: 'reg.objection', jurisdiction: 'beijing', input },
    });
    const objection = ((await lodged.json()) as { id: string }).id;
    await (await client.as('bj-yi-yi')).act(objection, 'notifyRegistrant');
    const page = await visitor();
    await page.goto(`/workbench/cases/${id}`);
    await page.getByText('有1件异议还没有办结').waitFor();
    await page.getByRole('link', { name: '去看理由并答复' }).waitFor();
    assert.match(await page.locator('.tracker .note').innerText(), /待登记主体答复\s*剩5个工作日/);
    await page.getByRole('link', { name: '去看理由并答复' }).click();
    await page.locator('.status').filter({ hasText: '待登记主体答复' }).waitFor();
    await page.getByRole('button', { name: '答复异议' }).waitFor();
    assert.equal(await page.getByText('提交回执').count(), 0, 'somebody else handed it in');
    await page.goto('/workbench/inbox');
    await page
      .getByText(/告知登记主体，答复期限至2026年/)
      .first()
      .waitFor();
    await citizen.close();
    await page.context().close();
  });
});
