import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { axe, holds, openStage, overflows, type Stage } from './browser.ts';
import { counting, type Counted } from './e2e-count.ts';

const PASSWORD = 'Demo-2026!';
const MOST = 40;

/** A real small picture, as scanners make them: the server looks at the content. */
const paper = (name: string) => ({ name, mimeType: 'image/png', buffer: picture(64) });

function picture(side: number): Buffer {
  const part = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits of grey.
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((side + 1) * side, 0xdd);
  for (let y = 0; y < side; y += 1) rows[y * (side + 1)] = 0;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    part('IHDR', header),
    part('IDAT', deflateSync(rows)),
    part('IEND', Buffer.alloc(0)),
  ]);
}

describe('申请人的一天', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const visitor = async (account: string, width = 1280): Promise<Page> => {
    const context = await stage.visitor({ width });
    const answer = await context.request.post('/api/session', {
      data: { account, password: PASSWORD },
    });
    assert.ok(answer.ok());
    const page = await context.newPage();
    page.on('pageerror', (error) => assert.fail(error));
    return page;
  };
  const sound = async (page: Page, where: string): Promise<void> => {
    assert.deepEqual(await axe(page), [], where);
    assert.equal(await overflows(page), false, `${where} scrolls sideways`);
  };

  it(`第一份申请：导入、四页、同事审核、提交、回执，至多${MOST}次填写和点击；补正一轮`, async () => {
    const page = await visitor('bj-min-zheng');
    const by = counting();
    const id = await opened(page);
    await imported(page, by);
    await basics(page, by);
    await sound(page, '第二页');
    await safety(page, by);
    await papers(page, by);
    const checked = page.locator('section[aria-labelledby=checked]');
    await checked.waitFor();
    assert.match(await checked.innerText(), /材料已齐/);
    await sound(page, '第四页');
    const shown = await page.locator('.public-fields').innerText();
    for (const word of ['登记主体名称', '北京市民政局', '行业分类'])
      assert.ok(shown.includes(word));
    assert.ok(!/138/.test(shown));
    await by.click(page.getByRole('button', { name: '请同事审核' }), 'ask');
    await page.getByText('已请同事审核').waitFor();

    const colleague = await visitor('bj-min-zheng-fu-he');
    const inbox = await (await colleague.request.get('/api/inbox')).text();
    assert.match(inbox, /请您办理：业务审核/);
    await colleague.goto('/workbench/');
    await colleague.locator(`.home a[href$="${id}"]`).first().click();
    await colleague.getByLabel('审核意见').fill('同意提交。');
    await colleague.getByRole('button', { name: '业务审核', exact: true }).last().click();
    await colleague.locator('.status').filter({ hasText: '已业务审核' }).waitFor();

    await page.goto('/workbench/');
    await page.getByRole('heading', { name: /等我办/ }).waitFor();
    await sound(page, '申请人首页');
    await by.click(page.locator(`.home a[href$="${id}"]`).first(), 'open from the first page');
    const filing = page.locator('.filing');
    await by.click(filing.getByRole('checkbox'), 'declare');
    await by.click(filing.getByRole('button', { name: '提交申请' }), 'submit');
    await by.click(filing.getByRole('button', { name: '确认办理' }), 'sure');
    await page.locator('.status').filter({ hasText: '待受理' }).waitFor();
    assert.ok(by.steps.length <= MOST, `${by.steps.length}:\n${by.steps.join('\n')}`);

    await page.locator('.tracker-receipt > summary').click();
    await page.locator('.receipt dd').filter({ hasText: /^\d+$/ }).waitFor();
    assert.match(await page.locator('.receipt').innerText(), new RegExp(id));
    await page.locator('.step-line [aria-current]').filter({ hasText: '待受理' }).waitFor();
    assert.match(await page.locator('.step-line').innerText(), /形式审核中\s*最迟/);
    await sound(page, '已提交');
    await mends(page, id, await officer(stage));
  });

  it('第一页只用键盘：填写、走到下一页，存下的字换一个窗口还在', async () => {
    const page = await visitor('bj-min-zheng', 360);
    const id = await opened(page);
    await page.locator('#item-subject-contactPhone').focus();
    await page.keyboard.type('010-5555\u200b0000');
    await page.getByText('已去掉粘贴带来的1个看不见的字符').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(
      await page.evaluate(() => document.activeElement?.id),
      'item-subject-contactEmail',
    );
    await page.getByText(/已暂存/).waitFor();
    await sound(page, '第一页，手机宽度');
    const again = await page.context().newPage();
    await again.goto(`/workbench/cases/${id}`);
    await holds(again.locator('#item-subject-contactPhone'), '010-55550000');
    await page.getByText('另一个标签页').waitFor();
    await again.close();
    const next = page.getByRole('button', { name: '保存，下一页：数据存储与安全' });
    await next.focus();
    await page.keyboard.press('Enter');
    await page.locator('.wizard-title').filter({ hasText: '第2页' }).waitFor();
    assert.ok(await page.locator('.wizard-title').evaluate((h) => h === document.activeElement));
    await page.keyboard.press('Shift+Tab');
    const pages = page.locator('.wizard-steps button');
    await pages.first().focus();
    await page.keyboard.press('Enter');
    await page.getByText(/本页还有\d+处要补/).waitFor();
    await page.locator('.note-warn').getByRole('button').first().press('Enter');
    await page.waitForFunction(() => document.activeElement?.id.startsWith('item-'));
    await sound(page, '第一页，说出缺项');
  });

  it('接口密钥只显示一次，停用后立刻不能用；我的全部事项可以带走', async () => {
    const page = await visitor('bj-min-zheng');
    await page.goto('/workbench/me');
    await page.getByText('新建一把').click();
    await page.getByLabel('名称').fill('资产管理系统');
    await page.getByRole('button', { name: '新建密钥' }).click();
    await page.getByText('请填写').waitFor();
    await page.getByLabel('登录密码').fill(PASSWORD);
    await page.getByRole('button', { name: '新建密钥' }).click();
    const key = await page.getByLabel('新密钥').inputValue();
    await sound(page, '我的账户');
    const bearer = { headers: { authorization: `Bearer ${key}` } };
    const ask = () => fetch(`${stage.url}/api/cases?mine=true`, bearer);
    assert.equal((await ask()).status, 200);
    await page.getByRole('button', { name: '停用“资产管理系统”' }).click();
    await page.getByText('已停用').first().waitFor();
    assert.equal((await ask()).status, 401);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出（ZIP）' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^shuji-\d{4}-\d{2}-\d{2}\.zip$/);
  });
});

/** Opens a draft by the plain words of the first page. */
async function opened(page: Page): Promise<string> {
  await page.goto('/workbench/new?jurisdiction=beijing');
  await page.getByRole('button', { name: /还没有登记过/ }).click();
  await page.getByLabel('登记对象').click();
  await page.locator('.ant-select-item-option').filter({ hasText: '资源' }).first().click();
  await page.getByRole('button', { name: '新建登记申请', exact: true }).click();
  await page.locator('.wizard-title').filter({ hasText: '第1页' }).waitFor();
  return page.url().split('/').at(-1) ?? '';
}

async function imported(page: Page, by: Counted): Promise<void> {
  const box = page.locator('#import-item');
  await box.waitFor();
  await by.click(box, 'catalogue');
  const option = page.locator('.ant-select-item-option').first();
  await by.click(option, 'catalogue: option');
  const done = page.waitForResponse((r) => r.url().endsWith('/importContent') && r.ok());
  await by.click(page.getByRole('button', { name: '导入这一条' }), 'import');
  await done;
}

const item = (page: Page, name: string): Locator => page.locator(`#item-${name}`);
const pick = (page: Page, name: string, word: string): Locator =>
  item(page, name).getByText(word, { exact: true });

/** Of the demonstration's own clock. */
async function today(page: Page): Promise<string> {
  const answer = await page.request.get('/api/session');
  return ((await answer.json()) as { now: string }).now.slice(0, 10);
}

async function basics(page: Page, by: Counted): Promise<void> {
  await by.fill(item(page, 'subject-contactPhone'), '13800000000', 'phone');
  const industry = item(page, 'dataResource-industryCode');
  const first = page.locator('.ant-select-tree-title:visible').nth(3);
  await by.choose(industry, first, 'industry');
  await by.fill(item(page, 'dataResource-volume'), '1.2万条', 'volume');
  await by.click(pick(page, 'dataResource-updateCycle', '每月'), 'cycle');
  await by.click(pick(page, 'dataResource-grade', '二级'), 'grade');
  await by.click(pick(page, 'dataResource-personalInformation', '否'), 'no personal data');
  if ((await item(page, 'dataResource-dataFields').inputValue()) === '')
    await by.fill(item(page, 'dataResource-dataFields'), '名称、地址', 'fields');
  await by.fill(item(page, 'scenario-usable'), '养老服务规划', 'allowed use');
  await by.fill(item(page, 'scenario-forbidden'), '不得用于识别个人', 'forbidden use');
  await by.fill(item(page, 'scenario-problemsSolved'), '掌握床位分布', 'problems');
  await by.click(page.getByRole('button', { name: /^保存，下一页/ }), 'next');
  await page.locator('.wizard-title').filter({ hasText: '第2页' }).waitFor();
}

async function safety(page: Page, by: Counted): Promise<void> {
  await by.fill(item(page, 'dataResource-storageLocation'), '市级政务云一区', 'location');
  await by.fill(item(page, 'dataResource-storageSystem'), '养老服务管理系统', 'system');
  await by.click(pick(page, 'dataResource-shareAttribute', '无条件共享'), 'sharing');
  await by.click(pick(page, 'dataResource-openAttribute', '无条件开放'), 'opening');
  assert.equal(await item(page, 'evidence-storageLocation').inputValue(), '市级政务云一区');
  await by.fill(item(page, 'evidence-description'), '全表摘要写入目录链', 'evidence');
  await by.file(item(page, 'evidence-proofFile'), paper('存证证明.png'));
  await page.getByRole('link', { name: '存证证明.png' }).waitFor();
  await by.fill(item(page, 'evidence-queryResult'), '返回12034条', 'query');
  await by.fill(item(page, 'evidence-operationLog'), '2025年的增改删记录', 'log');
  await by.click(pick(page, 'evidence-mode', '自行存证'), 'mode');
  await by.fill(item(page, 'evidence-depositedOn'), await today(page), 'deposited on');
  await by.fill(item(page, 'evidence-digest'), 'a'.repeat(64), 'digest');
  await by.file(item(page, 'riskAssessment-report'), paper('风险评估.png'));
  await page.getByRole('link', { name: '风险评估.png' }).waitFor();
  await by.click(page.getByRole('button', { name: '6项报告里都写到了' }), 'areas');
  await by.click(pick(page, 'riskAssessment-author', '自行评估'), 'author');
  await by.fill(item(page, 'riskAssessment-assessedOn'), await today(page), 'assessed on');
  await by.fill(item(page, 'riskAssessment-conclusion'), '风险可控', 'conclusion');
  await by.click(page.getByRole('button', { name: /^保存，下一页/ }), 'next');
  await page.locator('.wizard-title').filter({ hasText: '第3页' }).waitFor();
}

async function papers(page: Page, by: Counted): Promise<void> {
  const [prefilled] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^下载已填好的：数据合法合规性来源承诺书/ }).click(),
  ]);
  assert.match(prefilled.suggestedFilename(), /承诺书\.docx$/);
  await by.file(item(page, 'sourceLegality-undertaking'), paper('承诺书.png'));
  await page.getByRole('link', { name: '承诺书.png' }).waitFor();
  // A wrong press is taken back where it was made.
  await page.getByRole('button', { name: '移除', exact: true }).click();
  await page.getByText('已移除“承诺书.png”。').waitFor();
  await page.getByRole('button', { name: '撤销移除' }).press('Enter');
  await page.getByRole('link', { name: '承诺书.png' }).waitFor();
  await by.fill(item(page, 'sourceLegality-legalBasis'), '依据养老机构管理办法', 'basis');
  await by.click(page.getByRole('button', { name: /^保存，下一页/ }), 'next');
  await page.locator('.wizard-title').filter({ hasText: '第4页' }).waitFor();
}

/** An intake officer at the other end of the line, by the contract. */
async function officer(stage: Stage) {
  const context = await stage.visitor();
  const signedIn = await context.request.post('/api/session', {
    data: { account: 'bj-shou-li', password: PASSWORD },
  });
  const { csrf } = (await signedIn.json()) as { csrf: string };
  return async (id: string, act: string, input: object): Promise<void> => {
    const answer = await context.request.post(`/api/cases/${id}/acts/${act}`, {
      headers: { 'x-csrf-token': csrf },
      data: { input },
    });
    assert.ok(answer.ok(), await answer.text());
  };
}

/** Two defects, each mended where its reason stands; nothing else is open. */
async function mends(
  page: Page,
  id: string,
  office: Awaited<ReturnType<typeof officer>>,
): Promise<void> {
  const gap = (at: string, reason: string) => ({ item: at, ground: 'incomplete', reason });
  await office(id, 'notifyIntakeGaps', {
    gaps: [
      gap('scenario.forbidden', '禁用场景过于笼统，请写明具体用途。'),
      gap('dataResource.volume', '数据规模与存证查询结果不一致。'),
    ],
  });
  await page.reload();
  await page.getByText('已改0处，共2处').waitFor();
  const inputs = page.locator('.defect-list').locator('input, textarea');
  assert.equal(await inputs.count(), 2);
  assert.equal(await page.locator('#item-scenario-usable').locator('input, textarea').count(), 0);
  // Filing again has one place, which saves first what was typed.
  const below = page.locator('.actions');
  assert.equal(await below.getByRole('button', { name: '补充后重新提交' }).count(), 0);
  await below.getByRole('link', { name: /要补正的都在这里/ }).waitFor();
  await item(page, 'scenario-forbidden').fill('不得用于识别个人和商业营销');
  await page.getByText('已改1处，共2处').waitFor();
  const again = page.locator('.defects');
  assert.equal(await again.getByRole('button', { name: '补充后重新提交' }).count(), 0);
  await item(page, 'dataResource-volume').fill('12034条');
  await page.getByText('已改2处，共2处').waitFor();
  assert.deepEqual(await axe(page), [], '补正');
  await again.getByRole('checkbox').check();
  await again.getByRole('button', { name: '补充后重新提交' }).click();
  await again.getByRole('button', { name: '确认办理' }).click();
  await page.locator('.status').filter({ hasText: '待受理' }).waitFor();
}
