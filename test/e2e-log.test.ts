import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page, Route } from 'playwright-core';
import { checkCase } from '../src/app/archive/case-check.ts';
import type { CaseEvidence } from '../src/app/archive/case-evidence.ts';
import { readCaseFile } from '../src/app/archive/case-file.ts';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { playStory } from '../src/cli/demo-story.ts';
import { nodeCheck } from '../src/log/node-signatures.ts';
import { suites } from '../src/log/node-suites.ts';
import { parsePolicy } from '../src/log/policy.ts';
import { parseProof, verifyProof } from '../src/log/proof-file.ts';
import type { SuiteId } from '../src/log/suite.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const HOLDER = 'bj-min-zheng';

describe('工作台：事项在目录链上的位置', () => {
  let stage: Stage;
  let id: string;
  before(async () => {
    stage = await openStage();
    const client = demoClient(overNetwork(stage.url));
    await playStory(client, 'beijing', () => undefined);
    const { items } = await (
      await client.as(HOLDER)
    ).get<{ items: { id: string }[] }>(
      '/api/cases?mine=true&procedure=reg.first&status=REGISTERED',
    );
    id = items[0]?.id ?? '';
  });
  after(() => stage.close());

  const broken: string[] = [];
  async function enter(language: 'zh-CN' | 'en-GB' = 'zh-CN', width = 1280): Promise<Page> {
    const page = await (await stage.visitor({ language, width })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => broken.push(error.message));
    const data = { account: HOLDER, password: DEMO_PASSWORD };
    assert.equal((await page.request.post('/api/session', { data })).status(), 200);
    return page;
  }
  const sound = async (page: Page, where: string): Promise<void> => {
    assert.deepEqual(await axe(page), [], where);
    assert.equal(await overflows(page), false, `${where} scrolls sideways`);
  };
  const published = async (path: string): Promise<string> =>
    (await fetch(`${stage.url}/log/${path}`)).text();

  /** The name and content of what a click hands over. */
  async function taken(page: Page, by: Locator) {
    const [download] = await Promise.all([page.waitForEvent('download'), by.click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  it('只用键盘打开标记，下载的记录和两份证明离线核验为真', async () => {
    const page = await enter();
    await page.goto(`/workbench/cases/${id}`);
    const line = page.locator('.timeline > li').filter({ hasText: /^赋码/ });
    const mark = line.locator('summary').filter({ hasText: /^已见证$/ });
    await mark.focus();
    await page.keyboard.press('Enter');
    await line.getByText('见证人已联署').waitFor();
    await sound(page, 'an open mark');
    const entry = await taken(page, line.getByRole('button', { name: '记录', exact: true }));
    assert.match(entry.bytes.toString('utf8'), /"type":"reg\.CodeAssigned"/);
    for (const [suite, name, under] of [
      ['sha256', '证明', ''],
      ['sm3', '国密证明', 'sm3/'],
    ] as const satisfies readonly (readonly [SuiteId, string, string])[]) {
      const file = await taken(page, line.getByRole('link', { name, exact: true }));
      assert.match(file.name, /\.tlog-proof$/);
      const proof = parseProof(file.bytes.toString('utf8'));
      const policy = parsePolicy(await published(`${under}policy`), suites.sha256);
      assert.ok(proof && !('fault' in policy));
      const verdict = await verifyProof(suites[suite], entry.bytes, proof, policy, nodeCheck);
      assert.ok(verdict.ok && verdict.witnessed, `${suite}: ${JSON.stringify(verdict)}`);
    }
    assert.deepEqual(broken, []);
  });

  it('整卷导出离线核验为真；凭证有两种形式', async () => {
    const page = await enter();
    await page.goto(`/workbench/cases/${id}`);
    await page.locator('.finality.witnessed').waitFor();
    const whole = await taken(page, page.getByRole('link', { name: '整卷导出' }));
    assert.equal(whole.name, `case-${id}.json`);
    const evidence = readCaseFile(whole.bytes.toString('utf8'));
    assert.ok(!('fault' in evidence));
    assert.deepEqual((await checkCase([evidence], [])).faults, []);
    const json = await taken(page, page.getByRole('link', { name: '机读凭证（JSON）' }));
    const { signatures } = JSON.parse(json.bytes.toString('utf8')) as { signatures: unknown[] };
    assert.equal(signatures.length, 2);
    const compact = await taken(page, page.getByRole('link', { name: '机读凭证（SD-JWT）' }));
    assert.match(compact.name, /\.sd-jwt$/);
    assert.match(compact.bytes.toString('utf8'), /^[\w-]+\.[\w-]+\.[\w-]+~/);
    assert.deepEqual(broken, []);
  });

  it('未见证的赋码不写终局；见证一到即改，问过即止，页面不跳动', async () => {
    const page = await enter('en-GB', 360);
    const asked: string[] = [];
    let seen = false;
    await page.route('**/proof?**', async (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('after') ?? '');
      const evidence = (await (await route.fetch()).json()) as CaseEvidence;
      const events = evidence.events.map((e) => ({ ...e, witnessed: seen || e.version < 10 }));
      await route.fulfill({ json: { ...evidence, events } });
    });
    await page.goto(`/workbench/cases/${id}`);
    await page.getByText('Code assigned; awaiting witnesses').waitFor();
    const last = page.locator('.timeline > li').last();
    await page.locator('.log-mark > .published').first().waitFor();
    await sound(page, 'a result that waits');
    // Whatever else the page was still loading is there by now.
    const before = await last.boundingBox();
    seen = true;
    await page.getByText(/^Witnessed; final/).waitFor();
    assert.equal(await page.locator('.log-mark > .published').count(), 0);
    assert.deepEqual(await last.boundingBox(), before);
    const [first, ...more] = asked;
    assert.equal(first, '0');
    assert.ok(more.length >= 1 && more.every((from) => from === '9'), asked.join(' '));
    await page.waitForTimeout(2500);
    assert.equal(asked.length, more.length + 1, 'nothing is left to ask for');
    assert.deepEqual(broken, []);
  });

  it('目录链停止受理：办理被拒即在各页说明原因，恢复后撤去', async () => {
    const page = await enter();
    let shut = false;
    await page.route('**/api/public/log', async (route) => {
      const log = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...log, ...(shut ? { state: 'behind', why: WHY } : {}) } });
    });
    const refuse = (route: Route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: BEHIND })
        : route.fallback();
    await page.route('**/api/cases', refuse);
    await page.goto('/workbench/new?procedure=reg.first&jurisdiction=beijing');
    await page.getByLabel('登记对象').click();
    await page.locator('.ant-select-item-option').first().click();
    const banner = page.getByRole('alert').filter({ hasText: '办理已暂停' });
    assert.equal(await banner.count(), 0);
    shut = true;
    await page.getByRole('button', { name: '新建登记申请' }).click();
    await banner.filter({ hasText: WHY.zh }).waitFor();
    await page.getByRole('link', { name: '事项', exact: true }).click();
    await page.getByRole('heading', { name: '事项', level: 1 }).waitFor();
    await banner.waitFor();
    await sound(page, 'a closed log');
    shut = false;
    await banner.waitFor({ state: 'detached' });
    assert.deepEqual(broken, []);
  });
});

const WHY = { zh: '数据库落后于目录链。', en: 'The database is behind the log.' };
const BEHIND = JSON.stringify({
  type: 'urn:shuji:problem:LOG_BEHIND',
  title: WHY.zh,
  status: 503,
  code: 'LOG_BEHIND',
  cites: [],
  sentence: WHY,
});
