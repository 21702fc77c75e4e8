import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { creditCheck, organisationCheck } from '../src/base/check-digits.ts';
import type { DemoCase, DemoClient } from '../src/cli/demo-client.ts';
import { calendar2027 } from './calendar-2027.ts';

/** A sound code that nobody in the demonstration has. */
function freshCode(): string {
  const begun = '12110105MB1C0001';
  const whole = `${begun}${organisationCheck(begun.slice(8))}`;
  return `${whole}${creditCheck(whole)}`;
}

export const CODE = freshCode();
export const NEWCOMER = { login: 'lin-xia', first: 'Autumn-2026-day', own: 'Winter-2026-day' };

/** What a page tells aloud when something is done. */
const said = (page: Page, words: RegExp) =>
  page.locator('.announcer').filter({ hasText: words }).waitFor();

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}(（选填）)?$`));

async function find(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words);
  await page.getByRole('button', { name: '搜索' }).click();
}

/** The code is checked while it is typed, and tells the region. */
export async function registerOrganisation(page: Page): Promise<void> {
  await page.getByText('登记单位', { exact: true }).click();
  const wrong = `${CODE.slice(0, 17)}${CODE.endsWith('1') ? '2' : '1'}`;
  await field(page, '统一社会信用代码').fill(wrong);
  await page.locator('.fault').first().waitFor();
  await field(page, '统一社会信用代码').fill(CODE);
  await page.getByText('校验通过').waitFor();
  assert.equal(await field(page, '所在行政区划代码').inputValue(), '110105');
  await field(page, '单位名称').fill('朝阳区测试中心');
  await field(page, '单位类型').selectOption('public_institution');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await said(page, /已登记单位/);
  await find(page, '朝阳区测试');
  await page.getByRole('listitem').filter({ hasText: CODE }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.admin-line').length === 1);
}

export async function createAccount(page: Page): Promise<void> {
  await page.getByText('开立账户', { exact: true }).click();
  await field(page, '登录名').fill(NEWCOMER.login);
  await field(page, '姓名').fill('林夏');
  await field(page, '所属单位代码').fill(CODE);
  await field(page, '初始密码').fill('short');
  await page.getByRole('button', { name: /开立$/ }).click();
  await page.getByRole('alert').filter({ hasText: '密码至少10位' }).waitFor();
  await field(page, '初始密码').fill(NEWCOMER.first);
  await page.getByRole('button', { name: /开立$/ }).click();
  await said(page, /已开立账户lin-xia/);
}

/** Two roles that never meet are refused in a sentence; the right ones open the account. */
export async function giveRoles(page: Page): Promise<void> {
  await find(page, NEWCOMER.login);
  await page.getByText(`管理${NEWCOMER.login}`).click();
  const roles = page.getByRole('group', { name: `${NEWCOMER.login}的角色` });
  const give = page.getByRole('button', { name: '授予所选角色' });
  await roles.getByLabel('登记主体', { exact: true }).check();
  await roles.getByLabel('受理人员', { exact: true }).check();
  await give.click();
  await page.getByRole('alert').filter({ hasText: '同一人不能同时担任' }).waitFor();
  await roles.getByLabel('受理人员', { exact: true }).uncheck();
  await give.click();
  await said(page, /已授予lin-xia角色/);
  await page.locator('.admin-line .status').filter({ hasText: '已启用' }).waitFor();
}

/** Their own page: which session is this one, and a password of their own. */
export async function ownAccount(page: Page): Promise<void> {
  await page.goto('/workbench/me');
  await page.getByText('当前会话').waitFor();
  await field(page, '原密码').fill(NEWCOMER.first);
  await field(page, '新密码').fill(NEWCOMER.own);
  await field(page, '再输一次新密码').fill(NEWCOMER.own);
  await page.getByRole('button', { name: '更改密码' }).click();
  await said(page, /密码已更改/);
}

/** The security administrator ends what is running under an account. */
export async function endSession(page: Page): Promise<void> {
  await page.reload();
  await page.getByText(`管理${NEWCOMER.login}`).click();
  const running = page.getByRole('region', { name: `${NEWCOMER.login}的会话` });
  await running.getByRole('button', { name: '结束' }).click();
  await said(page, /会话已结束/);
  await running.getByText('没有登录中的会话').waitFor();
}

/** An intake officer states who proved their identity, and takes it back. */
export async function confirmRealName(page: Page, login: string): Promise<void> {
  await page.goto('/workbench/me');
  const state = async (who: string, result: string): Promise<void> => {
    await field(page, '登录名').fill(who);
    await field(page, '核验结果').selectOption({ label: result });
    await page.getByRole('button', { name: '登记核验结果' }).click();
  };
  await state('nobody-here', '本人身份属实');
  await page.getByRole('alert').filter({ hasText: '没有这个登录名' }).waitFor();
  await state(login, '撤销实名');
  await said(page, /实名已撤销/);
  await state(login, '本人身份属实');
  await said(page, /已标为实名/);
}

/** Every step so far stands in the log, done and refused. */
export async function readOperations(page: Page): Promise<void> {
  const shows = async (kind: string, words: readonly string[]): Promise<void> => {
    await page.getByRole('combobox', { name: '操作', exact: true }).selectOption({ label: kind });
    await page.getByRole('button', { name: '查询' }).click();
    let lines = page.locator('.admin-line').filter({ hasText: kind });
    for (const word of words) lines = lines.filter({ hasText: word });
    await lines.first().waitFor();
  };
  await shows('登记单位', ['xi-tong', '朝阳区测试中心', '成功']);
  await shows('开立账户', ['xi-tong', NEWCOMER.login, '成功']);
  await shows('开立账户', ['xi-tong', 'PASSWORD_WEAK', '被拒绝']);
  await shows('授予角色', ['an-quan', '登记主体', '成功']);
  await shows('授予角色', ['an-quan', 'ROLES_CONFLICT', '被拒绝']);
  await shows('更改密码', [NEWCOMER.login, '成功']);
  await page.getByRole('link', { name: NEWCOMER.login }).first().click();
  const only = page.locator(`[value="${NEWCOMER.login}"]`);
  await page.getByLabel('登录名', { exact: true }).and(only).waitFor();
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.locator('.admin-line').filter({ hasText: '登记单位' }).first().waitFor();
  assert.ok((await page.locator('.admin-line').count()) >= 10);
}

/** Nothing that is not a calendar passes; the real one counts the running cases again. */
export async function loadCalendar(page: Page): Promise<void> {
  const load = page.getByRole('button', { name: '导入日历' });
  await field(page, '年度放假安排（JSON）').fill('{');
  await load.click();
  await page.getByRole('alert').filter({ hasText: '不是JSON对象' }).waitFor();
  await page.getByText('示例：2027年').click();
  await page.getByRole('button', { name: '放入输入框' }).click();
  await load.click();
  await page.getByRole('alert').filter({ hasText: 'source' }).waitFor();
  await page.getByLabel('选择文件：年度放假安排').setInputFiles({
    name: '2027.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(calendar2027())),
  });
  await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('invalid'));
  await load.click();
  await page.getByText(/已导入2027年日历cn-2027\.1，重新计算了[1-9]\d*件事项/).waitFor();
}

export async function importCatalogue(page: Page): Promise<void> {
  const choose = page.getByLabel('选择文件：目录清单');
  const csv = (text: string) => ({
    name: 'list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await choose.setInputFiles(csv('id,name\n1,x\n'));
  await page.getByRole('alert').filter({ hasText: '目录文件应为' }).waitFor();
  const head = 'department,name,theme,formats,updated_at,summary,id';
  await choose.setInputFiles(csv(`${head}\n测试局,公园名录,园林,CSV,2026-01-01,公园,test-1\n`));
  await page.getByText('读取1行，新增1条，更新0条。').waitFor();
}

/** A case accepted so late in 2026 that its review ends in a year without a calendar. */
export async function provisionalCase(client: DemoClient): Promise<{ id: string; due: string }> {
  await client.move('2026-12-10T09:00:00+08:00');
  const [applicant, colleague, intake] = await Promise.all(
    ['bj-min-zheng', 'bj-min-zheng-fu-he', 'bj-shou-li'].map((login) => client.as(login)),
  );
  assert.ok(applicant && colleague && intake);
  const { id } = await applicant.open('reg.first', 'beijing', {
    objectKind: 'resource',
    inScope: true,
  });
  const { items } = await applicant.get<{ items: { id: string }[] }>(
    `/api/catalogue?limit=1&q=${encodeURIComponent('民政')}`,
  );
  await applicant.act(id, 'importContent', { itemId: items[0]?.id });
  await applicant.post(`/api/demo/cases/${id}/fill`, {});
  await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
  await applicant.act(id, 'submit', { declaration: true });
  const accepted: DemoCase = await intake.act(id, 'accept');
  const clock = accepted.clocks.find((c) => c.state === 'running' && c.due.startsWith('2027'));
  assert.ok(clock, 'no deadline reaches into 2027');
  return { id, due: clock.due };
}
