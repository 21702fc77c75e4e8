import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { tileFolder } from './tile-folder.ts';

const home = mkdtempSync(join(tmpdir(), 'shuji-tiles-'));
after(() => rmSync(home, { recursive: true, force: true }));
let made = 0;
const place = (): string => join(home, String((made += 1)), 'log');

const file = (path: string, bytes = path) => ({ path, bytes: Buffer.from(bytes) });
const all = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    .toSorted();

test('写入的读得回，整个替换，没有的就是没有', async () => {
  const folder = place();
  const store = tileFolder(folder);
  const files = Array.from({ length: 50 }, (_, i) => file(`tile/0/x001/${i}`));
  await store.write([...files, file('checkpoint')]);
  for (const { path, bytes } of files) assert.deepEqual(await store.read(path), bytes);
  await store.write([file('checkpoint', 'a longer one'), file('tile/0/x001/3', '')]);
  assert.equal((await store.read('checkpoint'))?.toString(), 'a longer one');
  assert.equal((await store.read('tile/0/x001/3'))?.length, 0);
  for (const absent of ['tile', 'nothing', 'checkpoint/1', 'tile/0/x001/3/4']) {
    assert.equal(await store.read(absent), undefined, absent);
  }
  assert.equal(all(folder).length, 51, 'no drafts are left');
  assert.ok((await store.room()) > 0);
});

test('写不成的不留半个文件，原来的不动', async () => {
  const folder = place();
  const store = tileFolder(folder);
  await store.write([file('checkpoint', 'old')]);
  // Where a file should go stands a folder that is not empty: it cannot be renamed over.
  mkdirSync(join(folder, 'tile/0/000'), { recursive: true });
  writeFileSync(join(folder, 'tile/0/000/x'), '');
  await assert.rejects(store.write([file('tile/0/000'), file('tile/0/001')]));
  assert.deepEqual(all(folder), ['checkpoint', 'tile/0/000/x', 'tile/0/001']);
  assert.equal(readFileSync(join(folder, 'checkpoint'), 'utf8'), 'old');
});

test('目录在运行中被人移走：照样写得下去', async () => {
  const folder = place();
  const store = tileFolder(folder);
  await store.write([file('tile/0/000.p/3'), file('checkpoint')]);
  rmSync(folder, { recursive: true });
  assert.ok((await store.room()) > 0);
  await store.write([file('tile/0/000.p/4'), file('checkpoint')]);
  await store.removeFolder('tile/0/000.p');
  await store.removeFolder('tile/0/000.p');
  await store.write([file('tile/0/000.p/5')]);
  assert.deepEqual(all(folder), ['checkpoint', 'tile/0/000.p/5']);
});
