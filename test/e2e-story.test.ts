import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axe, openStage, overflows, type Stage } from './browser.ts';

/** What the story says on the screen, in both languages. */
interface Words {
  readonly lang: 'zh-CN' | 'en-GB';
  readonly place: string;
  readonly create: string;
  readonly first: RegExp;
  readonly object: RegExp;
  readonly resource: RegExp;
  readonly open: RegExp;
  readonly importRow: RegExp;
  readonly fill: RegExp;
  readonly become: (name: string) => RegExp;
  readonly acts: Readonly<Record<string, RegExp>>;
  readonly states: Readonly<Record<string, RegExp>>;
  readonly nextDue: RegExp;
  readonly inOrder: RegExp;
  readonly assigned: RegExp;
  readonly witnessed: RegExp;
  readonly final: RegExp;
  readonly verify: RegExp;
  readonly genuine: RegExp;
  readonly cast: Readonly<
    Record<'applicant' | 'colleague' | 'intake' | 'review' | 'issue', string>
  >;
}

const ZH: Words = {
  lang: 'zh-CN',
  place: '北京',
  create: '新建',
  first: /首次登记/,
  object: /登记对象/,
  resource: /资源/,
  open: /^新建登记申请$/,
  importRow: /导入这一行/,
  fill: /用演示材料补全/,
  become: (name) => new RegExp(`^换成${name}`),
  acts: {
    review: /^业务审核$/,
    submit: /^提交申请$/,
    accept: /^受理$/,
    pass: /^形式审核通过$/,
    publish: /^发布公示$/,
    assign: /^赋码并发放登记结果$/,
  },
  states: {
    draft: /草稿/,
    reviewed: /已业务审核/,
    submitted: /待受理/,
    inReview: /形式审核中/,
    passed: /审核通过/,
    inNotice: /公示中/,
    clear: /待赋码/,
    registered: /已登记/,
  },
  nextDue: /到下一个期限/,
  inOrder: /^相符/,
  assigned: /^赋码/,
  witnessed: /^已见证$/,
  final: /^已见证，终局/,
  verify: /公开核验页/,
  genuine: /登记真实/,
  cast: { applicant: '张悦', colleague: '陈立', intake: '李文', review: '王静', issue: '何琳' },
};

const EN: Words = {
  lang: 'en-GB',
  place: 'Chongqing',
  create: 'New',
  first: /First registration/,
  object: /Object/,
  resource: /resource/i,
  open: /^Open a draft$/,
  importRow: /Import this row/,
  fill: /Fill the rest with sample material/,
  become: (name) => new RegExp(`^Become ${name}`),
  acts: {
    review: /^Record the internal review$/,
    submit: /^Submit$/,
    accept: /^Accept$/,
    pass: /^Pass the review$/,
    publish: /^Publish the notice$/,
    assign: /^Assign the code and issue the result$/,
  },
  states: {
    draft: /Draft/,
    reviewed: /Reviewed internally/,
    submitted: /Awaiting acceptance/,
    inReview: /In formal review/,
    passed: /Review passed/,
    inNotice: /In public notice/,
    clear: /Awaiting its code/,
    registered: /Registered/,
  },
  nextDue: /To the next deadline/,
  inOrder: /^In order/,
  assigned: /^Code assigned/,
  witnessed: /^Witnessed$/,
  final: /^Witnessed; final/,
  verify: /Public verification/,
  genuine: /Genuine/,
  cast: { applicant: '吴迪', colleague: '谭雨', intake: '蒋华', review: '韩梅', issue: '朱琪' },
};

describe('工作台：从草稿到赋码', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  for (const [title, words, width] of [
    ['北京，中文，桌面', ZH, 1280],
    ['重庆，英文，手机宽度', EN, 390],
  ] as const) {
    it(title, async () => {
      const visitor = await stage.visitor({ language: words.lang, width });
      const page = await visitor.newPage();
      const broken: string[] = [];
      page.on('pageerror', (error) => broken.push(error.message));
      await play(page, words);
      assert.deepEqual(broken, []);
      await visitor.close();
    });
  }
});

async function play(page: Page, w: Words): Promise<void> {
  const shown = (state: RegExp | undefined) =>
    page
      .locator('.status')
      .filter({ hasText: state ?? /^$/ })
      .waitFor();
  const sound = async (where: string): Promise<void> => {
    assert.deepEqual(await axe(page), [], where);
    assert.equal(await overflows(page), false, `${where} scrolls sideways`);
  };
  const become = (name: string) => page.getByRole('button', { name: w.become(name) }).click();
  await page.goto('/workbench/');
  await page.getByRole('button', { name: new RegExp(`^${w.cast.applicant}`) }).click();
  await page.locator('.demo-mark').waitFor();
  await unfolded(page.locator('.menu'));
  await page.getByRole('link', { name: w.create, exact: true }).first().click();
  await page.getByTitle(w.place, { exact: true }).click();
  await page.getByRole('button', { name: w.first }).click();
  await page.getByLabel(w.object).click();
  await page.locator('.ant-select-item-option').filter({ hasText: w.resource }).first().click();
  await sound('new case');
  await page.getByRole('button', { name: w.open }).click();
  await shown(w.states['draft']);
  await importRow(page, w.importRow);
  const filled = page.waitForResponse((r) => r.url().endsWith('/fill') && r.ok());
  await page.getByRole('button', { name: w.fill }).click();
  await filled;
  await sound('draft');
  await become(w.cast.colleague);
  await take(page, w.acts['review'], async (form) =>
    form.getByRole('textbox').first().fill('同意提交。'),
  );
  await shown(w.states['reviewed']);
  await become(w.cast.applicant);
  await submit(page, w.acts['submit']);
  await shown(w.states['submitted']);
  await become(w.cast.intake);
  await take(page, w.acts['accept']);
  await shown(w.states['inReview']);
  await become(w.cast.review);
  await page.getByRole('button', { name: w.inOrder }).first().waitFor();
  await sound('review desk');
  for (
    let open = await page.getByRole('button', { name: w.inOrder }).count();
    open > 0;
    open -= 1
  ) {
    const confirmed = page.waitForResponse((r) => r.url().endsWith('/confirmSeal') && r.ok());
    await page.getByRole('button', { name: w.inOrder }).first().click();
    await confirmed;
  }
  await take(page, w.acts['pass']);
  await shown(w.states['passed']);
  await become(w.cast.issue);
  await take(page, w.acts['publish']);
  await shown(w.states['inNotice']);
  await unfolded(page.locator('.demo-bar details'));
  await page.getByRole('button', { name: w.nextDue }).click();
  await shown(w.states['clear']);
  await take(page, w.acts['assign']);
  await shown(w.states['registered']);
  await page.locator('.finality').filter({ hasText: w.final }).waitFor();
  const assigned = page.locator('.timeline > li').filter({ hasText: w.assigned });
  await assigned.locator('summary').filter({ hasText: w.witnessed }).waitFor();
  await sound('registered');
  const code = await page.locator('.code-line code').innerText();
  await page.getByRole('link', { name: w.verify }).click();
  await page.getByText(w.genuine).first().waitFor();
  assert.match(page.url(), new RegExp(encodeURIComponent(code).slice(0, 10)));
}

/** The last of the four pages: declared and handed in where everything was just read. */
async function submit(page: Page, act: RegExp | undefined): Promise<void> {
  const filing = page.locator('.filing');
  await filing.getByRole('checkbox').check();
  await filing.getByRole('button', { name: act ?? /^$/ }).click();
  await filing.getByRole('alert').locator('button[type=submit]').click();
}

/** One real row of the open catalogue, pasted as it was published. */
async function importRow(page: Page, button: RegExp): Promise<void> {
  const csv = new URL('../src/app/demo/data/beijing-open-catalog.csv', import.meta.url);
  const [header, row] = readFileSync(csv, 'utf8').split('\n');
  const details = page.locator('details:has(#import-csv)');
  if (!(await details.evaluate((d) => (d as HTMLDetailsElement).open)))
    await details.locator('summary').click();
  await page.locator('#import-csv').fill(`${header}\n${row}\n`);
  const imported = page.waitForResponse((r) => r.url().endsWith('/importContent') && r.ok());
  await page.getByRole('button', { name: button }).click();
  await imported;
}

type Form = ReturnType<Page['getByRole']>;

/** Opens an act's form, fills it and sends it; an act that is final asks a second time. */
async function take(
  page: Page,
  act: RegExp | undefined,
  fill?: (form: Form) => Promise<void>,
): Promise<void> {
  await page
    .getByRole('button', { name: act ?? /^$/ })
    .first()
    .click();
  const form = page.getByRole('dialog');
  await form.waitFor();
  await fill?.(form);
  await form.locator('button[type=submit]').click();
  const sure = form.getByRole('alert').locator('button[type=submit]');
  const gone = form.waitFor({ state: 'hidden' });
  await Promise.race([sure.waitFor().then(() => sure.click()), gone]);
  await gone;
}

/** On a telephone the demonstration's tools are folded away. */
async function unfolded(details: Locator): Promise<void> {
  if ((await details.count()) > 0 && (await details.getAttribute('open')) === null)
    await details.locator('summary').click();
}
