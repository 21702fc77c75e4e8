import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { colleagueOf } from '../src/cli/demo-cast.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

/** A hand that counts: every click and every text typed is one. */
function handOf(page: Page) {
  let count = 0;
  const click = async (target: Locator): Promise<void> => {
    count += 1;
    await target.click();
  };
  return {
    click,
    type: async (target: Locator, words: string): Promise<void> => {
      count += 1;
      await target.fill(words);
    },
    press: (name: RegExp) => click(page.getByRole('button', { name }).first()),
    count: () => count,
  };
}

describe('登记机构的审查台', () => {
  let stage: Stage;
  let client: DemoClient;
  let row = 0;
  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
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

  /** A dossier filed over the interface, the way programs do. */
  const filed = async (values: Readonly<Record<string, object>> = {}) => {
    const applicant = await client.as('bj-min-zheng');
    const input = { objectKind: 'resource', inScope: true };
    const { id } = await applicant.open('reg.first', 'beijing', input);
    const { items } = await applicant.get<{ items: { id: string; name: string }[] }>(
      `/api/catalogue?limit=20&q=${encodeURIComponent('民政')}`,
    );
    const item = items[row++ % items.length];
    assert.ok(item);
    await applicant.act(id, 'importContent', { itemId: item.id });
    await applicant.post(`/api/demo/cases/${id}/fill`, {});
    for (const [group, changed] of Object.entries(values))
      await applicant.act(id, 'attachMaterial', { group, values: changed });
    const colleague = await colleagueOf(client, 'bj-min-zheng');
    await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
    return applicant.act(id, 'submit', { declaration: true });
  };

  const sound = async (page: Page, where: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Half-way from one colour to the other nothing has its contrast yet.
      await page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
      );
      assert.deepEqual(await axe(page), [], `${where}, ${colorScheme}`);
    }
    assert.equal(await overflows(page), false, `${where} scrolls sideways`);
  };
  const status = (page: Page, words: RegExp) =>
    page.locator('.status').filter({ hasText: words }).first().waitFor();

  it('齐全的申请：从列表到受理，不超过6次；审核通过也不超过6次；随后就是下一件', async () => {
    const { id, title } = await filed();
    await filed();
    const page = await person('bj-shou-li');
    await page.goto('/workbench/');
    const hand = handOf(page);
    await hand.click(page.getByRole('link', { name: title }).first());
    await hand.press(/^受理$/);
    await hand.press(/^确认：受理$/);
    await status(page, /形式审核中/);
    assert.ok(hand.count() <= 6, `受理用了${hand.count()}次`);
    await page.locator('.after-act').filter({ hasText: '审核期限至' }).waitFor();
    await page.locator('.next-case').waitFor();

    const reviewer = await person('bj-shen-he');
    await reviewer.goto('/workbench/');
    const other = handOf(reviewer);
    await other.click(reviewer.getByRole('link', { name: title }).first());
    await reviewer.locator('.review-desk').waitFor();
    for (let left = await open(reviewer).count(); left > 0; left -= 1) {
      const confirmed = reviewer.waitForResponse((r) => r.url().endsWith('/confirmSeal') && r.ok());
      await other.click(open(reviewer).first());
      await confirmed;
    }
    await other.press(/^形式审核通过$/);
    await reviewer.getByRole('dialog').getByText('还没有标记').waitFor();
    await other.press(/^确认：形式审核通过$/);
    await status(reviewer, /审核通过/);
    assert.ok(other.count() <= 6, `审核用了${other.count()}次`);
    assert.equal(reviewer.url().includes(id), true);
  });

  const open = (page: Page) => page.getByRole('button', { name: /^相符/ });

  it('五处缺陷的一次性告知：不超过20次；发出之前看到的就是对方读到的', async () => {
    const { id } = await filed({
      dataResource: { summary: '婚姻登记办理情况，联系人：张悦，电话13800138000，每月更新。' },
    });
    const page = await person('bj-shou-li');
    await page.goto(`/workbench/cases/${id}`);
    await page.locator('.review-desk').waitFor();
    await page.getByRole('tab', { name: /公示预览/ }).click();
    await page.locator('.scan mark').filter({ hasText: '13800138000' }).waitFor();
    await sound(page, '审查台');
    const hand = handOf(page);
    const flag = (item: string) => page.locator(`#item-${item} .flag`);
    for (const item of [
      'subject-contactName',
      'sourceLegality-undertaking',
      'dataResource-summary',
    ])
      await hand.click(flag(item));
    for (const item of ['evidence-proofFile', 'scenario-usable']) await hand.click(flag(item));
    await hand.press(/^一次性告知补正（受理）（5项）$/);
    const dialog = page.getByRole('dialog');
    await hand.type(dialog.getByRole('textbox').last(), '请写明由谁、在什么场景下使用。');
    await sound(page, '告知书');
    const letter = await lines(dialog.locator('.letter ol > li'));
    assert.equal(letter.length, 5);
    assert.match(letter.join('\n'), /请写明由谁、在什么场景下使用/);
    await hand.click(dialog.getByRole('button', { name: /^发出告知书（5项）$/ }));
    await status(page, /待补正/);
    assert.ok(hand.count() <= 20, `告知用了${hand.count()}次`);

    const applicant = await person('bj-min-zheng');
    await applicant.goto(`/workbench/cases/${id}`);
    await applicant.locator('.letter ol > li').first().waitFor();
    assert.deepEqual(await lines(applicant.locator('.letter').first().locator('ol > li')), letter);

    const holder = await client.as('bj-min-zheng');
    const mended = { usable: '供民政、卫生健康部门在养老服务监管中按需使用。' };
    await holder.act(id, 'attachMaterial', { group: 'scenario', values: mended });
    await holder.act(id, 'resubmit', { declaration: true });
    await page.reload();
    await page.locator('.field-row.changed .sides').filter({ hasText: mended.usable }).waitFor();
    await page.getByRole('button', { name: /^全部/ }).click();
    assert.equal(
      await page.locator('#group-riskAssessment .flag').count(),
      0,
      '没有变化的不再要求',
    );
  });

  it('手机宽度：一栏一栏地看，不横向滚动', async () => {
    const { id } = await filed();
    const page = await person('bj-shou-li', 360);
    await page.goto(`/workbench/cases/${id}`);
    await page.getByRole('tab', { name: /^材料$/ }).waitFor();
    await sound(page, '审查台，手机');
    const pass = page.getByRole('radio', { name: /通过/ }).first();
    await pass.focus();
    await page.keyboard.press('p');
    await page.getByText(/已看1\/\d+组/).waitFor();
    await page.getByText(/已暂存/).waitFor();
    await page.reload();
    await page.getByText(/已看1\/\d+组/).waitFor();
  });

  it('异议：双方并排，理由有底稿，决定书先看后发', async () => {
    const { id } = await filed();
    const intake = await client.as('bj-shou-li');
    const { state } = await intake.act(id, 'accept');
    const review = await client.as('bj-shen-he');
    for (const seal of state['seals'] as { id: string }[])
      await review.act(id, 'confirmSeal', { file: seal.id, found: true });
    await review.act(id, 'passReview', { checked: true });
    await (await client.as('bj-fa-zheng')).act(id, 'publishNotice');
    const citizen = await client.as('bj-li-ming');
    const bytes = (words: string) => new TextEncoder().encode(words);
    const proof = await citizen.upload('evidence.txt', bytes('字段说明与实际不符。\n'));
    const lodged = await citizen.open('reg.objection', 'beijing', {
      parent: id,
      interest: '经常使用这项服务',
      reason: '公示的简介与实际提供的字段不一致。',
      evidence: [proof],
    });
    await (await client.as('bj-yi-yi')).act(lodged.id, 'notifyRegistrant');
    const holder = await client.as('bj-min-zheng');
    const answer = await holder.upload('reply.txt', bytes('字段清单与目录一致。\n'));
    const reply = { statement: '字段清单与目录一致，已附核对结果。', evidence: [answer] };
    await holder.act(lodged.id, 'reply', reply);

    const page = await person('bj-yi-yi');
    await page.goto(`/workbench/cases/${lodged.id}`);
    const hand = handOf(page);
    await hand.click(page.getByRole('button', { name: /看 evidence\.txt/ }));
    await page.locator('.paper-sheet').filter({ hasText: '字段说明与实际不符' }).waitFor();
    await hand.click(page.getByRole('radio', { name: /异议不成立/ }));
    await page.locator('.letter').filter({ hasText: '不能证明' }).waitFor();
    await sound(page, '异议处理');
    await hand.press(/^作出决定：异议不成立$/);
    await status(page, /异议不成立/);
    assert.ok(hand.count() <= 6, `决定用了${hand.count()}次`);

    const registrant = await person('bj-min-zheng');
    await registrant.goto(`/workbench/cases/${lodged.id}`);
    const letter = registrant.locator('.letter').filter({ hasText: '不能证明' });
    await letter.waitFor();
    assert.doesNotMatch(await letter.innerText(), /李明/, '异议人是谁，不告诉登记主体');
  });
});

/** The lines of a letter without the marks of its links. */
const lines = async (found: Locator): Promise<string[]> =>
  (await found.allInnerTexts()).map((one) => one.replaceAll(/\s+/g, ' ').trim());
