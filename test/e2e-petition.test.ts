import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { addDays, orThrowDate } from '../src/base/plain-date.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { coded, toNotice, type Entry } from '../src/cli/demo-entries.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const HOLDER = 'bj-min-zheng';

describe('对登记条目提出的申请：逐项核对，一次性告知', () => {
  let stage: Stage;
  let client: DemoClient;
  let entry: Entry;
  let asked = '';

  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
    const notice = await toNotice(client, 'beijing', { account: HOLDER, topic: '民政' });
    const period = notice.clocks.find(({ name }) => name === 'publicNotice');
    assert.ok(period);
    await client.move(`${addDays(orThrowDate(period.due), 1)}T09:00:00+08:00`);
    entry = await coded(client, 'beijing', HOLDER, notice);
    const citizen = await client.as('bj-li-ming');
    const proof = await citizen.upload('截图.txt', new TextEncoder().encode('目录页面截图'));
    ({ id: asked } = await citizen.open('reg.correct', 'beijing', {
      entry: entry.code,
      items: [{ item: 'dataResource.summary', value: '更正后的简介。' }],
      explanation: '简介中的更新时间与实际不符。',
      proof: [proof],
      interest: '本人使用该数据',
    }));
  });
  after(() => stage.close());

  const person = async (account: string, width = 1280): Promise<Page> => {
    const visitor = await stage.visitor({ width });
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
  const verdict = (page: Page, item: string, word: string) =>
    page.getByRole('radiogroup', { name: `${item}：结论` }).getByText(word);

  it('更正：逐项标记，告知书写给申请人，发出去的就是看到的', async () => {
    const page = await person('bj-shou-li');
    await page.goto(`/workbench/cases/${asked}`);
    await verdict(page, '需要更正的内容', '通过').click();
    await verdict(page, '证明材料', '缺陷').click();
    await verdict(page, '有误情况的说明', '备注').click();
    await page.getByLabel('对“有误情况的说明”的备注').fill('与目录一致');
    await page.getByText('已看3/4项').waitFor();
    await sound(page);
    await page.getByRole('button', { name: '一次性告知补正' }).click();
    const letter = page.getByRole('article', { name: '一次性告知书' });
    await letter.getByText('李明（演示）：').waitFor();
    assert.equal(await letter.getByText('北京市民政局：').count(), 0, '不写给登记主体');
    await page.getByLabel('需要补充的内容：证明材料').last().fill('请补充盖章的证明材料。');
    await page
      .getByLabel('再添加一项')
      .selectOption({ label: '与该登记的利害关系（非登记主体填写）' });
    const shown = await letter.innerText();
    await sound(page);
    await page.getByRole('button', { name: '发出告知书（2项）' }).click();
    await page.locator('.after-act').getByText('接下来由申请人办理。').waitFor();

    const citizen = await person('bj-li-ming', 360);
    await citizen.goto(`/workbench/cases/${asked}`);
    const told = citizen.getByRole('article', { name: '一次性告知书' });
    await told.waitFor();
    assert.equal(flat(await told.innerText()), flat(shown));
    assert.equal(await citizen.getByText('与目录一致').count(), 0, '备注只有自己看得到');
    await sound(citizen);
  });
});

/** Words without the breaks that depend on the width of the page. */
const flat = (words: string): string => words.replaceAll(/\s+/g, '');
