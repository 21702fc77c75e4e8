import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const FILED = 6;
const PHONE = 360;

describe('登记机构的清单：只用键盘，认领、移交、退回', () => {
  let stage: Stage;
  let client: DemoClient;
  const ids: string[] = [];
  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
    const holder = await client.as('bj-min-zheng');
    const colleague = await client.as('bj-min-zheng-fu-he');
    const { items } = await holder.get<{ items: { id: string }[] }>(
      `/api/catalogue?limit=${FILED}`,
    );
    for (const item of items) {
      const { id } = await holder.open('reg.first', 'beijing', { objectKind: 'resource' });
      await holder.act(id, 'importContent', { itemId: item.id });
      await holder.post(`/api/demo/cases/${id}/fill`, {});
      await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
      await holder.act(id, 'submit', { declaration: true });
      ids.push(id);
    }
    const intake = await client.as('bj-shou-li');
    for (const id of ids.slice(0, 3)) await intake.act(id, 'accept');
  });
  after(() => stage.close());

  async function visit(login: string, width = 1280): Promise<[BrowserContext, Page]> {
    const context = await stage.visitor({ width });
    const data = { account: login, password: DEMO_PASSWORD };
    assert.equal((await context.request.post('/api/session', { data })).status(), 200);
    return [context, await context.newPage()];
  }

  const sound = async (page: Page): Promise<void> => {
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false);
  };

  /** The title of the row that has the focus. */
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.textContent ?? '');

  it('从登录到打开一件：只用键盘；回来时还在原来那一行', async () => {
    const context = await stage.visitor();
    const page = await context.newPage();
    await page.goto('/workbench/sign-in');
    const name = page.getByLabel('账户');
    await name.focus();
    await page.keyboard.type('bj-shen-he');
    await page.keyboard.press('Tab');
    await page.keyboard.type(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    const list = page.getByRole('list', { name: '事项列表' });
    await list.waitFor();
    const titles = await list.locator('[data-case]').allInnerTexts();
    assert.equal(titles.length, 3, '审核人员的待办是三件在审的');
    await page.keyboard.press('j');
    assert.equal(await focused(page), titles[0]);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), titles[1]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.equal(await focused(page), titles[2], '到头就停');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: titles[1] ?? '', level: 1 }).waitFor();
    await page.goBack();
    await list.waitFor();
    await page.waitForFunction(
      (title) => document.activeElement?.textContent === title,
      titles[1] ?? '',
    );
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: '按键' });
    await help.waitFor();
    await sound(page);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('没有这样的事项');
    await page.getByText('没有符合条件的事项').waitFor();
    assert.match(page.url(), /q=/);
    await context.close();
  });

  it('认领、移交给同事并附言、同事在消息里看到、退回；选中用x', async () => {
    const [context, page] = await visit('bj-shen-he');
    await page.goto('/workbench/');
    const list = page.getByRole('list', { name: '事项列表' });
    await list.waitFor();
    await page.keyboard.press('j');
    const title = await focused(page);
    await page.keyboard.press('x');
    await page.getByRole('button', { name: '认领' }).click();
    await page.getByText('已办1件，未办0件。').waitFor();
    await list.getByText('在我手上').waitFor();
    await sound(page);
    await page.getByRole('link', { name: /^在我手上/ }).click();
    await list.getByRole('link', { name: title }).click();
    await page.getByText('经办：').waitFor();
    await page.getByRole('button', { name: '移交', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '移交' });
    await dialog.getByText('梁宇（演示）').waitFor();
    assert.equal(await dialog.getByText('李文（演示）').count(), 0, '受理人员办不了审核');
    await sound(page);
    await dialog.getByRole('button', { name: '移交', exact: true }).click();
    await dialog.getByText('请选择一位同事。').waitFor();
    await dialog.getByLabel(/梁宇/).check();
    await dialog.getByLabel(/附言/).fill('请核对公章。');
    await dialog.getByRole('button', { name: '移交', exact: true }).click();
    await page.locator('.holder').getByText('梁宇（演示）', { exact: true }).waitFor();
    await context.close();

    const [other, desk] = await visit('bj-he-cha', PHONE);
    await desk.goto('/workbench/inbox');
    await desk.getByText('王静（演示）移交给您办理').waitFor();
    await sound(desk);
    await desk
      .locator('.unread')
      .getByRole('link', { name: `打开事项 ${title}` })
      .click();
    await desk.getByText('请核对公章。').waitFor();
    await desk.getByRole('button', { name: '退回待领' }).click();
    await desk.getByText('无人认领').waitFor();
    await sound(desk);
    await desk.goto('/workbench/inbox');
    await desk.getByRole('heading', { name: '已读' }).waitFor();
    await other.close();
  });

  it('两人都要：后到的被告知在谁手上；请假的由代办人看到', async () => {
    const { items } = await (
      await client.as('bj-shen-he')
    ).get<{ items: { id: string }[] }>('/api/cases?forMe=true');
    const id = items[0]?.id ?? '';
    const [context, page] = await visit('bj-he-cha');
    await page.goto('/workbench/?desk=none&forMe=true');
    await page.getByRole('checkbox', { name: /^选中/ }).first().check();
    const review = await client.as('bj-shen-he');
    await review.post('/api/desk/take', { cases: [id] });
    await page.getByRole('button', { name: '认领' }).click();
    await page.getByText(/该事项已由王静（演示）认领/).waitFor();
    await page.getByRole('button', { name: '请假与代办' }).click();
    const dialog = page.getByRole('dialog', { name: '请假与代办' });
    await dialog.getByLabel('代办人').selectOption({ label: '王静（演示）' });
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await dialog.getByText('，王静（演示）代办').waitFor();
    await sound(page);
    const mine = await review.get<{ standsIn: { name: string }[] }>('/api/desk/me');
    assert.equal(mine.standsIn[0]?.name, '梁宇（演示）');
    await dialog.getByRole('button', { name: '撤销' }).click();
    await dialog.getByText('，王静（演示）代办').waitFor({ state: 'detached' });
    await context.close();
  });

  it('手机上：选中同一登记主体的全部，看清结果再受理，逐件有结果', async () => {
    const [context, page] = await visit('bj-shou-li', PHONE);
    await page.goto('/workbench/');
    await page.getByRole('checkbox', { name: /^选中/ }).first().check();
    await page.getByRole('button', { name: '选中北京市民政局全部待受理的' }).click();
    await page.getByRole('button', { name: `受理所选（${FILED - 3}件）` }).click();
    await page.getByText(/审核期限从今天起各自计算/).waitFor();
    await sound(page);
    await page.getByRole('button', { name: /^确认/ }).click();
    await page.getByText(`已办${FILED - 3}件，未办0件。`).waitFor();
    await page.getByText('没有等您办理的事项').waitFor();
    await sound(page);
    await context.close();
  });
});
