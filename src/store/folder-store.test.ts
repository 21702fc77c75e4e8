import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { FileDamaged } from './file-crypto.ts';
import { realDisk, type Disk } from './file-staging.ts';
import { FileMissing } from './file-store.ts';
import { pieces, refusedAs } from './file.fixtures.ts';
import { createFolderStore } from './folder-store.ts';

const root = await fs.mkdtemp(path.join(os.tmpdir(), 'shuji-files-'));
after(() => fs.rm(root, { recursive: true }));

const master = randomBytes(32);
let count = 0;

function fresh(disk?: Disk) {
  const folder = path.join(root, `store-${(count += 1)}`);
  return { folder, store: createFolderStore({ folder, master, ...(disk ? { disk } : {}) }) };
}

async function filesIn(folder: string): Promise<string[]> {
  const all = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** A disk on which every write after the first `allowed` fails as a full one does. */
function fullDisk(code: string, allowed: number): Disk {
  const open: Disk['open'] = async (...args) => {
    const handle = await realDisk.open(...args);
    const write = handle.write.bind(handle);
    let writes = 0;
    const failing = async (bytes: Uint8Array, from: number, length: number, at: number) => {
      if ((writes += 1) > allowed) throw Object.assign(new Error('no space'), { code });
      return write(bytes, from, length, at);
    };
    return Object.assign(handle, { write: failing });
  };
  return { ...realDisk, open };
}

test('存进去的文件原样取出，磁盘上是密文，权限 0600', async () => {
  const { folder, store } = fresh();
  const plain = Buffer.concat([Buffer.from('明文标记'), randomBytes(300_000)]);
  const stored = await store.put(pieces(plain));
  assert.equal(stored.size, plain.length);
  assert.deepEqual(stored.sha256, createHash('sha256').update(plain).digest());
  assert.ok((await buffer(await store.get(stored.key))).equals(plain));
  const [file, ...others] = await filesIn(folder);
  assert.ok(file && others.length === 0);
  assert.ok(!(await fs.readFile(file)).includes('明文标记'));
  assert.ok(!file.includes(stored.sha256.toString('hex')));
  if (process.platform !== 'win32') assert.equal((await fs.stat(file)).mode & 0o777, 0o600);
});

test('同一内容同时上传多次只存一份', async () => {
  const { folder, store } = fresh();
  const plain = randomBytes(200_000);
  const all = await Promise.all(Array.from({ length: 6 }, () => store.put(pieces(plain))));
  assert.equal(new Set(all.map((stored) => stored.key)).size, 1);
  assert.equal((await store.put(pieces(plain))).existed, true);
  assert.equal((await filesIn(folder)).length, 1);
  assert.ok((await buffer(await store.get(all[0]?.key ?? ''))).equals(plain));
});

test('磁盘已满：说明原因，不留痕迹', async () => {
  for (const [code, allowed] of [
    ['ENOSPC', 0],
    ['ENOSPC', 2],
    ['EDQUOT', 1],
  ] as const) {
    const { folder, store } = fresh(fullDisk(code, allowed));
    const put = store.put(pieces(randomBytes(400_000), 50_000));
    await assert.rejects(put, refusedAs('FILE_DISK_FULL', 'busy'));
    assert.deepEqual(await filesIn(folder), []);
  }
});

test('检查不通过、上传中断：都不留痕迹', async () => {
  const { folder, store } = fresh();
  const refused = store.put(pieces(randomBytes(100)), () => Promise.reject(new Error('不收')));
  await assert.rejects(refused, /不收/);
  const broken = Readable.from(
    (function* () {
      yield randomBytes(70_000);
      throw new Error('连接断开');
    })(),
  );
  await assert.rejects(store.put(broken), /连接断开/);
  assert.deepEqual(await filesIn(folder), []);
});

test('检查时可以从任何位置读，与整体一致', async () => {
  const { store } = fresh();
  const plain = randomBytes(200_000);
  await store.put(pieces(plain), async (content) => {
    assert.equal(content.size, plain.length);
    for (const [at, length] of [
      [0, 10],
      [65_530, 20],
      [199_990, 100],
      [0, 200_000],
      [200_000, 5],
    ] as const) {
      assert.ok((await content.read(at, length)).equals(plain.subarray(at, at + length)));
    }
    assert.ok((await buffer(content.stream())).equals(plain));
  });
});

test('磁盘上被改动或截断的文件读不出来，再传一次即修复', async () => {
  const { folder, store } = fresh();
  const plain = randomBytes(150_000);
  const { key } = await store.put(pieces(plain));
  const [file = ''] = await filesIn(folder);
  const sealed = await fs.readFile(file);
  sealed[70_000] = (sealed[70_000] ?? 0) ^ 1;
  await fs.writeFile(file, sealed);
  await assert.rejects(async () => buffer(await store.get(key)), FileDamaged);
  await fs.writeFile(file, sealed.subarray(0, 40));
  await assert.rejects(store.get(key), FileDamaged);
  assert.equal((await store.put(pieces(plain))).existed, false);
  assert.ok((await buffer(await store.get(key))).equals(plain));
});

test('换了主密钥的库打不开旧文件，在发出第一个字节之前就知道', async () => {
  const { folder, store } = fresh();
  const { key } = await store.put(pieces(randomBytes(10)));
  const other = createFolderStore({ folder, master: randomBytes(32) });
  await assert.rejects(other.get(key), FileDamaged);
});

test('没有的文件、删除的文件、伪造的名字', async () => {
  const { store } = fresh();
  const { key } = await store.put(pieces(randomBytes(10)));
  assert.equal(await store.has(key), true);
  await store.remove(key);
  await store.remove(key);
  assert.equal(await store.has(key), false);
  await assert.rejects(store.get(key), FileMissing);
  await assert.rejects(store.get('../../etc/passwd'), /malformed storage key/);
});

test('清扫只清除旧的半成品', async () => {
  const { folder, store } = fresh();
  const { key } = await store.put(pieces(randomBytes(10)));
  const left = path.join(folder, 'tmp', 'x.part');
  await fs.writeFile(left, '半成品');
  assert.equal(await store.sweep(new Date(Date.now() - 60_000)), 0);
  assert.equal(await store.sweep(new Date(Date.now() + 60_000)), 1);
  assert.equal(await store.has(key), true);
  await assert.rejects(fs.stat(left));
});
