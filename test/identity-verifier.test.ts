import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { act, open as openCase } from '../src/app/act.ts';
import { identityRound } from '../src/app/identity/round.ts';
import type { IdentityVerifier } from '../src/app/identity/verifier.ts';
import { httpVerifier } from '../src/app/identity/verifier-http.ts';
import { manualVerifier } from '../src/app/identity/verifier-manual.ts';
import { simulatedVerifier } from '../src/app/identity/verifier-simulator.ts';
import { verifierOf } from '../src/app/identity/verifiers.ts';
import type { AccountState } from '../src/contexts/identity/account.ts';
import type { Actor } from '../src/kernel/types.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { CIVIL_AFFAIRS, people, settle } from './people.ts';
import { upload } from './story.ts';

const never = new AbortController().signal;

test('正式运行没有设网址即人工，演示用模拟服务，设了网址用该网址', () => {
  const none = { url: undefined, token: undefined };
  assert.equal(verifierOf({ mode: 'production', identity: none }), manualVerifier);
  assert.equal(verifierOf({ mode: 'demo', identity: none }).name, 'simulator');
  const set = { url: 'http://127.0.0.1:1', token: undefined };
  assert.equal(verifierOf({ mode: 'production', identity: set }).name, 'http');
});

test('接口适配：问的是代码、名称和经办人，答错格式、太长、出错、转向都不算答复', async (t: TestContext) => {
  const asked: string[] = [];
  let answer: [number, string] = [200, ''];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      asked.push(`${request.headers.authorization ?? ''} ${body}`);
      response.writeHead(answer[0], { location: '/other' });
      response.end(answer[1]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/check`;
  const verifier = httpVerifier({ url, token: 'token-1' });
  const question = { code: '11110000000021039C', name: '北京市民政局', operator: '张某某' };
  answer = [200, JSON.stringify({ outcome: 'verified', reference: 'R1' })];
  assert.deepEqual(await verifier.verify(question, never), {
    outcome: 'verified',
    reference: 'R1',
    message: '',
  });
  assert.equal(asked[0], `Bearer token-1 ${JSON.stringify(question)}`);
  for (const wrong of [
    [200, '{"outcome":"unreachable"}'],
    [200, 'not json'],
    [200, `{"outcome":"verified","reference":"${'x'.repeat(20_000)}"}`],
    [500, ''],
    [302, ''],
  ] as const) {
    answer = [...wrong];
    await assert.rejects(verifier.verify(question, never), `${wrong[0]}`);
  }
});

forEachDatabase((_name, open) => {
  const begin = async (verifier: IdentityVerifier) => {
    const { pool } = await open();
    const house = { ...(await houseOn(pool)), verifier };
    await settle(house);
    await pool.query(`UPDATE organisation SET real_name = 'none' WHERE code = $1`, [
      CIVIL_AFFAIRS.code,
    ]);
    const asked = async (operator: string) => {
      const { caseId } = await openCase(house, {
        actor: people.editor,
        procedure: 'account',
        jurisdiction: 'beijing',
        input: { operator, proof: await upload(house, people.editor, '证明') },
      });
      await act(house, { actor: people.intake, caseId, act: 'askVerifier', input: {} });
      return caseId;
    };
    const check = async (caseId: string) => {
      const stored = await loadCase(runnerOf(pool), house.keys, caseId, false);
      const state = stored?.state as AccountState | undefined;
      return state?.asked ? '未答' : (state?.check?.outcome ?? '无');
    };
    return { house, asked, check, pool };
  };

  test('核实、不符、中断、缓慢：各自记下答复，慢的不拖住别的', async () => {
    const { house, asked, check } = await begin(simulatedVerifier());
    const cases = [
      ['张某某', 'verified'],
      ['查无此人甲', 'refused'],
      ['服务中断乙', 'unreachable'],
      ['服务缓慢丙', 'unreachable'],
    ] as const;
    for (const [operator, outcome] of cases) {
      const caseId = await asked(operator);
      const began = performance.now();
      await identityRound(house, never, 200);
      assert.ok(performance.now() - began < 5000);
      assert.equal(await check(caseId), outcome, operator);
    }
  });

  test('停机时不记，重启再问；答复到时已经决定的，不再记', async () => {
    const slow = simulatedVerifier();
    const { house, asked, check, pool } = await begin(slow);
    const caseId = await asked('服务缓慢丙');
    const stopping = new AbortController();
    const round = identityRound(house, stopping.signal, 60_000);
    setTimeout(() => stopping.abort(), 50);
    await round;
    assert.equal(await check(caseId), '未答');
    const deciding = (): Actor => people.intake;
    const odd: IdentityVerifier = {
      name: 'simulator',
      async verify() {
        const input = { reason: '材料与单位不符' };
        await act(house, { actor: deciding(), caseId, act: 'reject', input });
        return { outcome: 'verified', reference: '迟', message: '\u202e坏字符\u0000' };
      },
    };
    await identityRound({ ...house, verifier: odd }, never, 1000);
    const { rows } = await pool.query(
      'SELECT type FROM event WHERE case_id = $1 ORDER BY version',
      [caseId],
    );
    assert.deepEqual(
      rows.map(({ type }: { type: string }) => type),
      ['account.Requested', 'account.CheckAsked', 'account.Rejected'],
    );
  });

  test('服务说什么都不会把服务弄坏：过长、控制字符都收拾干净再记', async () => {
    const odd: IdentityVerifier = {
      name: 'simulator',
      verify: () =>
        Promise.resolve({
          outcome: 'refused',
          reference: '号'.repeat(5000),
          message: `\u202e坏\u0000${'\ud800'}`,
        }),
    };
    const { house, asked, check } = await begin(odd);
    const caseId = await asked('张某某');
    await identityRound(house, never, 1000);
    assert.equal(await check(caseId), 'refused');
  });
});
