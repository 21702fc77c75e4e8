import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { FileDamaged } from './file-crypto.ts';
import { FileMissing } from './file-store.ts';
import { pieces, refusedAs } from './file.fixtures.ts';
import { createS3Store } from './s3-store.ts';

/** A storage with the few calls we make: put, head, get, delete, multipart. */
const objects = new Map<string, Buffer>();
const parts = new Map<number, Buffer>();
let losesParts = false;

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://local');
  const part = url.searchParams.get('partNumber');
  const held = objects.get(url.pathname);
  assert.match(request.headers.authorization ?? '', /^AWS4-HMAC-SHA256 /);
  if (request.method === 'POST' && url.searchParams.has('uploads')) {
    const result =
      '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>';
    response.end(`<?xml version="1.0"?>${result}`);
  } else if (request.method === 'POST') {
    await text(request);
    const whole = Buffer.concat([...parts].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes));
    objects.set(url.pathname, losesParts ? whole.subarray(1) : whole);
    response.end('<CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>');
  } else if (request.method === 'PUT') {
    const body = await buffer(request);
    if (part) parts.set(Number(part), body);
    else objects.set(url.pathname, body);
    response.setHeader('etag', '"e"').end();
  } else if (request.method === 'DELETE') {
    objects.delete(url.pathname);
    response.writeHead(204).end();
  } else if (!held) {
    response.writeHead(404).end();
  } else {
    response.setHeader('content-length', held.length);
    response.end(request.method === 'HEAD' ? undefined : held);
  }
}

const server = http.createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
assert.ok(typeof address === 'object' && address);
const { port } = address;
const staging = await fs.mkdtemp(path.join(os.tmpdir(), 'shuji-s3-'));
after(async () => {
  server.closeAllConnections();
  server.close();
  await fs.rm(staging, { recursive: true });
});

const settings = {
  endpoint: `http://127.0.0.1:${port}/shuji`,
  region: 'auto',
  accessKeyId: 'test',
  secretAccessKey: 'test-secret',
  staging,
  master: randomBytes(32),
};
const store = createS3Store(settings);

test('对象存储：存、查、取、删，存储方只见密文，本地不留半成品', async () => {
  const plain = Buffer.concat([Buffer.from('明文标记'), randomBytes(200_000)]);
  const { key, existed } = await store.put(pieces(plain));
  assert.equal(existed, false);
  assert.equal((await store.put(pieces(plain))).existed, true);
  assert.equal(objects.size, 1);
  assert.ok([...objects.values()].every((sealed) => !sealed.includes('明文标记')));
  assert.ok((await buffer(await store.get(key))).equals(plain));
  assert.deepEqual(await fs.readdir(staging), []);
  await store.remove(key);
  await store.remove(key);
  assert.equal(await store.has(key), false);
  await assert.rejects(store.get(key), FileMissing);
});

test('大文件分段上传；存储方丢了字节不算成功', async () => {
  const plain = randomBytes(9 * 1_048_576);
  const { key } = await store.put(pieces(plain, 100_000));
  assert.equal(parts.size, 2);
  assert.ok((await buffer(await store.get(key))).equals(plain));
  losesParts = true;
  const lost = store.put(pieces(randomBytes(9 * 1_048_576), 100_000));
  await assert.rejects(lost, refusedAs('FILE_STORE_UNAVAILABLE', 'busy'));
});

test('存储方改动或调换了对象，读取时发现', async () => {
  const one = await store.put(pieces(Buffer.from('一')));
  const two = await store.put(pieces(Buffer.from('二')));
  const at = (key: string) => `/shuji/${key.slice(0, 2)}/${key}`;
  objects.set(at(one.key), objects.get(at(two.key)) ?? Buffer.alloc(0));
  await assert.rejects(store.get(one.key), FileDamaged);
});

test('检查不通过则不上传；连不上存储则请稍后再传', async () => {
  const before = objects.size;
  const refused = store.put(pieces(Buffer.from('三')), () => Promise.reject(new Error('不收')));
  await assert.rejects(refused, /不收/);
  assert.equal(objects.size, before);
  const away = createS3Store({ ...settings, endpoint: 'http://127.0.0.1:1/shuji' });
  await assert.rejects(
    away.put(pieces(Buffer.from('四'))),
    refusedAs('FILE_STORE_UNAVAILABLE', 'busy'),
  );
  assert.deepEqual(await fs.readdir(staging), []);
});
