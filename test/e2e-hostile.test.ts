import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { openStage, overflows, type Stage } from './browser.ts';

const MARKUP = `<img src=x onerror=alert(1)>"'&</title></script><script>alert(2)</script>]]>{{7*7}}\${7*7}<%=7%>--><!--`;
/** Words without end in scripts of one, two and four bytes, from the right, joined, and with marks. */
const ENDLESS = `${'W'.repeat(60)}${'Ｗ'.repeat(20)}مرحبا بالعالم${'𠮷'.repeat(30)}🇨🇳👍🏽ก็็็`;
const HOSTILE = `${MARKUP}${ENDLESS}`;

type Json = Record<string, unknown>;
interface Case {
  readonly id: string;
  readonly clocks: readonly { readonly name: string; readonly due: string }[];
  readonly state: { readonly seals?: readonly { readonly id: string }[]; readonly result?: Json };
}

/** Everything that somebody may write is shown to somebody else. */
describe('别有用心的人填的内容，别人看到的页面', () => {
  let stage: Stage;
  const tokens = new Map<string, string>();

  async function ask<T = Case>(login: string, path: string, body?: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    if (!tokens.has(login)) {
      const answer = await fetch(`${stage.url}/api/session`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ account: login, password: DEMO_PASSWORD }),
      });
      tokens.set(login, ((await answer.json()) as { token: string }).token);
    }
    const answer = await fetch(`${stage.url}${path}`, {
      headers: { ...headers, authorization: `Bearer ${tokens.get(login)}` },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const said = await answer.text();
    assert.ok(answer.ok, `${path}: ${said}`);
    return JSON.parse(said) as T;
  }
  const act = (login: string, id: string, name: string, input: Json = {}) =>
    ask(login, `/api/cases/${id}/acts/${name}`, { input });
  const open = (login: string, procedure: string, input: Json) =>
    ask(login, '/api/cases', { procedure, jurisdiction: 'beijing', input });

  async function paper(login: string, name: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob(['证据']), name);
    const headers = { authorization: `Bearer ${tokens.get(login)}` };
    const answer = await fetch(`${stage.url}/api/files`, { method: 'POST', headers, body: form });
    return ((await answer.json()) as { id: string }).id;
  }

  async function application(): Promise<string> {
    const { items } = await ask<{ items: { id: string }[] }>(
      'bj-min-zheng',
      `/api/catalogue?limit=1&q=${encodeURIComponent('民政')}`,
    );
    const { id } = await open('bj-min-zheng', 'reg.first', {
      objectKind: 'resource',
      inScope: true,
    });
    await act('bj-min-zheng', id, 'importContent', { itemId: items[0]?.id });
    await ask('bj-min-zheng', `/api/demo/cases/${id}/fill`, {});
    const name = `名称${MARKUP.slice(0, 90)}${'W'.repeat(60)}`;
    for (const [group, values] of [
      ['dataResource', { name, summary: `简介${HOSTILE}` }],
      ['scenario', { usable: `可用${HOSTILE}`, forbidden: `不得${HOSTILE}` }],
    ] as const)
      await act('bj-min-zheng', id, 'attachMaterial', { group, values });
    return id;
  }

  /** As this person sees these pages, wide and narrow. */
  async function seen(login: string | null, paths: readonly string[]): Promise<void> {
    for (const width of [1280, 360]) {
      const visitor = await stage.visitor({ width });
      const page = await visitor.newPage();
      const ran: string[] = [];
      page.on('dialog', (dialog) => void (ran.push(dialog.message()), dialog.dismiss()));
      page.on('pageerror', (error) => void ran.push(error.message));
      if (login !== null) {
        const data = { account: login, password: DEMO_PASSWORD };
        await visitor.request.post(`${stage.url}/api/session`, { data });
      }
      for (const path of paths) {
        await page.goto(path);
        await page.getByText('onerror=alert(1)').first().waitFor();
        await page.waitForLoadState('networkidle');
        const where = `${login} ${width} ${path}`;
        assert.equal(await overflows(page), false, `${where} scrolls sideways`);
        assert.equal(await page.locator('img[src="x"]').count(), 0, where);
      }
      assert.deepEqual(ran, []);
      await visitor.close();
    }
  }

  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it('草稿、审查、公示、异议、登记，处处只是文字，不横向滚动，一个字不改', async () => {
    await ask('bj-min-zheng', '/api/session');
    const draft = await application();
    const id = await application();
    const kept = await ask<Json>('bj-min-zheng', `/api/cases/${id}`);
    assert.ok(JSON.stringify(kept).includes(JSON.stringify(`不得${HOSTILE}`).slice(1, -1)));
    await act('bj-min-zheng-fu-he', id, 'recordInternalReview', { opinion: `同意${HOSTILE}` });
    await act('bj-min-zheng', id, 'submit', { declaration: true });
    const { state } = await act('bj-shou-li', id, 'accept');
    await seen('bj-shen-he', [`/workbench/cases/${id}`]);
    for (const seal of state.seals ?? [])
      await act('bj-shen-he', id, 'confirmSeal', { file: seal.id, found: true });
    await act('bj-shen-he', id, 'passReview', { checked: true });
    await act('bj-fa-zheng', id, 'publishNotice');
    await ask('bj-li-ming', '/api/session');
    const evidence = [await paper('bj-li-ming', `证据${'W'.repeat(100)}.txt`)];
    const objection = await open('bj-li-ming', 'reg.objection', {
      parent: id,
      interest: `利害${HOSTILE}`,
      reason: `理由${HOSTILE}`,
      evidence,
    });
    await act('bj-yi-yi', objection.id, 'notifyRegistrant');
    const answers = [await paper('bj-min-zheng', `答复${'W'.repeat(100)}.txt`)];
    const statement = `答复${HOSTILE}`;
    await act('bj-min-zheng', objection.id, 'reply', { statement, evidence: answers });
    await seen(null, ['/notices', `/notices/${id}`]);
    await seen('bj-min-zheng', [
      '/workbench/',
      '/workbench/inbox',
      `/workbench/cases/${draft}`,
      `/workbench/cases/${id}`,
    ]);
    await seen('bj-yi-yi', [`/workbench/cases/${objection.id}`]);
    await seen('bj-li-ming', [`/workbench/cases/${objection.id}`]);
  });

  it('补正的要求、不予受理的理由、密钥的名称、导入的名称：一个字没有尽头，页面也不横向滚动', async () => {
    await ask('bj-min-zheng', '/api/session');
    const submitted = async (): Promise<string> => {
      const id = await application();
      await act('bj-min-zheng-fu-he', id, 'recordInternalReview', { opinion: '同意' });
      await act('bj-min-zheng', id, 'submit', { declaration: true });
      return id;
    };
    const [refused, returned] = [await submitted(), await submitted()];
    const reasons = `理由${HOSTILE}`;
    await act('bj-shou-li', refused, 'refuseAcceptance', { ground: 'concealment', reasons });
    await act('bj-shou-li', returned, 'notifyIntakeGaps', {
      gaps: [{ item: 'dataResource.summary', ground: 'incomplete', reason: `请改${HOSTILE}` }],
    });
    for (const name of [MARKUP.slice(0, 60), 'W'.repeat(60)])
      await ask('bj-min-zheng', '/api/keys', {
        name,
        scope: 'read',
        days: 30,
        password: DEMO_PASSWORD,
      });
    await ask('xi-tong', '/api/session');
    const account = { org: null, password: 'Autumn-2026-day' };
    for (const [login, name] of [
      ['evil-one', MARKUP.slice(0, 60)],
      ['evil-two', 'W'.repeat(60)],
    ])
      await ask('xi-tong', '/api/admin/accounts', { ...account, login, name });
    const form = new FormData();
    form.append(
      'file',
      new Blob([`数据名称\n${MARKUP.slice(0, 28)}${'W'.repeat(300)}\n`]),
      '表.csv',
    );
    const headers = { authorization: `Bearer ${tokens.get('bj-min-zheng')}` };
    const query = 'jurisdiction=beijing&mode=check&objectKind=resource&inScope=true';
    const upload = { method: 'POST', headers, body: form };
    const taken = await fetch(`${stage.url}/api/imports/upload?${query}`, upload);
    assert.equal(taken.status, 202, await taken.text());
    await seen('bj-shou-li', [`/workbench/cases/${returned}`]);
    await seen('xi-tong', ['/workbench/admin?part=accounts&q=evil']);
    await seen('bj-min-zheng', [
      `/workbench/cases/${refused}`,
      `/workbench/cases/${returned}`,
      '/workbench/me',
      '/workbench/imports',
    ]);
  });
});
