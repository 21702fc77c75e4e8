import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isRefusal, Refused } from '../../base/refusal.ts';
import { ed25519Signer } from '../../log/node-signatures.ts';
import { formatVerifierKey } from '../../log/note.ts';
import {
  clientOf,
  assertHolds,
  mirrorSetting,
  MIRROR,
  pieces,
  uploadOf,
} from './mirror.fixtures.ts';
import { parseInfo } from './format.ts';
import { openMirror, type Mirror } from './mirror.ts';
import { temporaryFolder, testLog, type TestLog } from '../witness/witness.fixtures.ts';
import { originHash } from '../witness/heads.ts';

const CHILD = fileURLToPath(new URL('./child.fixtures.ts', import.meta.url));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

async function start(...args: string[]) {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async kill(): Promise<void> {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

test('存到一半被kill -9，一次又一次：没有错的瓦片，接着就能推完', async () => {
  const size = 20_000;
  const log = testLog(size);
  const pem = join(temporaryFolder(), 'key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(pem, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { key } = ed25519Signer(createPrivateKey(readFileSync(pem)), MIRROR, 'ed25519-cosignature');
  const folder = temporaryFolder();
  const copy = join(folder, 'logs', originHash(log.log.origin));
  const steps = [70, 3000, 3001, 8192, 15_000, size];
  const pushed: number[] = [];
  let lives = 0;
  while (pushed.length < steps.length) {
    const mirror = await start(folder, pem, formatVerifierKey(log.signer.key));
    lives += 1;
    const client = clientOf(log, key, fetch, { url: mirror.url });
    const pushing = (async () => {
      for (const step of steps.slice(pushed.length)) {
        const signatures = await client.push(await log.note(step));
        assert.equal(signatures.length, 1);
        pushed.push(step);
      }
    })().catch(() => undefined);
    // Longer each time, so that it comes to an end.
    const patience = new Promise((resolve) => setTimeout(resolve, 15 + Math.random() * 25 * lives));
    await Promise.race([pushing, patience]);
    await mirror.kill();
    await pushing;
    assertHolds(copy, log, pushed.at(-1) ?? 0, size);
    assert.ok(lives < 100, '一直没有进展');
  }
  assert.ok(lives > 2, '确实被杀过');
  assertHolds(copy, log, size);
});

const nextOf = async (mirror: Mirror, log: TestLog): Promise<number> => {
  const answer = await mirror.addEntries(pieces(await uploadOf(log, 0, 0)));
  return parseInfo(answer.body)?.next ?? assert.fail(answer.body);
};

/** A mirror with 1,300 entries cosigned and 1,700 of 2,000 pending, closed again. */
async function half(log: TestLog) {
  const set = mirrorSetting([log]);
  const mirror = openMirror(set);
  await mirror.addCheckpoint(await log.request(0, 1300));
  const first = await mirror.addEntries(pieces(await uploadOf(log, 0, 1300)));
  assert.equal(first.status, 200);
  await mirror.addCheckpoint(await log.request(1300, 2000));
  await mirror.addEntries(pieces(await uploadOf(log, 1300, 2000, { packages: 2 })));
  assert.equal(await nextOf(mirror, log), 1792);
  await mirror.close();
  return { set, folder: join(set.folder, 'logs', originHash(log.log.origin)) };
}

test('共签之后的零星损坏：从第一处缺损起重收，之前的都认', async () => {
  const log = testLog(2000);
  const damages: readonly (readonly [string, number, (path: string) => void])[] = [
    ['tile/entries/005', 1300, flip],
    ['tile/0/005', 1300, flip],
    ['tile/entries/006', 1536, (path) => rmSync(path)],
    ['tile/entries/006', 1536, (path) => truncateSync(path, 100)],
    ['tile/0/006', 1536, flip],
    ['tile/entries/006', 1536, flip],
    ['tile/0/004', 1792, () => undefined],
  ];
  for (const [path, next, damage] of damages) {
    const { set, folder } = await half(log);
    damage(join(folder, path));
    const mirror = openMirror(set);
    await mirror.ready;
    assert.equal(await nextOf(mirror, log), next, path);
    const rest = await mirror.addEntries(pieces(await uploadOf(log, next, 2000)));
    assert.equal(rest.status, 200, `${path}: ${rest.body}`);
    assertHolds(folder, log, 2000);
    await mirror.close();
  }
});

test('共签过的部分被改动：拒绝启动，不再共签', async () => {
  const log = testLog(2000);
  for (const path of ['checkpoint', 'tile/1/000.p/5', 'tile/0/005', 'tile/entries/005']) {
    const { set, folder } = await half(log);
    flip(join(folder, path), path.endsWith('005') ? 40 : undefined);
    const mirror = openMirror(set);
    const code = (error: unknown): boolean =>
      error instanceof Refused &&
      isRefusal(error.refusal) &&
      error.refusal.code === 'MIRROR_DAMAGED';
    await assert.rejects(mirror.ready, code, path);
    const body = pieces(await uploadOf(log, 1300, 2000));
    await assert.rejects(async () => mirror.addEntries(body), code, path);
    await mirror.close();
  }
});

test('上层瓦片在它完成的那一包之后丢了：启动时补上', async () => {
  const log = testLog(66_000);
  const set = mirrorSetting([log]);
  const first = openMirror(set);
  await first.addCheckpoint(await log.request(0, 66_000));
  const upload = pieces(await uploadOf(log, 0, 66_000, { packages: 257 }), 1 << 20);
  assert.equal((await first.addEntries(upload)).status, 202);
  await first.close();
  const folder = join(set.folder, 'logs', originHash(log.log.origin));
  rmSync(join(folder, 'tile/1/000'));
  const second = openMirror(set);
  await second.ready;
  assert.equal(await nextOf(second, log), 65_792);
  const rest = await second.addEntries(pieces(await uploadOf(log, 65_792, 66_000)));
  assert.equal(rest.status, 200, rest.body);
  assertHolds(folder, log, 66_000);
});

/** One bit of a file, in the middle of an entry unless told. */
function flip(path: string, where?: number): void {
  const bytes = readFileSync(path);
  const at = where ?? Math.floor(bytes.length / 2) + 10;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
