import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuse } from '../base/refusal.ts';
import type { SigningService } from '../app/log/signer.ts';
import { signerRoutes } from './signer.ts';

const TOKEN = 'correct-horse-battery-staple-0123456789';
const BYTES = { 'content-type': 'application/octet-stream' };

function service(token?: string) {
  const told: unknown[] = [];
  const asked: [string, string][] = [];
  const signer: SigningService = {
    keys: [{ keyId: '0011aabb', vkey: 'log.example/1+0011aabb+AAAA' }],
    sign: (keyId, message) => {
      asked.push([keyId, Buffer.from(message).toString()]);
      if (keyId !== '0011aabb')
        return Promise.resolve(refuse('NO', { zh: '否', en: 'No' }, [], 'conflict'));
      return Promise.resolve(new Uint8Array([1, 2, 3]));
    },
    close: () => Promise.resolve(),
  };
  const app = signerRoutes(signer, token, (error) => told.push(error));
  const sign = (headers: Record<string, string>, body: BodyInit = 'message', id = '0011aabb') =>
    app.request(`/sign/${id}`, { method: 'POST', headers: { ...BYTES, ...headers }, body });
  return { app, sign, told, asked };
}

test('原文进，签名出；验证密钥可取', async () => {
  const { app, sign, asked } = service();
  const answer = await sign({});
  assert.equal(answer.status, 200);
  assert.deepEqual([...new Uint8Array(await answer.arrayBuffer())], [1, 2, 3]);
  assert.deepEqual(asked, [['0011aabb', 'message']]);
  assert.equal(await (await app.request('/keys')).text(), 'log.example/1+0011aabb+AAAA\n');
});

test('设了口令，没有口令或口令不符的，什么都问不到', async () => {
  const { app, sign, asked, told } = service(TOKEN);
  const wrong = [
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Basic ${TOKEN}`,
    TOKEN,
  ];
  for (const authorization of wrong) {
    assert.equal((await sign({ authorization })).status, 401, authorization);
  }
  assert.equal((await sign({})).status, 401);
  assert.equal((await app.request('/keys')).status, 401);
  assert.equal((await app.request('/anything')).status, 401);
  assert.equal(asked.length, 0);
  assert.ok(told.length >= wrong.length);
  assert.ok(!JSON.stringify(told).includes(TOKEN));
  assert.equal((await sign({ authorization: `Bearer ${TOKEN}` })).status, 200);
});

test('拒签有状态和原因，并说给运维听', async () => {
  const { sign, told } = service();
  const answer = await sign({}, 'message', '00000000');
  assert.equal(answer.status, 409);
  const problem: unknown = await answer.json();
  assert.ok(typeof problem === 'object' && problem !== null && 'code' in problem);
  assert.equal(problem.code, 'NO');
  assert.deepEqual(told, ['NO: No']);
});

test('网页能发的类型、过长的原文、别的地址和方法都不受理', async () => {
  const { app, sign, asked } = service();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json', '']) {
    assert.equal((await sign({ 'content-type': type })).status, 400, type);
  }
  assert.equal((await sign({}, new Uint8Array(4097))).status, 413);
  const chunked = new Blob([new Uint8Array(8192)]).stream();
  const streamed: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: BYTES,
    body: chunked,
    duplex: 'half',
  };
  const long = new Request('http://x/sign/0011aabb', streamed);
  assert.equal((await app.request(long)).status, 413);
  for (const id of ['0011AABB', '0011aab', '0011aabbc', '..%2fkeys', '']) {
    assert.equal((await sign({}, 'message', id)).status, 404, id);
  }
  assert.equal((await app.request('/sign/0011aabb')).status, 404);
  assert.equal((await app.request('/')).status, 404);
  assert.equal(asked.length, 0);
});
