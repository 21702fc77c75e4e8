import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { addDays, orThrowDate } from '../src/base/plain-date.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { coded, submitted, toNotice, type Entry } from '../src/cli/demo-entries.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const HOLDER = 'bj-min-zheng';
const OPERATOR = 'bj-yun-ying';
const paper = {
  name: '核查记录.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('现场核查记录。'),
};

describe('登记机构：撤销、依职权注销、续展和移交，一步一步办完', () => {
  let stage: Stage;
  let client: DemoClient;
  let entry: Entry;
  let other: Entry;
  let renewing = '';

  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
    const notices = [
      await toNotice(client, 'beijing', { account: HOLDER, topic: '民政' }),
      await toNotice(client, 'beijing', { account: HOLDER, topic: '养老' }),
    ];
    const product = { name: '续展用的产品', agreementTo: '2026-05-20' };
    const third = await toNotice(client, 'beijing', { account: OPERATOR, product });
    const due = [...notices, third].flatMap(({ clocks }) =>
      clocks.filter(({ name }) => name === 'publicNotice').map((one) => one.due),
    );
    const last = due.toSorted().at(-1) ?? '';
    await client.move(`${addDays(orThrowDate(last), 1)}T09:00:00+08:00`);
    const [one, two] = notices;
    assert.ok(one && two);
    entry = await coded(client, 'beijing', HOLDER, one);
    other = await coded(client, 'beijing', HOLDER, two);
    const { code, validTo } = await coded(client, 'beijing', OPERATOR, third);
    const window = `${addDays(orThrowDate(validTo), -10)}T09:00:00+08:00`;
    await client.move(window);
    const operator = await client.as(OPERATOR);
    const agreement = await operator.upload('续签.txt', new TextEncoder().encode('续签的协议'));
    ({ id: renewing } = await operator.open('reg.renew', 'beijing', {
      entry: code,
      months: 12,
      unchanged: true,
      agreementTo: '2027-05-05',
      agreement,
    }));
  });
  after(() => stage.close());

  const person = async (account: string, width = 1280, english = false): Promise<Page> => {
    const visitor = await stage.visitor({ width, ...(english ? { language: 'en-GB' } : {}) });
    const data = { account, password: DEMO_PASSWORD };
    assert.ok((await visitor.request.post('/api/session', { data })).ok());
    const page = await visitor.newPage();
    page.on('pageerror', (error) => assert.fail(error.message));
    return page;
  };
  const sound = async (page: Page): Promise<void> => {
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false, 'scrolls sideways');
  };
  const choose = async (page: Page, label: string, option: string): Promise<void> => {
    await page.getByLabel(label).click();
    await page.locator(`.ant-select-item[title="${option}"]`).click();
  };

  it('撤销：上传时写的字不丢，刷新后都还在；没到时候的一步不列出来；另一人决定，之后登记不再算数', async () => {
    const page = await person('bj-he-cha');
    await page.goto(`/workbench/cases/${entry.id}`);
    await page.getByRole('link', { name: '立案撤销' }).click();
    await choose(page, '法定情形', '隐瞒事实、弄虚作假或材料虚假');
    await choose(page, '来源', '接到举报');
    // The upload waits until both are written.
    let written = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      written = resolve;
    });
    await page.route('**/api/files', async (route) => {
      await both;
      await route.continue();
    });
    await page.locator('input[type=file]').setInputFiles(paper);
    await page.getByLabel('涉嫌的事实').fill('来源材料系伪造，落款单位称从未出具。');
    await page.getByLabel('举报人').fill('来电举报，编号一二三。');
    written();
    await page.locator('.file-card').waitFor();
    await page.getByText('已暂存').waitFor();
    await page.reload();
    await page.locator('.file-card').getByText(paper.name).waitFor();
    const kept = [page.getByLabel('涉嫌的事实'), page.getByLabel('举报人')];
    assert.deepEqual(await Promise.all(kept.map((one) => one.inputValue())), [
      '来源材料系伪造，落款单位称从未出具。',
      '来电举报，编号一二三。',
    ]);
    await page.getByRole('button', { name: /^立案调查/ }).dblclick();
    await page.getByText('暂不能“核实认定”：尚未告知登记主体').waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    await page.goBack();
    await page.getByLabel('涉嫌的事实').waitFor();
    assert.equal(await page.getByLabel('涉嫌的事实').inputValue(), '', '办成的不再出现');
    await page.goForward();

    await page.getByRole('button', { name: '告知登记主体' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('陈述的最后一日').fill('2026-12-01');
    await dialog.getByRole('button', { name: '告知登记主体' }).click();
    await page.getByText('暂不能“核实认定”：登记主体在2026-12-01当日及以前可以陈述').waitFor();
    assert.equal(await page.getByRole('button', { name: '核实认定' }).count(), 0);

    // The officer has the form of another act open while the registrant answers.
    await page.getByRole('button', { name: '终结调查，不予撤销' }).click();
    await dialog.getByLabel('不予撤销的理由').fill('事实尚不能认定。');
    const holder = await client.as(HOLDER);
    await holder.act(id, 'fileStatement', { statement: '原件在此，请核对。', evidence: [] });
    await dialog.getByRole('button', { name: '终结调查，不予撤销' }).click();
    await dialog.getByRole('button', { name: '确认办理' }).click();
    await dialog.getByRole('button', { name: '重新读取，保留已填内容' }).click();
    await dialog.getByText('在这期间，本事项又有：').waitFor();
    assert.match(await dialog.innerText(), /登记主体陈述/);
    await sound(page);
    assert.equal(await dialog.getByLabel('不予撤销的理由').inputValue(), '事实尚不能认定。');
    await dialog.getByRole('button', { name: '清空重填' }).click();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: '核实认定' }).click();
    await dialog.getByLabel('认定的事实').fill('授权文件系伪造。');
    await dialog.locator('input[type=file]').setInputFiles(paper);
    await dialog.locator('.file-card').waitFor();
    await dialog.getByRole('button', { name: '核实认定' }).click();
    await dialog.getByRole('button', { name: '确认办理' }).click();
    const said = page.locator('.after-act');
    await said.getByText('接下来由赋码发证人员办理。').waitFor();
    assert.match(await said.innerText(), /由立案、核实以外的人员决定/);

    await (await client.as('bj-fa-zheng')).act(id, 'revoke', { reasons: '事实清楚，予以撤销。' });
    const mine = await person(HOLDER, 360, true);
    await mine.goto(`/workbench/cases/${entry.id}`);
    const sheet = mine.locator('section.result');
    await sheet.getByText('Revoked').waitFor();
    assert.match(await sheet.innerText(), /Was to be valid/);
    await sound(mine);
    const visitor = await stage.visitor();
    const open = await visitor.newPage();
    await open.goto(`/registrations/${entry.code}`);
    assert.equal(await open.getByRole('link', { name: '申请更正' }).count(), 0);
  });

  it('依职权注销：只列登记机构能用的情形，证明必须有；启动的人办不结，另一人办结', async () => {
    const page = await person('bj-he-cha', 360, true);
    await page.goto(`/workbench/cases/${other.id}`);
    await page.getByRole('link', { name: 'Cancel of its own accord' }).click();
    await page.getByRole('heading', { name: 'Cancel of its own accord' }).waitFor();
    await page.getByText('The registrant has ended', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Cancel of its own accord' }).click();
    assert.equal(await page.getByText('Please choose a file').count(), 2);
    await page.getByLabel('Explanation').fill('The body was merged into another one.');
    await page.locator('input[type=file]').first().setInputFiles(paper);
    await page.locator('.file-card').waitFor();
    await page.locator('input[type=file]').last().setInputFiles(paper);
    await page.locator('.file-card').nth(1).waitFor();
    await sound(page);
    await page.getByRole('button', { name: 'Cancel of its own accord' }).click();
    await page.getByRole('button', { name: 'Yes, go ahead' }).click();
    await page.getByText('Not yet “Complete the cancellation”: Whoever opened it').waitFor();
    await sound(page);
    const id = page.url().split('/').at(-1) ?? '';
    const second = await person('bj-shen-he');
    await second.goto(`/workbench/cases/${id}`);
    await second.getByRole('button', { name: '办结注销' }).click();
    await second.getByRole('button', { name: '确认：办结注销' }).click();
    await second.locator('.after-act').getByText('现在：已注销。').waitFor();
  });

  it('续展：核定之前看得到现在的和准予后的有效期，依据哪一条；准予的正是它', async () => {
    const page = await person('bj-fa-zheng', 360, true);
    await page.goto(`/workbench/cases/${renewing}`);
    await page.getByRole('button', { name: 'Approve the renewal' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Thu 21 May 2026').waitFor();
    assert.match(
      await dialog.innerText(),
      /The term if approved[\s\S]*21 May 2026 — Wed 5 May 2027[\s\S]*no longer than the authorised term lasts/,
    );
    assert.match(await dialog.innerText(), /Beijing art. 18/);
    assert.match(await dialog.innerText(), /5 not marked yet/);
    await sound(page);
    await dialog.getByRole('button', { name: /^Confirm/ }).click();
    await page.locator('.after-act').waitFor();
    assert.equal(await page.getByText('The term if approved').count(), 0);
    const after = await (
      await client.as('bj-fa-zheng')
    ).get<{ state: { term: unknown } }>(`/api/cases/${renewing}`);
    assert.deepEqual(after.state.term, { from: '2026-05-21', to: '2027-05-05' });
  });

  it('移交：核对标记随事项转来并署名，备注不转；再点一次即为本人的', async () => {
    const { id } = await submitted(client, 'beijing', { account: HOLDER, topic: '社会' });
    await (await client.as('bj-shou-li')).act(id, 'accept');
    const first = await person('bj-shen-he');
    await first.goto(`/workbench/cases/${id}`);
    const mark = (page: Page, group: string, word: string) =>
      page.getByRole('radiogroup', { name: `${group}：结论` }).getByText(word);
    await mark(first, '主体信息', '通过').click();
    await mark(first, '数据资源情况', '备注').click();
    await first.getByText('已暂存').waitFor();
    // The colleague has looked at the case before and comes back in the same window.
    const second = await person('bj-he-cha', 360);
    await second.goto(`/workbench/cases/${id}`);
    await second.getByText('已看0/6组').waitFor();
    await second.goto(`/workbench/`);
    await first.getByRole('button', { name: '移交' }).click();
    const dialog = first.getByRole('dialog');
    await dialog.getByText('梁宇（演示）').click();
    await dialog.getByRole('button', { name: '移交', exact: true }).click();
    // In the dialog the name stands before anything was handed over.
    await dialog.waitFor({ state: 'hidden' });
    await first.getByText('梁宇（演示）', { exact: true }).first().waitFor();
    await second.goBack();
    await second.getByText('已看1/6组').waitFor();
    const note = second.getByText('其中1处标记随事项由王静（演示）转来');
    await note.waitFor();
    await sound(second);
    await mark(second, '主体信息', '通过').click();
    await note.waitFor({ state: 'detached' });
    await second.getByText('已看1/6组').waitFor();
  });
});
