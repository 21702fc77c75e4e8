import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const PASSWORD = 'Demo-2026!';

/** What a program may do to people who are in the middle of something. */
describe('办到一半', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const signedIn = async (account: string, width = 1280): Promise<[BrowserContext, Page]> => {
    const visitor = await stage.visitor({ width });
    const data = { account, password: PASSWORD };
    assert.ok((await visitor.request.post('/api/session', { data })).ok());
    return [visitor, await visitor.newPage()];
  };

  it('登录中途过期：在原页上重新登录，填的内容还在，接着办成', async () => {
    const [visitor, page] = await signedIn('bj-min-zheng');
    await page.goto('/workbench/new?procedure=agency');
    const about = page.locator('main input[type=text], main textarea').first();
    await about.fill('填到一半');
    await visitor.clearCookies();
    await page.getByRole('link', { name: '到期' }).hover({ force: true });
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    assert.deepEqual(await axe(page), []);
    await dialog.getByLabel('账户').fill('bj-min-zheng');
    await dialog.getByLabel('密码').fill(PASSWORD);
    await dialog.getByRole('button', { name: /登录$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await about.inputValue(), '填到一半');
    await visitor.close();
  });

  it('过期后换了别人登录：看不到前一个人填的内容', async () => {
    const [visitor, page] = await signedIn('bj-min-zheng');
    await page.goto('/workbench/me');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await visitor.clearCookies();
    await page.getByRole('link', { name: '消息' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('账户').fill('bj-li-ming');
    await dialog.getByLabel('密码').fill(PASSWORD);
    await dialog.getByRole('button', { name: /登录$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.match(await page.locator('.person').innerText(), /李明/);
    await visitor.close();
  });

  it('手机上：抬头只占一行，菜单用键盘也能打开，Esc收起，去了别处也收起', async () => {
    const [visitor, page] = await signedIn('bj-shou-li', 360);
    await page.goto('/workbench/');
    const main = await page.getByRole('heading', { name: '事项', level: 1 }).boundingBox();
    assert.ok(main && main.y <= 150, `the page itself begins at ${main?.y}`);
    const menu = page.locator('.menu > summary');
    const inbox = page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link', { name: /^消息/ });
    await menu.focus();
    await page.keyboard.press('Enter');
    await inbox.waitFor();
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false);
    await page.keyboard.press('Escape');
    await inbox.waitFor({ state: 'hidden' });
    assert.equal(await menu.evaluate((node) => node === document.activeElement), true);
    await menu.click();
    await inbox.click();
    await page.getByRole('heading', { name: '消息', level: 1 }).waitFor();
    await inbox.waitFor({ state: 'hidden' });
    await visitor.close();
  });

  it('浏览器不收Cookie：说清楚原因，不叫人一遍一遍地登录', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/workbench/');
    await page.route('**/api/session', async (route) => {
      const response = await route.fetch();
      const { 'set-cookie': _dropped, ...headers } = response.headers();
      // What was fetched here has filled the visitor's jar; a browser that keeps nothing has it empty.
      await visitor.clearCookies();
      await route.fulfill({ response, headers });
    });
    await page.getByLabel('账户').fill('bj-shou-li');
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: /^登录$/ }).click();
    await page.getByText('请在浏览器设置里允许本站使用Cookie').waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
    await visitor.close();
  });

  it('浏览器不许保存：照样能用，只是不记住语言和深浅', async () => {
    const visitor = await stage.visitor();
    await visitor.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('blocked', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage'] as const)
        Object.defineProperty(window, name, { get: refuse });
      Object.defineProperty(document, 'cookie', { get: refuse, set: refuse });
    });
    const page = await visitor.newPage();
    await page.goto('/workbench/');
    await page.getByLabel('账户').fill('bj-shou-li');
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: /^登录$/ }).click();
    await page.getByRole('link', { name: '消息' }).waitFor();
    await page.getByRole('button', { name: '适老版' }).click();
    assert.equal(await page.locator('html').getAttribute('data-elder'), '');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Inbox' }).waitFor();
    await visitor.close();
  });

  it('内网不加密的地址没有部分浏览器功能：照样办得成；连按两下只办一件', async () => {
    const [visitor, page] = await signedIn('bj-min-zheng');
    await visitor.addInitScript(() => {
      for (const name of ['randomUUID', 'subtle'])
        Object.defineProperty(Crypto.prototype, name, { value: undefined });
      Object.defineProperty(window, 'isSecureContext', { value: false });
    });
    const keys = new Set<string | undefined>();
    page.on('request', (one) => {
      if (one.method() === 'POST' && one.url().endsWith('/api/cases'))
        keys.add(one.headers()['idempotency-key']);
    });
    await page.goto('/workbench/new?procedure=reg.first&jurisdiction=beijing');
    await page.getByLabel('登记对象').click();
    await page.locator('.ant-select-item-option').first().click();
    await page.getByRole('button', { name: '新建登记申请' }).dblclick();
    await page.waitForURL(/\/workbench\/cases\//);
    const [key, ...more] = keys;
    assert.match(key ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(more, []);
    await visitor.close();
  });

  it('连按两下“登记”只送出一次，不会办成了又说被拒绝', async () => {
    const [visitor, page] = await signedIn('bj-shen-he');
    const answers: number[] = [];
    page.on('response', (one) => {
      if (one.url().endsWith('/api/desk/absences')) answers.push(one.status());
    });
    await page.goto('/workbench/');
    await page.getByRole('button', { name: '请假与代办' }).click();
    await page.getByLabel('第一天').fill('2026-12-01');
    await page.getByLabel('最后一天').fill('2026-12-02');
    await page.getByLabel('代办人').selectOption({ index: 1 });
    await page.getByRole('button', { name: '登记', exact: true }).dblclick();
    await page.getByRole('button', { name: '撤销' }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(answers, [201]);
    await visitor.close();
  });

  it('适老化一处选定，门户和工作台都跟着变，大字、无误报', async () => {
    const [visitor, page] = await signedIn('bj-shou-li');
    await page.goto('/');
    await page.getByRole('link', { name: '适老版' }).click();
    assert.equal(await page.locator('html').getAttribute('data-elder'), '');
    assert.deepEqual(await axe(page), []);
    await page.goto('/workbench/');
    await page.getByRole('button', { name: '适老版', pressed: true }).waitFor();
    const size = await page.evaluate(() =>
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    );
    assert.ok(size >= 20, `${size}`);
    assert.deepEqual(await axe(page), []);
    await visitor.close();
  });
});
