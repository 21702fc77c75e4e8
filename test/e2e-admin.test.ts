import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { demoClient, overNetwork, type DemoCase } from '../src/cli/demo-client.ts';
import {
  confirmRealName,
  createAccount,
  endSession,
  giveRoles,
  importCatalogue,
  loadCalendar,
  NEWCOMER,
  ownAccount,
  provisionalCase,
  readOperations,
  registerOrganisation,
} from './admin-desks.ts';
import { codeOf } from './authenticator.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

describe('工作台：管理与双因素', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const broken: string[] = [];
  async function visit(width = 1280, language: 'zh-CN' | 'en-GB' = 'zh-CN'): Promise<Page> {
    const page = await (await stage.visitor({ width, language })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => broken.push(error.message));
    return page;
  }
  const sound = async (page: Page, where: string): Promise<void> => {
    assert.deepEqual(await axe(page), [], where);
    assert.equal(await overflows(page), false, `${where} scrolls sideways`);
  };
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click();
  const atWork = (page: Page) => page.getByRole('heading', { name: '事项', level: 1 }).waitFor();
  async function knock(page: Page, account: string, password: string): Promise<void> {
    await page.goto('/workbench/sign-in');
    await page.getByLabel('账户', { exact: true }).fill(account);
    await page.getByLabel('密码', { exact: true }).fill(password);
    await press(page, '登录');
  }
  async function enter(account: string): Promise<Page> {
    const page = await visit();
    await knock(page, account, DEMO_PASSWORD);
    // Administrators have no cases: they begin at their own console.
    if (ADMINISTRATORS.includes(account)) await page.waitForURL('**/workbench/admin');
    else await atWork(page);
    return page;
  }
  async function desk(page: Page, part: string): Promise<void> {
    await page.getByRole('link', { name: '管理', exact: true }).click();
    await page.getByRole('navigation', { name: '管理' }).getByRole('link', { name: part }).click();
    await page.getByRole('heading', { name: part, level: 1 }).waitFor();
  }

  it('登记单位、开户、授权、登录、审计：五步各由其人', async () => {
    const system = await enter('xi-tong');
    await desk(system, '单位');
    await registerOrganisation(system);
    await sound(system, 'organisations');
    await desk(system, '账户');
    await createAccount(system);
    await sound(system, 'accounts of the system administrator');
    const owner = await visit();
    await knock(owner, NEWCOMER.login, NEWCOMER.first);
    await owner.getByRole('alert').filter({ hasText: '未启用' }).waitFor();
    const security = await enter('an-quan');
    await desk(security, '账户');
    await giveRoles(security);
    await sound(security, 'accounts of the security administrator');
    await owner.getByLabel('密码', { exact: true }).press('Enter');
    await atWork(owner);
    assert.equal(await owner.getByRole('link', { name: '管理', exact: true }).count(), 0);
    await ownAccount(owner);
    await sound(owner, 'my account');
    await endSession(security);
    await owner.reload();
    await owner.getByRole('heading', { name: '登录', level: 1 }).waitFor();
    const audit = await enter('shen-ji');
    await desk(audit, '操作日志');
    await readOperations(audit);
    await sound(audit, 'operations log');
    assert.deepEqual(broken, []);
  });

  it('受理人员核验市民的实名', async () => {
    const officer = await enter('bj-shou-li');
    await confirmRealName(officer, 'bj-li-ming');
    await sound(officer, 'an intake officer’s own page');
    assert.deepEqual(broken, []);
  });

  it('导入2027年日历：暂定的期限重新计算并写明', async () => {
    const client = demoClient(overNetwork(stage.url));
    const { id, due } = await provisionalCase(client);
    const officer = await enter('bj-shou-li');
    await officer.goto(`/workbench/cases/${id}`);
    await officer.locator('.clock .provisional').first().waitFor();
    const system = await enter('xi-tong');
    await desk(system, '工作日历');
    await loadCalendar(system);
    await sound(system, 'calendar');
    await officer.reload();
    const line = officer.locator('.timeline li').filter({ hasText: '日历更新后重新计算期限' });
    await line.filter({ hasText: '已确定' }).waitFor();
    assert.equal(await officer.locator('.clock .provisional').count(), 0);
    const intake = await client.as('bj-shou-li');
    const { clocks } = await intake.get<DemoCase>(`/api/cases/${id}`);
    const firm = clocks.find((c) => c.state === 'running');
    assert.ok(firm && firm.due > due, `${firm?.due} is no later than ${due}`);
    await desk(system, '目录清单');
    await importCatalogue(system);
    await sound(system, 'catalogue');
    assert.deepEqual(broken, []);
  });

  it('绑定身份验证器，再凭验证码登录', async () => {
    const page = await visit(390);
    // Only production sends people here; the rest of the way is the demonstration's own.
    await page.route('**/api/session', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: ENROL })
        : route.continue(),
    );
    await knock(page, 'bj-shen-he', DEMO_PASSWORD);
    await press(page, '开始绑定');
    await page.getByRole('img', { name: '绑定用的二维码' }).waitFor();
    await sound(page, 'enrolment');
    await page.unroute('**/api/session');
    const secret = await page.getByLabel('密钥', { exact: true }).inputValue();
    assert.match(await page.getByLabel('绑定地址').inputValue(), new RegExp(`secret=${secret}&`));
    await page.getByLabel('验证码').fill(codeOf(secret));
    await press(page, '确认并登录');
    await atWork(page);
    await page.locator('.menu > summary').click();
    await press(page, '退出');
    await knock(page, 'bj-shen-he', DEMO_PASSWORD);
    await page.getByLabel('验证码').fill('000000');
    await sound(page, 'code');
    await press(page, '登录');
    await page.getByRole('alert').filter({ hasText: '不正确' }).waitFor();
    // The code of this half minute has served; a telephone may run half a minute ahead.
    await page.getByLabel('验证码').fill(codeOf(secret, 1));
    await press(page, '登录');
    await atWork(page);
    assert.deepEqual(broken, []);
  });

  it('手机宽度、英文：每个管理页都不横向滚动，无障碍检查通过', async () => {
    const desks = {
      'xi-tong': ['organisations', 'accounts', 'calendar', 'catalogue'],
      'an-quan': ['accounts', 'organisations'],
      'shen-ji': ['operations', 'accounts'],
    };
    for (const [login, parts] of Object.entries(desks)) {
      const page = await visit(390, 'en-GB');
      const answer = await page.request.post('/api/session', {
        data: { account: login, password: DEMO_PASSWORD },
      });
      assert.equal(answer.status(), 200);
      for (const part of parts) {
        await page.goto(`/workbench/admin?part=${part}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.locator('.waiting').waitFor({ state: 'detached' });
        for (const fold of await page.locator('details > summary').all()) await fold.click();
        await sound(page, `${login} ${part} in English on a phone`);
      }
    }
    assert.deepEqual(broken, []);
  });
});

const ADMINISTRATORS = ['xi-tong', 'an-quan', 'shen-ji'];

const ENROL = JSON.stringify({
  type: 'urn:shuji:problem:TOTP_ENROL',
  title: '请先绑定身份验证器。',
  status: 403,
  code: 'TOTP_ENROL',
  cites: ['GB/T 22239-2019 8.1.4'],
  sentence: { zh: '请先绑定身份验证器。', en: 'Enrol an authenticator first.' },
});
