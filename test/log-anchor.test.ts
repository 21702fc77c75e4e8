import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gatewayChain } from '../src/app/log/foreign-chain.ts';
import { readTimestamp } from '../src/app/seals/timestamp-read.ts';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { eventually, start, type Running } from './instance-process.ts';

interface Diary {
  readonly type: string;
  readonly data: Readonly<Record<string, string | number>>;
}

describe('锚定：检查点的时间戳和外部链', { timeout: 60_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuji-anchor-'));
  let chain: Running;
  let register: Running;
  before(async () => {
    chain = await start('chain-simulator', {});
    register = await start('serve', {
      DATA_DIR: dataDir,
      SHUJI_ANCHOR_SECONDS: '1',
      SHUJI_CHAIN_GATEWAY_URL: chain.url,
    });
  });
  after(async () => {
    await register.stop();
    await chain.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function diary(): Promise<Diary[]> {
    const head = await (await fetch(`${register.url}/log/checkpoint`)).text();
    const size = Number(head.split('\n')[1]);
    const bundle = await fetch(`${register.url}/log/tile/entries/000.p/${size}`);
    const bytes = Buffer.from(await bundle.arrayBuffer());
    const found: Diary[] = [];
    for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at)) {
      const entry = bytes.toString('utf8', at + 2, at + 2 + bytes.readUInt16BE(at));
      found.push(JSON.parse(entry) as Diary);
    }
    return found;
  }

  async function act(): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const signIn = await fetch(`${register.url}/api/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ account: 'bj-min-zheng', password: DEMO_PASSWORD }),
    });
    const { token } = (await signIn.json()) as { token: string };
    const opened = await fetch(`${register.url}/api/cases`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${token}` },
      body: JSON.stringify({
        procedure: 'reg.first',
        jurisdiction: 'beijing',
        input: { objectKind: 'resource', inScope: true },
      }),
    });
    assert.equal(opened.status, 201);
  }

  it('两棵树的检查点都有时间戳，令牌和外部链的收据可以核对，并记入目录链', async () => {
    await act();
    const entries = await eventually(diary, (all) =>
      all.some(({ type }) => type === 'log.Deposited'),
    );
    const stamps = entries.filter(({ type }) => type === 'log.TimeStamped');
    assert.deepEqual(stamps.map(({ data }) => data['tree']).toSorted(), ['sha256', 'sm3']);
    for (const { data } of stamps) {
      const suite = data['tree'] === 'sm3' ? 'sm3' : 'sha256';
      const under = `${register.url}/log/${suite === 'sm3' ? 'sm3/' : ''}anchors/${data['size']}`;
      const token = Buffer.from(await (await fetch(`${under}.tsr`)).arrayBuffer());
      const note = Buffer.from(await (await fetch(`${under}.checkpoint`)).arrayBuffer());
      assert.equal(createHash('sha256').update(token).digest('hex'), data['token']);
      const read = readTimestamp(token);
      assert.ok(read.holds);
      assert.equal(read.algorithm, suite);
      assert.deepEqual(Buffer.from(read.digest), createHash(suite).update(note).digest());
    }
    const deposit = entries.find(({ type }) => type === 'log.Deposited')?.data ?? {};
    const foreign = gatewayChain('chain', chain.url);
    const receipt = { transaction: String(deposit['transaction']), height: null, at: null };
    assert.ok(await foreign.holds(receipt, String(deposit['note'])));
    assert.ok(!(await foreign.holds(receipt, '0'.repeat(64))));
  });

  it('没有新的办理就不再锚定，锚定本身不引出锚定', async () => {
    const before = (await diary()).length;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.equal((await diary()).length, before);
  });
});
