import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '../../../base/text.ts';
import { entryPage } from '../entry/entry.ts';
import { noticePage } from '../notices/notice.ts';
import { receiptPage, type ObjectionReceipt } from './objection-receipt.ts';
import { objectionPage, type ObjectionPage } from './objection-steps.ts';
import { counted, entry, hostile, notice, packOf, viewFor, visitor } from '../portal.fixtures.ts';
import { text } from '../../../base/text.ts';

const issued = {
  ...entry,
  jurisdiction: 'chongqing',
  code: 'CQ-CODE-1',
  pack: packOf('chongqing'),
};

const page: ObjectionPage = {
  objected: { about: 'notices', id: notice.id, pack: packOf('beijing'), over: false },
  name: hostile,
  registrant: hostile,
  stage: 'words',
  draft: {
    interest: hostile,
    reason: hostile,
    files: [{ id: notice.id, name: hostile, size: 12_345 }],
    key: 'ab'.repeat(16),
  },
  troubles: [{ at: 'reason', sentence: text(hostile, hostile), law: ['BJ-REG-14'] }],
  most: { interest: 500, reason: 2000, files: 20 },
  revision: 3,
};

const receipt: ObjectionReceipt = {
  id: notice.id,
  lodgedAt: '2026-03-02T09:08:07.000+08:00',
  name: hostile,
  about: `/notices/${notice.id}`,
  objector: hostile,
  files: [{ name: hostile, sha256: 'ab'.repeat(32) }],
  status: text('已提出', 'Lodged'),
  ended: false,
  reply: { deadline: counted('2026-03-02', 5), assumed: true },
  law: ['BJ-REG-14'],
  answer: null,
  answerMissed: false,
  decision: null,
  withdrawable: true,
};

const said = async (change: Partial<ObjectionPage>, lang: Language = 'zh', who = visitor) =>
  String(await objectionPage(viewFor(lang, { visitor: who }), { ...page, ...change }));

test('每一步都标明在哪一步、能显示，恶意文字被转义', async () => {
  for (const stage of ['who', 'words', 'files', 'check'] as const) {
    for (const lang of ['zh', 'en'] satisfies Language[]) {
      const shown = await said({ stage }, lang);
      assert.equal(shown.match(/aria-current="step"/g)?.length, 1);
      assert.equal(shown.match(/<h1[ >]/g)?.length, 1);
      assert.doesNotMatch(shown, /<script>|<img|undefined|\[object|NaN/);
      assert.doesNotMatch(shown, /\son\w+="|\sstyle="/i);
    }
  }
});

test('表单不用脚本也能提交：普通的多部分表单，校验值在文件之前', async () => {
  for (const stage of ['words', 'files', 'check'] as const) {
    const shown = await said({ stage, troubles: [] });
    const form = /<form[^>]*data-objection[^>]*>.*?<\/form>/s.exec(shown)?.[0] ?? '';
    assert.match(form, /method="post"/);
    assert.match(form, /enctype="multipart\/form-data"/);
    const [csrf, file] = [form.indexOf('name="csrf"'), form.indexOf('type="file"')];
    assert.ok(csrf > 0 && (file < 0 || csrf < file));
    assert.match(form, /value="csrf-of-this-session"/);
    assert.doesNotMatch(form, /disabled/);
  }
});

test('写过的文字和传过的文件在每一步都跟着走', async () => {
  const draft = { ...page.draft, interest: '利害一', reason: '理由一二三' };
  for (const stage of ['words', 'files', 'check'] as const) {
    const shown = await said({ stage, draft });
    for (const words of ['利害一', '理由一二三']) assert.match(shown, new RegExp(words));
    assert.match(shown, new RegExp(`name="file" value="${notice.id}"`));
    assert.match(shown, new RegExp(`name="key" value="${draft.key}"`));
  }
});

test('换语言、换适老版、换深浅都带着表单走；别的页上是普通链接', async () => {
  const shown = await said({ stage: 'words', troubles: [] });
  const form = /<form[^>]*data-objection/.exec(shown)?.[0] ?? '';
  assert.match(form, /id="objection"/);
  for (const where of ['lang=en', 'look=auto.elder', 'look=dark'])
    assert.match(
      shown,
      new RegExp(`<button[^>]*form="objection"[^>]*formaction="[^"]*${where}"[^>]*formnovalidate`),
    );
  assert.doesNotMatch(shown, /<a[^>]*(?:lang=en|look=)/);
  assert.match(await said({ stage: 'who' }), /<a\s+href="[^"]*lang=en"/);
});

test('没有登录：说明先登录再回到这里；没有实名：说明怎么办；都没有往下走的按钮', async () => {
  const view = viewFor('zh');
  const stranger = String(await objectionPage(view, { ...page, stage: 'who', troubles: [] }));
  assert.match(stranger, /\/signin\?next=%2Fnotices%2F[^"]*%2Fobjection"/);
  const unnamed = await said({ stage: 'who' }, 'zh', { ...visitor, realName: false });
  assert.match(unnamed, /尚未完成实名认证/);
  for (const shown of [stranger, unnamed]) assert.doesNotMatch(shown, /step=words/);
  assert.match(await said({ stage: 'who' }), /step=words/);
});

test('登录过期：写的内容还在，在新窗口登录', async () => {
  const shown = String(await objectionPage(viewFor('zh'), { ...page, stage: 'words' }));
  assert.match(shown, /target="_blank".*在新窗口登录/s);
  assert.match(shown, /<textarea[^>]*name="reason"[^>]*>\s*&lt;script&gt;/);
});

test('公示期过后不再受理，但写过的内容还能复制', async () => {
  const objected = { ...page.objected, over: true };
  const shown = await said({
    objected,
    troubles: [],
    draft: { ...page.draft, reason: '理由一二三' },
  });
  assert.match(shown, /不再受理异议.*没有提交，可以复制.*理由一二三/s);
  assert.doesNotMatch(shown, /<form[^>]*data-objection/);
});

test('公示页给出步骤和入口；公示期过后说明可以申请更正', async () => {
  const shown = String(await noticePage(viewFor('zh'), notice));
  assert.match(shown, new RegExp(`href="/notices/${notice.id}/objection"`));
  assert.match(shown, new RegExp(`href="/notices/${notice.id}.ics"`));
  assert.equal(shown.match(/<ol class="stages"/g)?.length, 1);
  const over = String(
    await noticePage(viewFor('zh'), { ...notice, over: true, workingDaysLeft: 0 }),
  );
  assert.match(over, /不再受理异议.*申请更正登记/s);
  assert.doesNotMatch(over, /\/objection"/);
});

test('凭证发放之后也受理异议的地方，条目页给出入口，写登记编码和后果', async () => {
  const shown = String(await entryPage(viewFor('zh', { visitor }), { ...issued, objection: true }));
  assert.match(shown, /href="\/registrations\/CQ-CODE-1\/objection"/);
  const about = {
    about: 'registrations',
    id: 'CQ-CODE-1',
    pack: issued.pack,
    over: false,
  } as const;
  const rules = await said({ stage: 'who', objected: about });
  assert.match(rules, /写明应当更正还是立案调查是否撤销/);
  assert.doesNotMatch(rules, /成立的，终止登记/);
  const beijing = String(await entryPage(viewFor('zh', { visitor }), entry));
  assert.doesNotMatch(beijing, /提出异议/);
});

test('回执：编号、时间、证据、接下来每一步的日期', async () => {
  for (const lang of ['zh', 'en'] satisfies Language[]) {
    const shown = String(await receiptPage(viewFor(lang, { visitor }), receipt));
    assert.match(shown, new RegExp(notice.id));
    assert.match(shown, /09:08:07/);
    assert.doesNotMatch(shown, /<script>|<img|undefined/);
    assert.match(shown, lang === 'zh' ? /如果今天告知，最迟2026年3月9日/ : /by 9 Mar 2026/);
  }
});

test('代表单位提出的写单位，经办人另写；本人提出的写本人', async () => {
  const body = { ...visitor, name: '孙浩', org: '某某中心' };
  assert.match(await said({ stage: 'who' }, 'zh', body), /由“某某中心”提出，经办人孙浩/);
  assert.match(
    await said({ stage: 'check' }, 'zh', body),
    /某某中心\s*<span class="quiet">经办人 孙浩/,
  );
  const alone = { ...body, org: null };
  assert.match(await said({ stage: 'who' }, 'zh', alone), /您以“孙浩”的实名提出/);
});

test('回来的人看到提过的、写了一半的；两个窗口写得不同，两份都给看', async () => {
  const lodged = [{ id: notice.id, at: receipt.lodgedAt, status: text('已提出', 'Lodged') }];
  const shown = await said({ stage: 'who', lodged });
  assert.match(shown, /您2026年3月2日提出的异议已经收到，现在：<b>已提出<\/b>/);
  assert.match(shown, new RegExp(`/objections/${notice.id}`));
  assert.match(shown, /另提一份异议/);
  const begun = await said({ stage: 'who', begun: 'files' });
  assert.match(begun, /step=files">接着写上次没写完的/);
  const crossed = await said({ stage: 'words', elsewhere: { interest: '', reason: hostile } });
  assert.match(crossed, /另一个窗口里写的.*&lt;script&gt;/s);
  assert.match(crossed, /name="revision" value="3"/);
});

test('回执随办理往下写：答复、逾期未答复、决定和后果；办结以后不能撤回', async () => {
  const shown = async (change: Partial<ObjectionReceipt>) =>
    String(await receiptPage(viewFor('zh', { visitor }), { ...receipt, ...change }));
  assert.match(await shown({}), /action="\/objections\/[^"]*\/withdraw".*确认撤回/s);
  assert.match(
    await shown({ answer: { statement: hostile, files: 2 } }),
    /登记主体的答复.*&lt;script&gt;.*附证据2份/s,
  );
  assert.match(await shown({ answerMissed: true }), /逾期没有答复/);
  const over = await shown({
    ended: true,
    withdrawable: false,
    status: text('异议成立', 'Upheld'),
    decision: { on: '2026-03-09', reasons: hostile, follows: text('这项登记终止', 'It ends') },
  });
  assert.match(over, /复核决定：异议成立.*2026年3月9日.*&lt;script&gt;.*这项登记终止/s);
  assert.doesNotMatch(over, /确认撤回|接下来/);
});
