import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { addDays, orThrowDate } from '../src/base/plain-date.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { coded, toNotice } from '../src/cli/demo-entries.ts';
import { uploadNote } from '../src/cli/demo-paper.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const HOLDER = 'bj-min-zheng';
const OTHER = 'bj-wei-sheng';

describe('等另一方、等登记机构：在谁手里说得准', () => {
  let stage: Stage;
  let client: DemoClient;
  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
  });
  after(() => stage.close());

  const person = async (
    account: string,
    options: { width?: number; language?: 'zh-CN' | 'en-GB' } = {},
  ): Promise<Page> => {
    const visitor = await stage.visitor(options);
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
  const held = (page: Page, words: string) =>
    page.locator('.tracker-now strong').filter({ hasText: words }).first().waitFor();

  it('共有主体：看得懂同意什么；申请的单位看到在等谁、为什么撤回', async () => {
    const filer = await client.as(HOLDER);
    const { id } = await filer.open('reg.first', 'beijing', {
      objectKind: 'resource',
      inScope: true,
    });
    await filer.post(`/api/demo/cases/${id}/fill`, {});
    const coOwners = [{ name: '北京市公共卫生信息中心', creditCode: '12110000400686742U' }];
    await filer.act(id, 'attachMaterial', { group: 'dataResource', values: { coOwners } });
    const first = await person(HOLDER);
    await first.goto(`/workbench/cases/${id}`);
    await held(first, '等另一方');
    await first.getByText('还等共有主体同意').first().waitFor();
    await sound(first);

    const second = await person(OTHER, { width: 360, language: 'en-GB' });
    await second.goto(`/workbench/cases/${id}`);
    await held(second, 'You');
    await second.getByText('asks for its consent').waitFor();
    await second.getByRole('heading', { name: 'What will be public' }).waitFor();
    await sound(second);
    await second.getByRole('button', { name: 'Consent as co-owner' }).click();
    const form = second.getByRole('dialog');
    await form.getByLabel('We agree to file together').check();
    await form.locator('button[type=submit]').click();
    await second.getByText('has agreed, as a co-owner').waitFor();
    await first.reload();
    await held(first, '等本单位的同事');

    await (await client.as(OTHER)).act(id, 'withdrawConsent', { reasons: '名称写错了。' });
    await first.reload();
    await held(first, '等另一方');
    await first.getByText('已撤回同意：名称写错了。').waitFor();
    await sound(first);
  });

  it('撤销调查：期限过了没有陈述的，登记主体不再被说成等您办，登记机构可以认定；撤销的看得到理由', async () => {
    const notice = await toNotice(client, 'beijing', { account: HOLDER, topic: '民政' });
    const period = notice.clocks.find(({ name }) => name === 'publicNotice');
    assert.ok(period);
    const codedOn = addDays(orThrowDate(period.due), 1);
    await client.move(`${codedOn}T09:00:00+08:00`);
    const entry = await coded(client, 'beijing', HOLDER, notice);
    const inspector = await client.as('bj-he-cha');
    const { id } = await inspector.open('reg.revoke', 'beijing', {
      entry: entry.code,
      ground: 'concealment_or_falsehood',
      source: 'own',
      facts: '承诺书与实际不符。',
      evidence: [await uploadNote(inspector, '核查记录')],
    });
    const holder = await person(HOLDER);
    await holder.goto(`/workbench/cases/${id}`);
    await held(holder, '登记机构');
    const answerBy = addDays(codedOn, 10);
    await inspector.act(id, 'notifyRegistrant', { answerBy });
    await holder.reload();
    await held(holder, '等您办');
    await client.move(`${addDays(answerBy, 1)}T09:00:00+08:00`);
    await holder.reload();
    await held(holder, '登记机构');
    assert.equal(await holder.getByText('逾期1天').count(), 0);
    const officer = await person('bj-he-cha');
    await officer.goto(`/workbench/cases/${id}`);
    await officer.getByRole('button', { name: '核实认定' }).first().waitFor();
    await inspector.act(id, 'confirmFacts', {
      findings: '情况属实。',
      evidence: [await uploadNote(inspector, '比对')],
    });
    await (await client.as('bj-fa-zheng')).act(id, 'revoke', { reasons: '以虚假材料取得登记。' });
    await holder.reload();
    const end = holder.locator('.tracker .note');
    await end.getByText('以虚假材料取得登记。').waitFor();
    await sound(holder);
    await end.getByRole('link', { name: '看登记簿条目' }).click();
    await holder.waitForURL(`**/cases/${entry.id}`);
  });
});
