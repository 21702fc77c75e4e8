import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCheckpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { parseNote } from '../../log/note.ts';
import type { SuiteId } from '../../log/suite.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { MirrorAhead } from './client.ts';
import { askOf, assertHolds, clientOf, keyFor, mirrorSetting } from './mirror.fixtures.ts';
import { openMirror } from './mirror.ts';
import { testLog, type TestLog } from '../witness/witness.fixtures.ts';
import { originHash } from '../witness/heads.ts';

const folderOf = (folder: string, { log }: TestLog): string =>
  join(folder, 'logs', originHash(log.origin));

for (const suite of ['sha256', 'sm3'] as const satisfies readonly SuiteId[]) {
  for (const size of [0, 1, 255, 256, 257, 1000, 70_000]) {
    test(`${suite}：${size}条的日志推送完整，镜像共签，文件逐个核对`, async () => {
      const log = testLog(size, { suite });
      const set = mirrorSetting([log]);
      const mirror = openMirror(set);
      const key = keyFor(log, set.signers);
      const client = clientOf(log, key, askOf(mirror));
      const note = await log.note(size);
      const signatures = await client.push(note);
      assert.equal(signatures.length, 1);
      assert.equal(client.size(), size);
      const served = parseNote((await mirror.checkpoint(originHash(log.log.origin))) ?? '');
      assert.equal(parseCheckpoint(served?.text ?? '')?.size, size);
      const keys = [key, ...log.log.keys];
      const verified = await verifyNote(served ?? assert.fail(), keys, nodeCheck);
      assert.equal(verified?.length, 2, '既有日志的签名，也有镜像的共签');
      assertHolds(folderOf(set.folder, log), log, size);
    });
  }

  test(`${suite}：随日志一点点增长，每一步都完整`, async () => {
    const log = testLog(1500, { suite });
    const set = mirrorSetting([log]);
    const mirror = openMirror(set);
    const client = clientOf(log, keyFor(log, set.signers), askOf(mirror));
    for (const size of [0, 3, 3, 44, 255, 256, 256, 300, 512, 700, 1279, 1500]) {
      assert.equal((await client.push(await log.note(size))).length, 1, `${size}`);
      assertHolds(folderOf(set.folder, log), log, size);
    }
  });
}

test('网络随时断开，请求只到一半：重来总能接上，结果一样', async () => {
  let cuts = 0;
  for (let time = 0; time < 6; time += 1) {
    const log = testLog(3000);
    const set = mirrorSetting([log]);
    const mirror = openMirror(set);
    const whole = askOf(mirror);
    const ask: typeof whole = async (url, init) => {
      const luck = Math.random();
      if (luck < 0.2) throw new Error('the line was cut before');
      const body = init.body;
      if (luck < 0.5 && body instanceof Uint8Array) {
        cuts += 1;
        const part = body.slice(0, Math.floor(Math.random() * body.length));
        await whole(url, { ...init, body: part });
        throw new Error('the line was cut in the middle');
      }
      const response = await whole(url, init);
      if (luck < 0.6) throw new Error('the line was cut after');
      return response;
    };
    const client = clientOf(log, keyFor(log, set.signers), ask);
    let signatures = 0;
    for (const size of [100, 700, 3000]) {
      const note = await log.note(size);
      for (let tries = 0; tries < 60; tries += 1) {
        const done = await client.push(note).catch(() => undefined);
        signatures += done?.length ?? 0;
        if (done) break;
      }
    }
    assert.equal(signatures, 3);
    assertHolds(folderOf(set.folder, log), log, 3000);
    await mirror.close();
  }
  assert.ok(cuts > 0, '确实断过');
});

test('重新启动之后从所存的接着来：推送过的不必再传', async () => {
  const log = testLog(9000);
  const set = mirrorSetting([log]);
  const key = keyFor(log, set.signers);
  let before = 0;
  for (const size of [40, 300, 8704, 9000]) {
    for (const whatIsNew of [size - before, 0]) {
      const mirror = openMirror(set);
      const ask = askOf(mirror);
      let bytes = 0;
      const client = clientOf(log, key, (url, init) => {
        bytes += init.body instanceof Uint8Array ? init.body.length : 0;
        return ask(url, init);
      });
      assert.equal((await client.push(await log.note(size))).length, 1);
      assert.ok(bytes < 600 + whatIsNew * 60, `多了${whatIsNew}条，传了${bytes}字节`);
      assertHolds(folderOf(set.folder, log), log, size);
      await mirror.close();
    }
    before = size;
  }
});

test('镜像比日志还长：推送方报出镜像的大小，不继续', async () => {
  const log = testLog(300);
  const set = mirrorSetting([log]);
  const mirror = openMirror(set);
  const key = keyFor(log, set.signers);
  await clientOf(log, key, askOf(mirror)).push(await log.note(300));
  const restored = clientOf(log, key, askOf(mirror));
  await assert.rejects(
    async () => restored.push(await log.note(200)),
    (error) => error instanceof MirrorAhead && error.size === 300,
  );
});

test('说谎的镜像：假签名、答非所问、原地打转、答得太多，推送方都不信也不死等', async () => {
  const log = testLog(300);
  const set = mirrorSetting([log]);
  const key = keyFor(log, set.signers);
  const honest = openMirror(set);
  const other = openMirror(mirrorSetting([log]));
  const [good, strange] = [askOf(honest), askOf(other)];
  const note = await log.note(300);
  const text = (status: number, body: string) => (): Promise<Response> =>
    Promise.resolve(new Response(body, { status }));
  const entries =
    (answer: () => Promise<Response>): typeof good =>
    (url, init) =>
      url.endsWith('/add-entries') ? answer() : good(url, init);
  for (const ask of [
    strange,
    entries(text(200, '')),
    entries(text(200, `— ${key.name} AAAAAAAA\n`)),
    entries(text(202, '300\n0\n\n')),
    entries(text(409, '300\n0\n\n')),
    entries(text(409, '299\n0\n\n')),
    entries(text(202, 'nonsense')),
    entries(text(500, '')),
    entries(text(200, 'x'.repeat(300_000))),
    text(409, '3\n'),
    text(409, 'x\n'),
    text(200, ''),
  ]) {
    await assert.rejects(async () => clientOf(log, key, ask).push(note));
  }
  assert.equal((await clientOf(log, key, good).push(note)).length, 1);
});
