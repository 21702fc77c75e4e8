import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { colleagueOf } from '../src/cli/demo-cast.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const REASON = '数据由本单位的系统产生，登记主体写成了别的单位。';
const evidence = {
  name: '协议 <b>.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('双方约定数据由甲方登记。'),
};

/** A citizen objects in a browser without script, and loses nothing when the session ends. */
describe('不用脚本提出异议', () => {
  let stage: Stage;
  let notice = '';

  before(async () => {
    stage = await openStage();
    notice = await onNotice(demoClient(overNetwork(stage.url)));
  });
  after(() => stage.close());

  const visit = async (width = 1280): Promise<Page> => {
    const viewport = { width, height: 900 };
    const context = await stage.browser.newContext({
      javaScriptEnabled: false,
      locale: 'zh-CN',
      viewport,
      baseURL: stage.url,
    });
    return context.newPage();
  };
  const signIn = async (page: Page): Promise<void> => {
    await page.getByLabel('登录名').fill('bj-li-ming');
    await page.getByLabel('密码', { exact: true }).fill('Demo-2026!');
    await page.getByRole('button', { name: '登录' }).click();
  };
  const looksRight = async (page: Page): Promise<void> => {
    assert.equal(await overflows(page), false, `${page.url()} scrolls sideways`);
    assert.equal(await page.locator('h1').count(), 1);
  };

  for (const width of [1280, 360]) {
    it(`从公示页到回执，一步一步（${width}像素）`, async () => {
      const page = await visit(width);
      await page.goto(`/notices/${notice}`);
      await looksRight(page);
      await page.getByRole('link', { name: '开始提出异议' }).click();
      await page.getByRole('link', { name: '登录后提异议' }).click();
      await signIn(page);
      await page.getByRole('link', { name: /下一步：写理由|另提一份异议/ }).click();
      await page.getByLabel('异议理由').waitFor();
      await looksRight(page);
      await page.getByLabel('您与这项登记的利害关系').fill('本单位是数据的产生单位。');
      await page.getByLabel('异议理由').fill(REASON);
      await page.getByRole('button', { name: '下一步：证据' }).click();
      await page.getByLabel(/选择文件/).waitFor();
      await looksRight(page);
      await page.getByRole('button', { name: '下一步：核对' }).click();
      await page.getByText('至少要有一份证据。').waitFor();
      await page.getByLabel(/选择文件/).setInputFiles(evidence);
      await page.getByRole('button', { name: '上传' }).click();
      await page.getByText('协议 <b>.txt').first().waitFor();
      await page.getByRole('button', { name: '下一步：核对' }).click();
      await page.getByText(REASON).waitFor();
      await looksRight(page);
      await page.getByRole('button', { name: '提交异议' }).click();
      await page.getByRole('heading', { name: '异议回执' }).waitFor();
      await looksRight(page);
      assert.match(page.url(), /\/objections\/[0-9a-f-]{36}$/);
      assert.match(
        await page.locator('main').innerText(),
        /回执编号[\s\S]*接下来[\s\S]*最迟2026年/,
      );
      // Nobody else is shown it.
      const stranger = await visit();
      const answer = await stranger.goto(new URL(page.url()).pathname);
      assert.equal(answer?.status(), 401);
      await stranger.context().close();
      await page.context().close();
    });
  }

  it('登录在中途过期：文字和文件都还在，重新登录后接着办', async () => {
    const page = await visit();
    await page.goto(`/signin?next=/notices/${notice}/objection?step=words`);
    await signIn(page);
    await page.getByLabel('您与这项登记的利害关系').fill('共有主体');
    await page.getByLabel('异议理由').fill(REASON);
    await page.getByRole('button', { name: '下一步：证据' }).click();
    await page.getByLabel(/选择文件/).setInputFiles(evidence);
    await page.getByRole('button', { name: '上传' }).click();
    await page.context().clearCookies({ name: 'shuji_session' });
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByText('登录已过期，没有提交').waitFor();
    const again = await page.context().newPage();
    await again.goto(`/signin?next=/`);
    await signIn(again);
    // The page still belongs to the old session: once more, with what was written.
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByText('请再按一次').waitFor();
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByText('协议 <b>.txt').waitFor();
    assert.match(await page.locator('main').innerText(), new RegExp(REASON));
    await page.context().close();
  });

  it('换语言、换适老版：写到一半的话和上传的文件都在', async () => {
    const page = await visit();
    await page.goto(`/signin?next=/notices/${notice}/objection?step=words`);
    await signIn(page);
    await page.getByLabel('异议理由').fill('只写了一半');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Next: evidence' }).waitFor();
    assert.equal(await page.getByLabel('Reasons').inputValue(), '只写了一半');
    await page.getByRole('button', { name: 'Large text' }).first().click();
    await page.locator('html[data-elder]').waitFor();
    await page.getByLabel('How this registration concerns you').fill('共有主体');
    await page.getByLabel('Reasons').fill(REASON);
    await page.getByRole('button', { name: 'Next: evidence' }).click();
    // Chosen and not uploaded yet: it comes along too.
    await page.getByLabel(/Choose files/).setInputFiles(evidence);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('协议 <b>.txt').first().waitFor();
    await page.getByRole('button', { name: '下一步：核对' }).click();
    assert.match(await page.locator('main').innerText(), new RegExp(REASON));
    await looksRight(page);
    await page.context().close();
  });

  it('提交以后按浏览器的后退：不要求重新发送表单，不会提交两次，看得到回执', async () => {
    const page = await visit();
    const seen = () => page.locator('main').innerText();
    await page.goto(`/signin?next=/notices/${notice}/objection?step=words`);
    // A wrong password is an address too: going back sends no password again.
    await page.getByLabel('登录名').fill('bj-wei-sheng');
    await page.getByLabel('密码', { exact: true }).fill('不是这个');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('登录名、密码或验证码不正确').waitFor();
    await page.getByLabel('密码', { exact: true }).fill('Demo-2026!');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByLabel('您与这项登记的利害关系').fill('数据由本单位提供');
    await page.getByLabel('异议理由').fill('短');
    await page.getByRole('button', { name: '下一步：证据' }).click();
    await page.getByText('应为5至2000字').waitFor();
    await page.getByLabel('异议理由').fill(REASON);
    await page.getByRole('button', { name: '下一步：证据' }).click();
    await page.getByLabel(/选择文件/).setInputFiles(evidence);
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByText(REASON).waitFor();
    await page.goBack();
    assert.match(await seen(), /协议 <b>\.txt/);
    await page.goBack();
    assert.equal(await page.getByLabel('异议理由').inputValue(), REASON);
    for (let n = 0; n < 2; n += 1) await page.goForward();
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByRole('heading', { name: '异议回执' }).waitFor();
    const receipt = new URL(page.url()).pathname;
    // The page from which it was sent, and all before it, up to the form of the password.
    await page.goBack();
    assert.match(await seen(), /提出的异议已经收到，现在：已提出/);
    assert.equal(await page.getByRole('button', { name: '提交异议' }).count(), 0);
    for (let n = 0; n < 6 && !page.url().includes('/signin'); n += 1) await page.goBack();
    assert.match(await seen(), /您已经以“.*”登录/);
    await page.goto(`/notices/${notice}/objection`);
    await page.getByRole('link', { name: '看回执和进展' }).first().click();
    assert.equal(new URL(page.url()).pathname, receipt);
    await page.context().close();
  });

  it('写到一半离开：改天登录接着写；两个窗口各写各的，不覆盖，也看得到对方写的', async () => {
    const page = await visit();
    await page.goto(`/signin?next=/notices/${notice}/objection?step=words`);
    await signIn(page);
    const other = await page.context().newPage();
    await other.goto(`/notices/${notice}/objection?step=words`);
    await page.getByLabel('您与这项登记的利害关系').fill('共有主体');
    await page.getByLabel('异议理由').fill('第一个窗口写的理由');
    await page.getByRole('button', { name: '下一步：证据' }).click();
    await other.getByLabel('您与这项登记的利害关系').fill('共有主体');
    await other.getByLabel('异议理由').fill('第二个窗口写的理由');
    await other.getByRole('button', { name: '下一步：证据' }).click();
    await other.getByText('在另一个窗口里写了别的内容').first().waitFor();
    assert.equal(await other.getByLabel('异议理由').inputValue(), '第二个窗口写的理由');
    await other.getByText('另一个窗口里写的').last().click();
    await other.getByText('第一个窗口写的理由').waitFor();
    await looksRight(other);
    await other.close();
    await page.getByRole('button', { name: '退出' }).first().click();
    const later = await visit();
    await later.goto(`/signin?next=/notices/${notice}/objection`);
    await signIn(later);
    await later.getByRole('link', { name: '接着写上次没写完的' }).click();
    await later.getByRole('button', { name: '上一步' }).click();
    assert.equal(await later.getByLabel('异议理由').inputValue(), '第一个窗口写的理由');
    await later.context().close();
    await page.context().close();
  });

  it('没有脚本也能找回回执、看到对方答复、撤回一次，不用记编号', async () => {
    const page = await visit(360);
    await page.goto('/signin?next=/objections');
    await page.getByLabel('登录名').fill('bj-wei-sheng');
    await page.getByLabel('密码', { exact: true }).fill('Demo-2026!');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '我的异议' }).waitFor();
    await looksRight(page);
    await page.locator('.list a').first().click();
    await page.getByRole('heading', { name: '异议回执' }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const client = demoClient(overNetwork(stage.url));
    await (await client.as('bj-yi-yi')).act(id, 'notifyRegistrant');
    await page.reload();
    assert.match(await page.locator('main').innerText(), /登记主体最迟2026年.*答复/);
    await page.getByText('撤回异议', { exact: true }).click();
    await page.getByRole('button', { name: '确认撤回' }).click();
    await page.getByText('已撤回').waitFor();
    await looksRight(page);
    assert.equal(await page.getByRole('button', { name: '确认撤回' }).count(), 0);
    // Neither another site nor a stranger withdraws for somebody.
    const forged = await page.request.post(`/objections/${id}/withdraw`, {
      multipart: { csrf: 'x' },
    });
    assert.equal(forged.status(), 403);
    const stranger = await visit();
    const unknown = await stranger.request.post(`/objections/${id}/withdraw`, {
      multipart: { csrf: 'x' },
    });
    assert.equal(unknown.status(), 401);
    await stranger.context().close();
    await page.context().close();
  });

  it('没有脚本也能退出，回到原来的页', async () => {
    const page = await visit(360);
    await page.goto(`/signin?next=/notices/${notice}`);
    await signIn(page);
    await page.getByText('菜单').click();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByText('菜单').click();
    await page.getByRole('link', { name: '登录' }).last().waitFor();
    assert.match(page.url(), new RegExp(`/notices/${notice}$`));
    const cookies = await page.context().cookies();
    assert.ok(cookies.every(({ name }) => name !== 'shuji_session'));
    await page.context().close();
  });

  it('没有本页面校验值的提交什么也不办，别的网站填的不显示', async () => {
    const client = await demoClient(overNetwork(stage.url)).as('bj-li-ming');
    const count = async () =>
      (await client.get<{ items: unknown[] }>('/api/cases?which=all&procedure=reg.objection')).items
        .length;
    const first = await count();
    const page = await visit();
    await page.goto('/signin?next=/');
    await signIn(page);
    const send = (headers: Record<string, string>) =>
      page.context().request.post(`/notices/${notice}/objection`, {
        headers,
        multipart: { csrf: 'x', at: 'check', go: 'send', interest: '甲', reason: REASON },
      });
    const forged = await send({});
    assert.equal(forged.status(), 403);
    assert.match(await forged.text(), new RegExp(REASON));
    const foreign = await send({ 'sec-fetch-site': 'cross-site' });
    assert.equal(foreign.status(), 403);
    assert.doesNotMatch(await foreign.text(), new RegExp(REASON));
    assert.equal(await count(), first);
    await page.context().close();
  });

  it('退出登录以后，同一窗口里写到一半的话不留给下一个人', async () => {
    const context = await stage.browser.newContext({ locale: 'zh-CN', baseURL: stage.url });
    const page = await context.newPage();
    await page.goto(`/signin?next=/notices/${notice}/objection?step=words`);
    await signIn(page);
    await page.locator('textarea').nth(1).fill('只有我知道的理由');
    const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));
    assert.match(await kept(), /只有我知道的理由/);
    await page.locator('[data-sign-out]').first().click();
    await page.waitForFunction(() => document.querySelector('[data-sign-out]') === null);
    assert.doesNotMatch(await kept(), /只有我知道/);
    await context.close();
  });

  it('粘贴的超过字数：说明超过的没有放进来', async () => {
    const visitor = await stage.visitor();
    const data = { account: 'bj-li-ming', password: 'Demo-2026!' };
    await visitor.request.post('/api/session', { data });
    const page = await visitor.newPage();
    await page.goto(`/notices/${notice}/objection?step=words`);
    const field = page.getByLabel('异议理由');
    const most = Number(await field.getAttribute('maxlength'));
    await page.evaluate((n) => {
      const from = document.createElement('textarea');
      from.value = '长'.repeat(n);
      document.body.append(from);
      from.select();
    }, most + 1);
    await page.keyboard.press('Control+C');
    await field.focus();
    await page.keyboard.press('Control+V');
    await page.getByText(`超过${most}字，超过的部分没有放进来`).waitFor();
    assert.equal((await field.inputValue()).length, most);
    await visitor.close();
  });

  it('各步无障碍检查无问题（有脚本的浏览器，中英文、手机）', async () => {
    for (const language of ['zh-CN', 'en-GB'] as const) {
      const visitor = await stage.visitor({ language, width: 360 });
      const page = await visitor.newPage();
      const lang = language === 'en-GB' ? 'en' : 'zh';
      await visitor.request.post('/api/session', {
        data: { account: 'bj-li-ming', password: 'Demo-2026!' },
      });
      const paths = ['', '?view=calendar', `/${notice}`, `/${notice}/objection`];
      for (const path of [...paths, `/${notice}/objection?step=words`]) {
        await page.goto(`/notices${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        assert.deepEqual(await axe(page), [], path);
        await looksRight(page);
      }
      await page.goto(`/objections?lang=${lang}`);
      assert.deepEqual(await axe(page), [], 'the list of one’s own');
      await page.locator('.list a').first().click();
      await page.locator('#withdraw summary').click();
      assert.deepEqual(await axe(page), [], 'the receipt');
      await looksRight(page);
      await visitor.close();
    }
  });
});

/** A registration brought as far as its public notice. */
async function onNotice(client: DemoClient): Promise<string> {
  const applicant = await client.as('bj-min-zheng');
  const { items } = await applicant.get<{ items: { id: string }[] }>(
    `/api/catalogue?limit=1&q=${encodeURIComponent('民政')}`,
  );
  const { id } = await applicant.open('reg.first', 'beijing', {
    objectKind: 'resource',
    inScope: true,
  });
  await applicant.act(id, 'importContent', { itemId: items[0]?.id });
  await applicant.post(`/api/demo/cases/${id}/fill`, {});
  const colleague = await colleagueOf(client, 'bj-min-zheng');
  await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
  await applicant.act(id, 'submit', { declaration: true });
  const taken = await (await client.as('bj-shou-li')).act(id, 'accept');
  const review = await client.as('bj-shen-he');
  for (const seal of taken.state['seals'] as { id: string }[])
    await review.act(id, 'confirmSeal', { file: seal.id, found: true });
  await review.act(id, 'passReview', { checked: true });
  await (await client.as('bj-fa-zheng')).act(id, 'publishNotice');
  return id;
}
