import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { playStory } from '../src/cli/demo-story.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The pages of the log and the check in the browser, as a visitor meets them. */
describe('目录链与浏览器核验', () => {
  let stage: Stage;
  let folder = '';
  let size = 0;
  let code = '';
  const files = new Map<string, Uint8Array>();
  const fetched = async (path: string): Promise<Uint8Array> =>
    new Uint8Array(await (await fetch(`${stage.url}${path}`)).arrayBuffer());
  const file = (name: string): GivenFile => ({ name, bytes: files.get(name) ?? assert.fail(name) });

  before(async () => {
    stage = await openStage();
    folder = mkdtempSync(join(tmpdir(), 'shuji-offline-'));
    const client = demoClient(overNetwork(stage.url));
    await playStory(client, 'beijing', () => undefined);
    const holder = await client.as('bj-min-zheng');
    const { items } = await holder.get<{ items: { id: string }[] }>(
      '/api/cases?which=all&procedure=reg.first',
    );
    const path = `/api/cases/${items[0]?.id}`;
    const one = await holder.get<{ state: { result: { code: string } } }>(path);
    ({ code } = one.state.result);
    size = await witnessedSize();
    for (const name of ['sheet', 'credential', 'export']) {
      files.set(name, await holder.bytes(`${path}/${name}`));
    }
    for (const name of ['sha256.tlog-proof', 'sm3.tlog-proof', 'entry.json']) {
      files.set(name, await fetched(`/chain/${size - 1}/${name}`));
    }
  });
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Waits until the witnesses have caught up: entries under the newest witnessed head. */
  async function witnessedSize(): Promise<number> {
    const lengthOf = async (path: string): Promise<string | undefined> =>
      Buffer.from(await fetched(path))
        .toString('utf8')
        .split('\n')[1];
    for (let tries = 0; tries < 100; tries += 1) {
      const all = ['checkpoint', 'witnessed', 'sm3/checkpoint', 'sm3/witnessed'];
      const [first, ...rest] = await Promise.all(all.map((name) => lengthOf(`/log/${name}`)));
      if (Number(first) > 30 && rest.every((one) => one === first)) return Number(first);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return assert.fail('the witnesses did not catch up');
  }

  /** What the page says of these files: the answers, then everything. */
  async function checked(page: Page, given: readonly GivenFile[]): Promise<readonly string[]> {
    const mimeType = 'application/octet-stream';
    await page.locator('[data-reports]').evaluate((reports) => reports.replaceChildren());
    await page
      .locator('#check-files')
      .setInputFiles(
        given.map(({ name, bytes }) => ({ name, mimeType, buffer: Buffer.from(bytes) })),
      );
    await page.locator('[data-reports] .result').first().waitFor();
    return page.locator('[data-reports] .result').allInnerTexts();
  }

  const flip = ({ name, bytes }: GivenFile, at: number): GivenFile => ({
    name,
    bytes: Uint8Array.from(bytes).with(at, (bytes[at] ?? 0) ^ 1),
  });

  for (const language of ['zh-CN', 'en-GB'] as const) {
    for (const width of [1280, 360]) {
      it(`各页无障碍检查无问题，不横向滚动（${language}，${width}像素）`, async () => {
        const visitor = await stage.visitor({ language, width });
        const page = await visitor.newPage();
        const lang = language === 'en-GB' ? 'en' : 'zh';
        const paths = [
          '/chain',
          `/chain?before=${size - 5}`,
          '/chain/0',
          `/chain/${size - 1}`,
          '/verify',
          `/registrations/${encodeURIComponent(code)}`,
        ];
        for (const path of paths) {
          await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
          assert.deepEqual(await axe(page), [], path);
          assert.equal(await overflows(page), false, `${path} scrolls sideways`);
          assert.equal(await page.locator('h1').count(), 1, `${path} has one heading`);
        }
        await page.goto(`/verify?lang=${lang}`);
        await checked(page, [file('sheet'), file('export')]);
        for (const more of await page.locator('[data-verifier] summary').all()) await more.click();
        assert.deepEqual(await axe(page), [], 'the reports');
        assert.equal(await overflows(page), false, 'the reports scroll sideways');
        await visitor.close();
      });
    }
  }

  it('目录链页：最新的记录在前，赋码一步从登记条目走得到', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/chain');
    const shown = await page.locator('main').innerText();
    assert.match(shown, new RegExp(`${size}\\s*条已入链`));
    assert.match(shown, /demo-witness-a\.invalid\s*演示见证，不独立/);
    await page.goto(`/registrations/${encodeURIComponent(code)}`);
    await page.getByRole('link', { name: /号记录/ }).click();
    assert.match(await page.locator('h1').innerText(), /赋码/);
    await visitor.close();
  });

  it('浏览器核对：四种文件都核对无误，期间没有发出任何请求', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/verify');
    // The part that reads PDFs comes from this site when it is first needed; nothing goes out after.
    await checked(page, [file('sheet')]);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const given of [
      [file('sheet')],
      [file('credential')],
      [file('export')],
      [file('sha256.tlog-proof')],
      [file('sm3.tlog-proof'), file('entry.json')],
    ]) {
      const [report = '', ...more] = await checked(page, given);
      assert.equal(more.length, 0);
      assert.match(report, /核对无误/);
      assert.match(report, /演示见证，不独立/);
      assert.doesNotMatch(report, /不通过/);
    }
    assert.deepEqual(asked, []);
    await visitor.close();
  });

  it('改动一处就不通过；粘贴的检查点也能核对，读不懂的信任策略不采用', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/verify');
    for (const name of ['sheet', 'credential', 'export', 'sha256.tlog-proof']) {
      const given = file(name);
      const [report = ''] = await checked(page, [flip(given, 300)]);
      assert.doesNotMatch(report, /核对无误/, name);
    }
    await page.goto('/verify');
    const note = Buffer.from(await fetched('/log/checkpoint')).toString('utf8');
    await page.locator('#check-paste').fill(note);
    await page.locator('[data-check]').click();
    await page.getByText('核对无误').waitFor();
    await page.getByText('这里信任的是谁').click();
    await page.locator('#check-policy').fill('quorum none\nlog nonsense');
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByText('策略第 2 行读不懂').waitFor();
    await visitor.close();
  });

  it('离线核验网页：存在磁盘上，断网打开，中英文都能核对', async () => {
    for (const [lang, holds] of [
      ['zh', /核对无误/],
      ['en', /Checked: it holds/],
    ] as const) {
      const saved = join(folder, `shuji-verify-${lang}.html`);
      writeFileSync(saved, await fetched(`/verify/offline.html?lang=${lang}`));
      const visitor = await stage.visitor({ width: 360 });
      await visitor.setOffline(true);
      const page = await visitor.newPage();
      const errors: string[] = [];
      const asked: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(saved).href);
      for (const name of ['sheet', 'credential', 'export', 'sm3.tlog-proof']) {
        const [report = ''] = await checked(page, [file(name)]);
        assert.match(report, holds, name);
      }
      assert.deepEqual(await axe(page), []);
      assert.equal(await overflows(page), false);
      assert.deepEqual(errors, []);
      assert.equal(asked.length, 1, asked.join(' '));
      await visitor.close();
    }
  });
});
