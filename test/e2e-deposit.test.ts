import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { nodeHash } from '../src/app/log/running-hash.ts';
import { readManifest } from '../src/base/deposit-manifest.ts';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { depositDigests } from '../src/cli/deposit-words.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const mimeType = 'application/octet-stream';
const file = (name: string, buffer: Buffer) => ({ name, mimeType, buffer });
const results = randomBytes(3_000_000);
const parts = {
  storageLocation: [file('位置.txt', Buffer.from('市级政务云一区'))],
  queryResult: [file('结果.csv', results), file('空.csv', Buffer.alloc(0))],
  operationLog: [file('log.txt', Buffer.from('2026-03-01 INSERT 12034'))],
};

/** Deposits made and checked in a browser, where nothing is uploaded. */
describe('存证网页', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  /** Makes the manifest on the page and returns its bytes. */
  async function made(page: Page): Promise<Buffer> {
    for (const [id, files] of Object.entries(parts))
      await page.locator(`#part-${id}`).setInputFiles(files);
    await page.locator('[data-make]').focus();
    await page.keyboard.press('Enter');
    const download = page.waitForEvent('download');
    await page.locator('[data-made] a').click();
    return readFileSync(await (await download).path());
  }

  async function checked(page: Page, manifest: Buffer, given: ReturnType<typeof file>[]) {
    await page.locator('#manifest').setInputFiles(file('manifest.json', manifest));
    await page.locator('#files').setInputFiles(given);
    await page.locator('[data-checked]').evaluate((reports) => reports.replaceChildren());
    await page.locator('[data-check]').click();
    await page.locator('[data-checked] :is(.result, .note.bad)').waitFor();
    return page.locator('[data-checked]').innerText();
  }

  it('在浏览器里做的清单与命令行的是同一种，摘要一致；没有任何文件发出去', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/deposit');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
    const bytes = await made(page);
    const manifest = readManifest(bytes.toString('utf8'));
    assert.ok(manifest);
    const [csv] = manifest.parts.queryResult.filter(({ name }) => name === '结果.csv');
    const hash = nodeHash('sm3');
    hash.update(results);
    assert.deepEqual([csv?.size, csv?.sm3], [results.length, hash.hex()]);
    const shown = await page.locator('[data-made]').innerText();
    assert.ok(shown.includes(createHash('sha256').update(bytes).digest('hex')));
    assert.deepEqual(
      sent.filter((one) => !one.includes('blob:')),
      [],
    );
    await visitor.close();
  });

  it('网页显示的摘要就是存证要填的；存证时由本平台签发自证时间戳', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/deposit');
    const manifest = readManifest((await made(page)).toString('utf8'));
    assert.ok(manifest);
    const digests = depositDigests(manifest);
    const shown = await page.locator('[data-made] dd').allInnerTexts();
    assert.deepEqual(shown, Object.values(digests));
    const holder = await demoClient(overNetwork(stage.url)).as('bj-min-zheng');
    const mine = await holder.open('evid', 'beijing', { mode: 'self', title: '养老机构名录' });
    const held = await holder.act(mine.id, 'deposit', { ...digests, storedAt: '本单位机房' });
    assert.equal(held.status, 'deposited');
    assert.match(JSON.stringify(held.state), /"standing":"selfAsserted"/);
    const checked = await holder.act(mine.id, 'checkDeposit', { digest: digests['sm3Digest'] });
    assert.match(JSON.stringify(checked.state), /"matched":1/);
    await visitor.close();
  });

  it('核对：相同、有改动并指出位置、清单中没有的、不是清单的', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/deposit');
    const manifest = await made(page);
    assert.match(await checked(page, manifest, parts.queryResult), /与存证相同/);
    const changed = Buffer.from(results);
    changed[1_000_000] = (changed[1_000_000] ?? 0) ^ 1;
    const said = await checked(page, manifest, [
      file('结果.csv', changed),
      file('别的.txt', Buffer.from('?')),
    ]);
    assert.match(said, /与存证不同[\s\S]*有改动[\s\S]*第999424至1003519字节/);
    assert.match(said, /清单中没有/);
    const broken = Buffer.from(manifest.toString('utf8').replace('"size"', '"sizes"'));
    assert.match(await checked(page, broken, parts.queryResult), /不是存证清单/);
    await visitor.close();
  });

  for (const [language, width] of [
    ['zh-CN', 360],
    ['en-GB', 1280],
  ] as const) {
    it(`无障碍检查无问题，不横向滚动（${language}，${width}像素）`, async () => {
      const visitor = await stage.visitor({ language, width });
      const page = await visitor.newPage();
      await page.goto('/deposit');
      const manifest = await made(page);
      await checked(page, manifest, parts.queryResult);
      assert.deepEqual(await axe(page), []);
      assert.equal(await overflows(page), false);
      assert.equal(await page.locator('h1').count(), 1);
      await visitor.close();
    });
  }
});
