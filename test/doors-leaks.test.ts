import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openAttack, type Attacker, type Signed } from './doors.ts';

/** Planted where only some may read them; none may ever stand on a public address. */
const SECRETS = {
  contact: '暗桩联系人',
  phone: '010-87654321',
  email: 'anzhuang@example.invalid',
  storage: '暗桩存放位置',
  draft: '暗桩草稿名称',
  reason: '暗桩异议理由不得公开',
  interest: '暗桩利害关系',
  gap: '暗桩补正意见',
  opinion: '暗桩内部意见',
  objector: '李明',
} as const;

const MARKUP = `<img src=x onerror=alert(1)>"'&</title><script>alert(2)</script>`;
const NAME = `暗桩公开名称${MARKUP}`;

type Case = {
  id: string;
  version: number;
  clocks: { name: string; due: string }[];
  state: Record<string, unknown>;
};

describe('公众之门：不泄露、不执行', () => {
  let at: Attacker;
  let caseId: string;
  let objection: string;
  let draftId: string;
  let code = '';
  let queryCode = '';
  const said = new Map<string, string>();

  const ask = async (who: Signed, path: string, body: unknown): Promise<Case> => {
    const answer = await at.post(who, path, body);
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${text}`);
    return JSON.parse(text) as Case;
  };
  const act = (who: Signed, id: string, name: string, input: unknown = {}): Promise<Case> =>
    ask(who, `/api/cases/${id}/acts/${name}`, { input });
  const open = (who: Signed, procedure: string, input: unknown): Promise<Case> =>
    ask(who, '/api/cases', { procedure, jurisdiction: 'beijing', input });
  const fill = async (who: Signed, id: string, name: string): Promise<void> => {
    await ask(who, `/api/demo/cases/${id}/fill`, {});
    const summary = `公开简介${MARKUP}，说明来源、范围、主要字段和更新情况。`;
    for (const [group, values] of [
      [
        'subject',
        { contactName: SECRETS.contact, contactPhone: SECRETS.phone, contactEmail: SECRETS.email },
      ],
      ['dataResource', { name, summary, storageLocation: SECRETS.storage }],
    ] as const)
      await act(who, id, 'attachMaterial', { group, values });
  };
  const paper = async (who: Signed): Promise<string> => {
    const form = new FormData();
    form.append('file', new Blob(['证据']), '证据.txt');
    const answer = await at.send('POST', '/api/files', { headers: who.bearer, body: form });
    return ((await answer.json()) as { id: string }).id;
  };
  /** Reads every public address, as a stranger. */
  async function sweep(): Promise<void> {
    const q = encodeURIComponent('暗桩');
    const json = [
      'notices',
      'notices?open=true',
      'registrations',
      `registrations?q=${q}`,
      'registrations?jurisdiction=beijing',
      `registrations/${code}`,
      `registrations/${caseId}`,
      `verify?code=${code}`,
      `verify?code=${caseId}`,
      `verify?code=${encodeURIComponent(MARKUP)}`,
      'keys',
    ].map((p) => `/api/public/${p}`);
    const html = [
      '/',
      '/registrations',
      `/registrations?q=${q}`,
      `/registrations?q=${encodeURIComponent(MARKUP)}`,
      `/registrations/${code}`,
      '/notices',
      '/notices?state=over',
      `/notices/${caseId}`,
      `/notices/${objection}`,
      `/notices/${draftId}`,
      `/verify?code=${code}`,
      `/verify?code=${encodeURIComponent(MARKUP)}`,
      '/deadline',
      '/help',
      '/signin',
      '/law',
      `/signin?next=${encodeURIComponent('javascript:alert(1)//')}`,
      `/signin?next=${encodeURIComponent(`/x${MARKUP}`)}`,
      `/deadline?from=${encodeURIComponent(MARKUP)}&length=${encodeURIComponent(MARKUP)}`,
      `/nowhere${encodeURIComponent(MARKUP)}`,
    ];
    const rest = [
      '/metrics',
      '/healthz',
      '/openapi.json',
      '/api/procedures',
      '/api/packs',
      `/api/cases/${caseId}`,
      `/api/cases/${caseId}/history`,
      `/api/cases/${caseId}/sheet`,
      '/api/cases',
      '/api/catalogue',
    ];
    for (const path of [...json, ...html, ...rest]) {
      for (const accept of ['text/html', 'application/json']) {
        const answer = await at.send('GET', path, { headers: { accept } });
        assert.ok(answer.status < 500, `${path} ${answer.status}`);
        said.set(`${accept} ${path} at ${said.size}`, await answer.text());
      }
    }
  }
  const holding = (needle: string): string[] =>
    [...said].filter(([, text]) => text.includes(needle)).map(([path]) => path);

  before(async () => {
    at = await openAttack();
    const [holder, reviewer, intake, review, issue, officer, citizen] = (await Promise.all(
      [
        'bj-min-zheng',
        'bj-min-zheng-fu-he',
        'bj-shou-li',
        'bj-shen-he',
        'bj-fa-zheng',
        'bj-yi-yi',
        'bj-li-ming',
      ].map((login) => at.as(login)),
    )) as [Signed, Signed, Signed, Signed, Signed, Signed, Signed];
    const list = await at.send('GET', '/api/catalogue?limit=1&q=%E6%B0%91%E6%94%BF', {
      headers: holder.bearer,
    });
    const { items } = (await list.json()) as { items: { id: string }[] };
    const start = { objectKind: 'resource', inScope: true };
    draftId = (await open(holder, 'reg.first', start)).id;
    await fill(holder, draftId, SECRETS.draft);
    caseId = (await open(holder, 'reg.first', start)).id;
    await act(holder, caseId, 'importContent', { itemId: items[0]?.id });
    await fill(holder, caseId, NAME);
    await act(reviewer, caseId, 'recordInternalReview', { opinion: SECRETS.opinion });
    await act(holder, caseId, 'submit', { declaration: true });
    await act(intake, caseId, 'accept');
    await act(review, caseId, 'notifyReviewGaps', {
      gaps: [{ item: 'scenario.forbidden', ground: 'scenario', reason: SECRETS.gap }],
    });
    await act(holder, caseId, 'attachMaterial', {
      group: 'scenario',
      values: { forbidden: '不得用于识别特定自然人。' },
    });
    await act(holder, caseId, 'resubmit', { declaration: true });
    const accepted = await act(intake, caseId, 'accept');
    for (const seal of accepted.state['seals'] as { id: string }[])
      await act(review, caseId, 'confirmSeal', { file: seal.id, found: true });
    await act(review, caseId, 'passReview', { checked: true });
    const shown = await act(issue, caseId, 'publishNotice');
    const claim = {
      parent: caseId,
      interest: SECRETS.interest,
      reason: SECRETS.reason,
      evidence: [await paper(citizen)],
    };
    objection = (await open(citizen, 'reg.objection', claim)).id;
    await sweep();
    await act(officer, objection, 'notifyRegistrant');
    await act(holder, objection, 'reply', {
      statement: '答复：与目录一致。',
      evidence: [await paper(holder)],
    });
    await act(officer, objection, 'dismiss', { reasons: '双方材料一致，异议不成立。' });
    const due = shown.clocks.find((c) => c.name === 'publicNotice')?.due ?? '';
    const next = new Date(Date.parse(due) + 86_400_000).toISOString().slice(0, 10);
    await ask(holder, '/api/demo/clock', { now: `${next}T09:00:00+08:00` });
    const coded = await act(issue, caseId, 'assignCode');
    ({ code, queryCode } = coded.state['result'] as { code: string; queryCode: string });
    await sweep();
  });
  after(() => at.close());

  it('公示和登记的内容确实公开了，测试看得见该看见的', () => {
    assert.ok(holding('暗桩公开名称').length > 8, String(holding('暗桩公开名称')));
    assert.ok(holding(code).length > 2);
  });

  it('联系方式、草稿、内部意见、补正、异议人和异议内容不在任何公开地址', () => {
    for (const [what, secret] of Object.entries(SECRETS)) {
      const known =
        secret === SECRETS.objector
          ? holding(secret).filter((p) => !/signin/.test(p))
          : holding(secret);
      assert.deepEqual(known, [], what);
    }
    for (const id of [draftId, objection]) {
      const elsewhere = holding(id).filter((p) => !p.includes(id));
      assert.deepEqual(elsewhere, []);
    }
  });

  it('查询码只在持有人手里：列表、条目、页面都没有', () => {
    assert.deepEqual(holding(queryCode), []);
  });

  it('异议人对登记主体也匿名：案件、历史、通知里都没有身份', async () => {
    const holder = await at.as('bj-min-zheng');
    for (const path of [
      `/api/cases/${caseId}`,
      `/api/cases/${caseId}/history`,
      `/api/cases/${objection}`,
      `/api/cases/${objection}/history`,
      '/api/inbox',
      '/api/cases?which=all',
      '/api/cases?which=all&procedure=reg.objection',
    ]) {
      const answer = await at.send('GET', path, { headers: holder.bearer });
      const text = await answer.text();
      assert.equal(answer.status, 200, path);
      assert.ok(!text.includes(SECRETS.objector), `${path} names the objector`);
    }
  });

  it('任何文字栏里的网页代码在公开页面上都只是文字', () => {
    const raw = [...said].filter(
      ([path, text]) => path.startsWith('text/html') && /<!doctype html/i.test(text),
    );
    assert.ok(raw.length > 20);
    for (const [path, text] of raw) {
      assert.doesNotMatch(
        text,
        /<img src=x|<script>alert|onerror=alert\(1\)>|href="javascript:/i,
        path,
      );
    }
    assert.ok(holding('&lt;img src=x onerror=alert(1)&gt;').length > 4);
  });
});
