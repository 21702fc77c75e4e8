import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { manifestBytes, manifestOf } from '../src/base/deposit-manifest.ts';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { demoClient, overNetwork, type DemoClient } from '../src/cli/demo-client.ts';
import { depositDigests } from '../src/cli/deposit-words.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const PHONE = 360;

describe('评价、自查和存证的事项页', () => {
  let stage: Stage;
  let client: DemoClient;
  before(async () => {
    stage = await openStage();
    client = demoClient(overNetwork(stage.url));
  });
  after(() => stage.close());

  async function visit(login: string): Promise<[BrowserContext, Page]> {
    const context = await stage.visitor({ language: 'en-GB', width: PHONE });
    const data = { account: login, password: DEMO_PASSWORD };
    assert.equal((await context.request.post('/api/session', { data })).status(), 200);
    return [context, await context.newPage()];
  }

  const sound = async (page: Page): Promise<void> => {
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false);
  };

  it('年度评价的指标有名称、基数和依据，报告可以在事项页下载', async () => {
    const authority = await client.as('bj-shu-ju-ju');
    const { id } = await authority.open('eval', 'beijing', { year: 2025 });
    await authority.act(id, 'computeIndicators');
    const [context, page] = await visit('bj-fa-zheng');
    await page.goto(`/workbench/cases/${id}`);
    await page.getByRole('heading', { name: 'Evaluation of the registrar, 2025' }).waitFor();
    await page.getByText('Time to accept, median').waitFor();
    assert.doesNotMatch(
      await page.locator('main').innerText(),
      /acceptanceMedian|selfChecksInTime/,
    );
    await sound(page);
    for (const [name, type] of [
      ['Report (PDF)', 'application/pdf'],
      ['Figures (CSV)', 'text/csv; charset=utf-8'],
      ['The records behind it', 'application/x-ndjson'],
    ] as const) {
      const href = await page.getByRole('link', { name }).getAttribute('href');
      const given = await context.request.get(href ?? '');
      assert.equal(given.headers()['content-type'], type);
    }
    await context.close();
  });

  it('规则没有要求附件的，不附也能办：记录自查', async () => {
    const officer = await client.as('bj-shen-he');
    const { id } = await officer.open('sec.selfcheck', 'beijing', { everyDays: 30 });
    const [context, page] = await visit('bj-shen-he');
    await page.goto(`/workbench/cases/${id}`);
    await page.getByRole('button', { name: 'Record a self-check' }).click();
    const drawer = page.locator('.ant-drawer-body');
    await drawer.getByLabel(/^Result/).click();
    await page.locator('.ant-select-item-option').first().click();
    await drawer.getByLabel(/^What was checked/).fill('检查了账户、备份和日志。');
    await sound(page);
    await drawer.getByRole('button', { name: 'Record a self-check' }).click();
    await page.locator('.timeline').getByText('Self-check recorded').waitFor();
    await context.close();
  });

  it('存证时选清单，五个摘要自动填好；写错的摘要当场说明', async () => {
    const holder = await client.as('bj-min-zheng');
    const { id } = await holder.open('evid', 'beijing', { mode: 'self', title: '养老机构名录' });
    const file = {
      name: 'a.txt',
      size: 0,
      sha256: 'a'.repeat(64),
      sm3: 'b'.repeat(64),
      blocks: [],
    };
    const parts = { storageLocation: [file], queryResult: [file], operationLog: [file] };
    const snapshotAt = '2026-02-09T00:00:00.000Z';
    const manifest = manifestOf({ salt: 'c'.repeat(64), snapshotAt, blockSize: 4096, parts });
    const [context, page] = await visit('bj-min-zheng');
    await page.goto(`/workbench/cases/${id}`);
    await page.getByRole('button', { name: 'Deposit', exact: true }).click();
    const drawer = page.locator('.ant-drawer-body');
    const pick = drawer.locator('input[type=file]');
    const mimeType = 'application/json';
    await pick.setInputFiles({ name: 'x.json', mimeType, buffer: Buffer.from('{}') });
    await drawer.getByText('This is no manifest of a deposit').waitFor();
    const buffer = Buffer.from(manifestBytes(manifest));
    await pick.setInputFiles({ name: 'm.json', mimeType, buffer });
    await drawer.getByText('The five digests are filled in.').waitFor();
    const [sha256 = '', sm3 = ''] = Object.values(depositDigests(manifest));
    assert.equal(await drawer.getByLabel('SHA-256 of the manifest').inputValue(), sha256);
    const second = drawer.getByLabel('SM3 of the manifest');
    assert.equal(await second.inputValue(), sm3);
    await second.fill('abc');
    await drawer.getByLabel('Where the material is kept').fill('本单位机房');
    await drawer.getByRole('button', { name: 'Deposit', exact: true }).click();
    await drawer.getByText('A digest has 64 characters').waitFor();
    await sound(page);
    await second.fill(sm3);
    await drawer.getByRole('button', { name: 'Deposit', exact: true }).click();
    await drawer.getByRole('button', { name: 'Yes, go ahead' }).click();
    await page.getByText('Deposited, awaiting its proof').first().waitFor();
    await context.close();
  });
});
