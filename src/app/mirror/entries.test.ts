import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertHolds, mirrorSetting, pieces, uploadOf } from './mirror.fixtures.ts';
import { INFO_TYPE, parseInfo, type MirrorInfo } from './format.ts';
import { byteReader } from './stream.ts';
import { openMirror, type Mirror } from './mirror.ts';
import { addCheckpoint, testLog, type TestLog } from '../witness/witness.fixtures.ts';
import { originHash } from '../witness/heads.ts';
import type { Answer } from '../witness/judge.ts';

async function opened(log: TestLog, ...pending: number[]) {
  const set = mirrorSetting([log]);
  const mirror = openMirror(set);
  let old = 0;
  for (const size of pending) {
    const answer = await mirror.addCheckpoint(await log.request(old, size));
    assert.deepEqual(answer, { status: 200, body: '' }, '收下检查点不等于共签');
    old = size;
  }
  return { mirror, folder: join(set.folder, 'logs', originHash(log.log.origin)) };
}

const add = (mirror: Mirror, bytes: Uint8Array, size?: number): Promise<Answer> =>
  mirror.addEntries(pieces(bytes, size));

function infoIn({ body, type }: Answer): MirrorInfo {
  assert.equal(type, INFO_TYPE);
  return parseInfo(body) ?? assert.fail(body);
}

const stands = (answer: Answer, status: number, size: number, next: number): Uint8Array => {
  const info = infoIn(answer);
  assert.deepEqual([answer.status, info.size, info.next], [status, size, next]);
  return info.ticket;
};

test('头部不全、起点大于终点、一个整包也没有、包后还有字节：400', async () => {
  const log = testLog(600);
  const { mirror } = await opened(log, 600);
  const whole = await uploadOf(log, 0, 600);
  const header = await uploadOf(log, 0, 600, { packages: 0 });
  for (const cut of [0, 1, 2, 10, header.length - 1, header.length, header.length + 1, 5000]) {
    assert.equal((await add(mirror, whole.slice(0, cut))).status, 400, `只有${cut}字节`);
  }
  assert.equal((await add(mirror, await uploadOf(log, 600, 600))).status, 409, '什么也没有存下');
  const backwards = Uint8Array.from(header);
  backwards.set(header.subarray(25, 33), 17);
  backwards.set(header.subarray(17, 25), 25);
  assert.equal((await add(mirror, backwards)).status, 400);
  assert.equal((await add(mirror, Buffer.concat([whole, Buffer.from([0])]))).status, 400);
  assert.equal((await add(mirror, await uploadOf(log, 600, 600))).status, 200, '之后照常完成');
});

test('不认识的日志404；没有待定检查点、终点不是待定的：409并说出现状', async () => {
  const log = testLog(600);
  const stranger = testLog(10, { origin: 'log.example/other' });
  const { mirror } = await opened(log);
  assert.equal((await add(mirror, await uploadOf(stranger, 0, 10))).status, 404);
  const nothing = await add(mirror, await uploadOf(log, 0, 0));
  assert.deepEqual([nothing.status, nothing.body], [409, '0\n0\n\n']);
  await mirror.addCheckpoint(await log.request(0, 300));
  stands(await add(mirror, await uploadOf(log, 0, 0)), 409, 300, 0);
  stands(await add(mirror, await uploadOf(log, 0, 299)), 409, 300, 0);
  stands(await add(mirror, await uploadOf(log, 0, 600)), 409, 300, 0);
});

test('起点在缺口之后409；从已有的里面重新开始可以，太早则409', async () => {
  const log = testLog(5000);
  const { mirror, folder } = await opened(log, 5000);
  stands(await add(mirror, await uploadOf(log, 1, 5000, { packages: 1 })), 409, 5000, 0);
  const first = await add(mirror, await uploadOf(log, 0, 5000, { packages: 12 }));
  stands(first, 202, 5000, 3072);
  stands(await add(mirror, await uploadOf(log, 3073, 5000, { packages: 1 })), 409, 5000, 3072);
  stands(await add(mirror, await uploadOf(log, 1023, 5000, { packages: 1 })), 409, 5000, 3072);
  stands(await add(mirror, await uploadOf(log, 1024, 5000, { packages: 1 })), 202, 5000, 3072);
  stands(await add(mirror, await uploadOf(log, 3000, 5000, { packages: 2 })), 202, 5000, 3328);
  assert.equal(
    (await add(mirror, await uploadOf(log, 3300, 5000), 1)).status,
    200,
    '一字节一字节来',
  );
  assertHolds(folder, log, 5000);
  stands(await add(mirror, await uploadOf(log, 0, 0)), 409, 5000, 5000);
  assert.equal((await add(mirror, await uploadOf(log, 5000, 5000))).status, 200, '再要一次共签');
});

test('断在任何一个字节：整包都留下，零头丢弃，接着来就完整', async () => {
  const log = testLog(600);
  const whole = await uploadOf(log, 0, 600);
  const ends = await Promise.all(
    [1, 2].map(async (packages) => (await uploadOf(log, 0, 600, { packages })).length),
  );
  for (const cut of [
    ...ends,
    ...ends.map((at) => at - 1),
    ...ends.map((at) => at + 1),
    whole.length - 1,
  ]) {
    const { mirror, folder } = await opened(log, 600);
    const answer = await add(mirror, whole.slice(0, cut), 1000);
    const held = ends.filter((at) => at <= cut).length * 256;
    if (held === 0) assert.equal(answer.status, 400);
    else stands(answer, 202, 600, held);
    assert.equal((await add(mirror, await uploadOf(log, held, 600))).status, 200);
    assertHolds(folder, log, 600);
  }
});

test('换一个字节的记录、别处的证明、别的记录：422，什么也不留', async () => {
  const log = testLog(1000);
  const { mirror, folder } = await opened(log, 1000);
  const good = await uploadOf(log, 0, 1000, { packages: 2 });
  const header = (await uploadOf(log, 0, 1000, { packages: 0 })).length;
  const first = (await uploadOf(log, 0, 1000, { packages: 1 })).length;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: header, max: first - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const bad = Uint8Array.from(good);
        bad[at] = (bad[at] ?? 0) ^ flip;
        const { status } = await add(mirror, bad);
        assert.ok(status === 422 || status === 400, `${status}`);
      },
    ),
    { numRuns: 200 },
  );
  stands(await add(mirror, await uploadOf(log, 0, 0)), 409, 1000, 0);
  const other = testLog(1000, { signer: log.signer, forkAt: 300 });
  const mixed = await add(mirror, await uploadOf(other, 0, 1000));
  assert.equal(mixed.status, 422, '第一包的证明已是另一条历史的');
  const second = Buffer.concat([
    good.subarray(0, first),
    (await uploadOf(other, 256, 1000)).subarray(header),
  ]);
  assert.equal((await add(mirror, second)).status, 422);
  stands(await add(mirror, await uploadOf(log, 0, 0)), 409, 1000, 256);
  assert.equal((await add(mirror, await uploadOf(log, 256, 1000))).status, 200);
  assertHolds(folder, log, 1000);
});

test('证明多于六十三行：422', async () => {
  const log = testLog(300);
  const { mirror } = await opened(log, 300);
  const good = await uploadOf(log, 0, 300, { packages: 1 });
  const hashes = good.length - 32 - 1;
  assert.equal(good[hashes], 1);
  const bad = Buffer.concat([good.subarray(0, hashes), Buffer.from([64]), Buffer.alloc(64 * 32)]);
  assert.equal((await add(mirror, bad)).status, 422);
});

test('票据：待定检查点换新之后，凭票据仍可按旧的传完，得到旧大小的共签', async () => {
  const log = testLog(3000);
  const { mirror, folder } = await opened(log, 1000);
  const ticket = stands(
    await add(mirror, await uploadOf(log, 0, 1000, { packages: 1 })),
    202,
    1000,
    256,
  );
  await mirror.addCheckpoint(await log.request(1000, 3000));
  stands(await add(mirror, await uploadOf(log, 256, 1000)), 409, 3000, 256);
  for (const at of [0, 31, 32, ticket.length - 2]) {
    const forged = Uint8Array.from(ticket);
    forged[at] = (forged[at] ?? 0) ^ 1;
    const answer = await add(mirror, await uploadOf(log, 256, 1000, { ticket: forged }));
    stands(answer, 409, 3000, 256);
  }
  stands(await add(mirror, await uploadOf(log, 256, 999, { ticket })), 409, 3000, 256);
  const answer = await add(mirror, await uploadOf(log, 256, 1000, { ticket }));
  assert.equal(answer.status, 200);
  assertHolds(folder, log, 1000);
  assert.equal((await add(mirror, await uploadOf(log, 1000, 3000))).status, 200);
  stands(await add(mirror, await uploadOf(log, 1000, 1000, { ticket })), 409, 3000, 3000);
  assertHolds(folder, log, 3000);
});

test('一个日志的票据不能用于另一个；日志签过而镜像没收下的检查点当不了票据', async () => {
  const [one, two] = [testLog(600), testLog(600, { origin: 'log.example/two' })];
  const mirror = openMirror(mirrorSetting([one, two]));
  for (const log of [one, two]) await mirror.addCheckpoint(await log.request(0, 300));
  const ticket = stands(await add(mirror, await uploadOf(one, 0, 0)), 409, 300, 0);
  await mirror.addCheckpoint(await two.request(300, 600));
  stands(await add(mirror, await uploadOf(two, 0, 300, { ticket })), 409, 600, 0);
  const note = Buffer.from(await one.note(600));
  const bare = await add(mirror, await uploadOf(one, 0, 600, { ticket: note }));
  stands(bare, 409, 300, 0);
});

test('多个上传同时进行、互相抢先：结果只有一份，都不出错', async () => {
  const log = testLog(2000);
  const { mirror, folder } = await opened(log, 2000);
  const whole = await uploadOf(log, 0, 2000);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => add(mirror, whole, 700 + 911 * i)),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(8).fill(200),
  );
  assertHolds(folder, log, 2000);
  const stalled = Array.from({ length: 20 }, () => add(mirror, whole, 50));
  const late = await Promise.all(stalled);
  assert.deepEqual([...new Set(late.map(({ status }) => status))].toSorted(), [200, 503]);
});

test('比待定检查点小的那个先传完：之后再来的按先后，不会倒退', async () => {
  const log = testLog(2000);
  const { mirror } = await opened(log, 500);
  const ticket = stands(await add(mirror, await uploadOf(log, 0, 0)), 409, 500, 0);
  await mirror.addCheckpoint(await log.request(500, 2000));
  const slow = add(mirror, await uploadOf(log, 0, 500, { ticket }), 40);
  assert.equal((await add(mirror, await uploadOf(log, 0, 2000), 60_000)).status, 200);
  const { status } = await slow;
  assert.ok(status === 409 || status === 200, `${status}`);
  const served = await mirror.checkpoint(originHash(log.log.origin));
  assert.match(served ?? '', /\n2000\n/);
});

test('日志向镜像出示分叉：同一大小422，更小的大小也认得出，两份都留作证据', async () => {
  const log = testLog(600);
  const fork = testLog(600, { signer: log.signer, forkAt: 100 });
  const { mirror } = await opened(log, 500);
  assert.equal((await add(mirror, await uploadOf(log, 0, 500))).status, 200);
  const same = await mirror.addCheckpoint(addCheckpoint(500, await fork.note(500)));
  assert.equal(same.status, 422);
  const smaller = await mirror.addCheckpoint(await fork.request(0, 200));
  assert.deepEqual([smaller.status, smaller.body], [409, '500\n']);
  await mirror.addCheckpoint(await fork.request(0, 90));
  await mirror.addCheckpoint(await log.request(0, 200));
  const evidence = await mirror.evidence();
  assert.deepEqual(evidence.map(({ kind, shown }) => [kind, shown]).toSorted(), [
    ['another-root', await fork.note(200)],
    ['another-root', await fork.note(500)],
  ]);
  assert.ok(evidence.every(({ known }) => known.includes('\n500\n')));
});

test('半天不来的请求不一直占着：等够了就当它断了', async () => {
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('abc'));
    await new Promise((resolve) => setTimeout(resolve, 10_000).unref());
    yield Buffer.from('def');
  }
  const reader = byteReader(slow(), { idleMs: 30, totalMs: 1000 });
  assert.deepEqual(await reader.take(2), Buffer.from('ab'));
  assert.equal(await reader.take(2), undefined);
  assert.deepEqual(await reader.take(1), Buffer.from('c'));
  reader.close();
  assert.equal(await reader.take(1), undefined);
  const late = byteReader(slow(), { idleMs: 1000, totalMs: 30 });
  assert.equal(await late.take(4), undefined);
});
