import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { refuse, Refused } from '../src/base/refusal.ts';
import { text } from '../src/base/text.ts';
import { moment } from '../src/base/plain-date.ts';
import { depositRound, anchorRound } from '../src/app/log/anchor.ts';
import { gatewayChain } from '../src/app/log/foreign-chain.ts';
import { enterDiary } from '../src/app/log/diary.ts';
import { peerRound, peersIn, type PeerRounds } from '../src/app/log/peers.ts';
import { anotherLog, type AnotherLog } from '../src/app/log/peer.fixtures.ts';
import { mirrorsIn } from '../src/app/log/mirroring.ts';
import { readPolicy } from '../src/app/log/witnessing.ts';
import { logRounds } from '../src/app/log/rounds.ts';
import type { TimestampAuthority } from '../src/app/seals/timestamp.ts';
import { sampleAuthority } from '../src/app/seals/timestamp.fixtures.ts';
import { DIARY_CASE } from '../src/contexts/network/diary.ts';
import { formatVerifierKey } from '../src/log/note.ts';
import { mountedMirrorRoutes } from '../src/http/mirror.ts';
import type { Env } from '../src/http/services.ts';
import { readPeers } from '../src/store/log-peers.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { eventRows, rig, settle, type Rig } from './log-rig.ts';

const { authority } = sampleAuthority();
const MINUTE = 60_000;
const NOON = Date.parse('2026-03-02T12:00:00+08:00');

const diaryOf = async ({
  pool,
}: Rig): Promise<{ type: string; data: Record<string, unknown> }[]> => {
  const { rows } = await pool.query<{ entry: string }>(
    `SELECT convert_from(entry, 'UTF8') AS entry FROM event WHERE case_id = $1 ORDER BY version`,
    [DIARY_CASE],
  );
  return rows.map(({ entry }) => JSON.parse(entry) as never);
};
const typesOf = async (r: Rig): Promise<string[]> => (await diaryOf(r)).map(({ type }) => type);

/** Rounds over these logs with a clock of their own. */
function rounds({ pool }: Rig, logs: readonly AnotherLog[], everyMs = 60 * MINUTE) {
  const clock = { ms: NOON };
  const round: PeerRounds = {
    pool,
    now: () => moment(clock.ms),
    ask: (url, init) => {
      const log = logs.find(({ peer }) => url.startsWith(`${peer.url}/`));
      return log ? log.ask(url, init) : Promise.reject(new Error('nobody'));
    },
    peers: logs.map(({ peer }) => peer),
    everyMs,
    mirrored: () => Promise.resolve(undefined),
    memory: new Map(),
    stopping: new AbortController().signal,
  };
  return { clock, round, once: () => peerRound(round) };
}

forEachDatabase((_, open) => {
  const place = (t: TestContext) => rig(t, open);

  test('十六个区同时对接：一轮之内全部锚定', async (t) => {
    const r = await place(t);
    const logs = await Promise.all(Array.from({ length: 16 }, () => anotherLog()));
    for (const log of logs) await log.grow(5);
    const { once } = rounds(r, logs);
    await once();
    assert.equal((await typesOf(r)).length, 16);
    assert.ok((await readPeers(runnerOf(r.pool))).every((row) => row.anchored === 5));
  });

  test('对方分叉并塞入大量签名：两份检查点记入目录链，目录链照常前进', async (t) => {
    const r = await place(t);
    const log = await anotherLog();
    await log.grow(300);
    const { once, round } = rounds(r, [log]);
    await once();
    log.rewrite();
    await log.grow(300);
    const stuffed = async (): Promise<string> =>
      (await log.note()) + `— s.example ${'A'.repeat(4000)}\n`.repeat(50);
    await peerRound({
      ...round,
      ask: async (url, init) =>
        url.endsWith('/checkpoint') ? new Response(await stuffed()) : log.ask(url, init),
    });
    const found = (await diaryOf(r)).at(-1);
    assert.ok(found?.type === 'log.ForkFound');
    assert.ok(Array.isArray(found.data['notes']) && found.data['notes'].length === 2);
    assert.equal(await settle(r), 2);
    assert.equal((await readPeers(runnerOf(r.pool)))[0]?.fault?.kind, 'fork');
  });

  test('日志自身的陈述过长：当场拒绝，不进登记簿，不卡住后面的记录', async (t) => {
    const r = await place(t);
    const runner = runnerOf(r.pool);
    const big = { notes: ['x'.repeat(70_000)] };
    await assert.rejects(enterDiary(runner, 'log.ForkFound', big, moment(NOON)), /too large/);
    await enterDiary(runner, 'log.ForkFound', { notes: ['x'.repeat(60_000)] }, moment(NOON));
    assert.equal(await settle(r), 1);
  });

  test('对方时而隐匿、时而提供：一个锚定周期内只记一次', async (t) => {
    const r = await place(t);
    const log = await anotherLog();
    await log.grow(10);
    const { clock, once, round } = rounds(r, [log]);
    await once();
    const hiding: PeerRounds = {
      ...round,
      ask: async (url, init) =>
        url.includes('/tile/') ? new Response('', { status: 404 }) : log.ask(url, init),
    };
    for (let n = 1; n <= 10; n += 1) {
      clock.ms += MINUTE;
      await log.grow(10 + n);
      await peerRound(hiding);
      clock.ms += MINUTE;
      await once();
    }
    const count = (await typesOf(r)).filter((type) => type === 'log.WithholdingFound').length;
    assert.equal(count, 1);
  });

  test('对方一直只给旧检查点：十分钟后认定隐匿，恢复后消除', async (t) => {
    const r = await place(t);
    const log = await anotherLog();
    await log.grow(300);
    await log.grow(400);
    const { clock, once } = rounds(r, [log]);
    await once();
    log.show(300);
    const fault = async () => (await readPeers(runnerOf(r.pool)))[0]?.fault?.kind;
    for (const minutes of [1, 4, 5]) {
      clock.ms += minutes * MINUTE;
      await once();
      assert.equal(await fault(), undefined, `${minutes}`);
    }
    clock.ms += 6 * MINUTE;
    await once();
    assert.equal(await fault(), 'withheld');
    assert.ok((await typesOf(r)).includes('log.WithholdingFound'));
    log.show(400);
    await once();
    assert.equal(await fault(), undefined);
    assert.equal((await readPeers(runnerOf(r.pool)))[0]?.size, 400);
  });

  test('对方的树块迟迟不来：先算连不上，不急着记入目录链', async (t) => {
    const r = await place(t);
    const log = await anotherLog();
    await log.grow(10);
    const { clock, once, round } = rounds(r, [log]);
    await once();
    await log.grow(20);
    const stalled: PeerRounds = {
      ...round,
      ask: (url, init) =>
        url.includes('/tile/') ? Promise.reject(new Error('reset')) : log.ask(url, init),
    };
    const fault = async () => (await readPeers(runnerOf(r.pool)))[0]?.fault?.kind;
    await peerRound(stalled);
    assert.equal(await fault(), 'unreachable');
    assert.deepEqual(await typesOf(r), ['log.CheckpointExchanged']);
    clock.ms += 11 * MINUTE;
    await peerRound(stalled);
    assert.equal(await fault(), 'withheld');
  });

  test('程序正在停止时查看失败：不算对方的错', async (t) => {
    const r = await place(t);
    const log = await anotherLog();
    await log.grow(10);
    const { once, round } = rounds(r, [log]);
    await once();
    const stopping = new AbortController();
    const ask: PeerRounds['ask'] = () => {
      stopping.abort();
      return Promise.reject(new Error('aborted'));
    };
    await peerRound({ ...round, ask, stopping: stopping.signal });
    assert.equal((await readPeers(runnerOf(r.pool)))[0]?.fault, null);
  });

  /** A log with one act on it, and what anchors it. */
  async function anchoring(t: TestContext, stamps: TimestampAuthority) {
    const r = await place(t);
    const [row] = eventRows(1);
    assert.ok(row);
    const { caseId, version, type, at, entry, sha256, sm3 } = row;
    await r.pool.query(
      `INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
       VALUES ($1, $2, 'reg.first', $3, $4, $5, $6, $7)`,
      [caseId, version, type, at, entry, Buffer.from(sha256), Buffer.from(sm3)],
    );
    await settle(r);
    const of = { pool: r.pool, store: r.store, authority: stamps, now: () => moment(Date.now()) };
    return { r, of };
  }

  test('时间戳服务不认国密摘要：一条也不记，不每次都重记一遍', async (t) => {
    const away = refuse('TIMESTAMP_UNUSABLE', text('不行', 'no'), [], 'busy');
    const half: TimestampAuthority = {
      name: 'half',
      stamp: (imprint) =>
        imprint.algorithm === 'sm3' ? Promise.reject(new Refused(away)) : authority.stamp(imprint),
    };
    const { r, of } = await anchoring(t, half);
    for (let n = 0; n < 3; n += 1) await assert.rejects(anchorRound(of), /TIMESTAMP_UNUSABLE/);
    assert.deepEqual(await typesOf(r), []);
    await anchorRound({ ...of, authority });
    await anchorRound({ ...of, authority });
    assert.deepEqual(await typesOf(r), ['log.TimeStamped', 'log.TimeStamped']);
  });

  test('外部链不通：时间戳不重复，恢复后补存一次', async (t) => {
    const { r, of } = await anchoring(t, authority);
    let up = false;
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(up ? 200 : 500).end('{"transaction":"t1"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const chain = gatewayChain(
      'chain',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    for (let n = 0; n < 3; n += 1) {
      await anchorRound(of);
      await assert.rejects(depositRound(of, chain), /answered 500/);
    }
    assert.deepEqual(await typesOf(r), ['log.TimeStamped', 'log.TimeStamped']);
    up = true;
    await depositRound(of, chain);
    await depositRound(of, chain);
    assert.deepEqual((await typesOf(r)).slice(2), ['log.Deposited']);
  });

  test('一件事失败不耽误另一件，失败后也不每秒重来', async (t) => {
    const { r } = await anchoring(t, authority);
    let stamped = 0;
    const failing: TimestampAuthority = {
      name: 'down',
      stamp: () => {
        stamped += 1;
        return Promise.reject(new Error('down'));
      },
    };
    const log = { store: r.store, state: () => ({ state: 'open', why: null }) };
    const round = logRounds({
      instance: { house: { pool: r.pool }, timestamps: { authority: failing } },
      log,
      settings: { anchorSeconds: 3600 },
      mirrored: () => Promise.resolve(undefined),
    } as unknown as Parameters<typeof logRounds>[0]);
    const { signal } = new AbortController();
    await assert.rejects(round(signal), /down/);
    for (let n = 0; n < 10; n += 1) await round(signal);
    assert.equal(stamped, 2, 'one for each tree, and not again for a minute');
  });
});

test('外部链网关的用户名和口令：作为请求头送出，不出现在任何报错中', async (t) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    request.resume();
    response.writeHead(asked.length === 1 ? 200 : 500).end('{"transaction":"t1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const chain = gatewayChain('chain', `http://user:ge%40heim@127.0.0.1:${port}/api`);
  await chain.deposit({ digest: 'a'.repeat(64), size: 1 });
  assert.equal(asked[0], `Basic ${Buffer.from('user:ge@heim').toString('base64')}`);
  const said = async () =>
    chain.deposit({ digest: 'a'.repeat(64), size: 1 }).then(
      () => assert.fail(),
      (error: unknown) => (error instanceof Error ? `${error.stack} ${String(error.cause)}` : ''),
    );
  assert.doesNotMatch(await said(), /heim|user/);
  server.close();
  server.closeAllConnections();
  assert.doesNotMatch(await said(), /heim|user/);
  t.diagnostic(await said());
});

test('见证人、镜像、对方日志的网址带口令：启动即拒绝，且不显示', async () => {
  const { peer } = await anotherLog();
  const [key] = peer.keys;
  assert.ok(key);
  const vkey = formatVerifierKey(key);
  const url = 'https://user:geheim@example.org/log';
  const refusing = (read: () => unknown) =>
    assert.throws(read, (error) => error instanceof Error && !/geheim/.test(error.message));
  refusing(() => peersIn(`log ${vkey} ${url}\n`, 'peers'));
  refusing(() => mirrorsIn(`${vkey} ${url}\n`, 'mirrors'));
  const timed = peer.keys.find(({ scheme }) => scheme === 'ml-dsa-44-cosignature');
  assert.ok(timed);
  const witness = `log ${vkey}\nwitness w ${formatVerifierKey(timed)} ${url}\nquorum w\n`;
  refusing(() => readPolicy(witness, 'policy'));
  readPolicy(witness.replace('user:geheim@', ''), 'policy');
});

test('镜像：一个来源占不满全部上传名额，别的来源照常', async () => {
  const waiting: (() => void)[] = [];
  const mirror = {
    addEntries: () =>
      new Promise((resolve) => {
        waiting.push(() => resolve({ status: 202, body: '' }));
      }),
  } as unknown as Parameters<typeof mountedMirrorRoutes>[0];
  const app = new Hono<Env>();
  app.use((c, next) => {
    c.set('client', c.req.header('x-from') ?? '');
    return next();
  });
  app.route('/mirror', mountedMirrorRoutes(mirror));
  const upload = (from: string) =>
    app.request('/mirror/add-entries', {
      method: 'POST',
      headers: { 'x-from': from, 'content-type': 'application/octet-stream' },
      body: 'x',
    });
  const held = [upload('bad'), upload('bad')];
  for (let n = 0; n < 20; n += 1) assert.equal((await upload('bad')).status, 503);
  const good = upload('good');
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const end of waiting) end();
  for (const each of [...held, good]) assert.equal((await each).status, 202);
  const again = upload('bad');
  await new Promise((resolve) => setTimeout(resolve, 20));
  waiting.at(-1)?.();
  assert.equal((await again).status, 202, 'the turns are given back');
});
