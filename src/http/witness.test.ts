import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { MIRROR, mirrorSetting, uploadOf } from '../app/mirror/mirror.fixtures.ts';
import { openMirror } from '../app/mirror/mirror.ts';
import { cosigners, temporaryFolder, testLog } from '../app/witness/witness.fixtures.ts';
import { originHash } from '../app/witness/heads.ts';
import { openWitness } from '../app/witness/witness.ts';
import { mirrorRoutes } from './mirror.ts';
import { witnessRoutes } from './witness.ts';

const log = testLog(700);
const hash = originHash(log.log.origin);
const witness = openWitness({
  folder: temporaryFolder(),
  name: MIRROR,
  signers: cosigners(MIRROR),
  logs: [log.log],
  now: () => 1_800_000_000,
});
const mirror = openMirror(mirrorSetting([log]));
/** Both under a prefix of a larger program, as the register mounts them. */
const app = new Hono().route('/w', witnessRoutes(witness)).route('/deep/m', mirrorRoutes(mirror));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
await new Promise((resolve) => server.once('listening', resolve));
const { port } = server.address() as AddressInfo;
const W = `http://127.0.0.1:${port}/w`;
const M = `http://127.0.0.1:${port}/deep/m`;
after(() => server.close());

const post = (url: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

/** A body without an announced length. */
const chunked = (bytes: Uint8Array, size = 8192): ReadableStream =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });

const shown = async (response: Promise<Response>) => {
  const { status, headers } = await response;
  return [status, headers.get('content-type'), headers.get('cache-control')];
};

const PLAIN = 'text/plain; charset=utf-8';

test('见证：从无到有，应答的类型与缓存头都合规', async () => {
  assert.equal((await fetch(`${W}/${hash}/checkpoint`)).status, 404);
  const conflict = await post(`${W}/add-checkpoint`, await log.request(3, 7));
  assert.deepEqual([conflict.status, await conflict.text()], [409, '0\n']);
  assert.equal(conflict.headers.get('content-type'), 'text/x.tlog.size');
  const first = await post(`${W}/add-checkpoint`, await log.request(0, 7));
  const lines = await first.text();
  assert.equal(first.status, 200);
  assert.match(lines, /^(— mirror\.example\/m [A-Za-z0-9+/]+=*\n){2}$/);
  const next = post(`${W}/add-checkpoint`, chunked(Buffer.from(await log.request(7, 9)), 10));
  assert.deepEqual(await shown(next), [200, PLAIN, 'no-store']);
  const read = fetch(`${W}/${hash}/checkpoint`);
  assert.deepEqual(await shown(read), [200, PLAIN, 'no-cache']);
  assert.match(await (await fetch(`${W}/${hash}/checkpoint`)).text(), /^log\.example\/one\n9\n/);
  assert.equal(await (await fetch(`${W}/keys`)).text(), `${witness.vkeys.join('\n')}\n`);
});

test('见证：请求过大413，不论是否事先说明长度；不是UTF-8则400', async () => {
  const large = Buffer.alloc(65_537, 0x41);
  assert.equal((await post(`${W}/add-checkpoint`, large)).status, 413);
  assert.equal((await post(`${W}/add-checkpoint`, chunked(large))).status, 413);
  assert.equal((await post(`${W}/add-checkpoint`, Buffer.alloc(65_536, 0x41))).status, 400);
  assert.equal((await post(`${W}/add-checkpoint`, Buffer.from([0xff, 0xfe]))).status, 400);
  assert.equal((await post(`${W}/add-checkpoint`, '')).status, 400);
});

test('没有尽头的请求，读到上限就答复，不等它说完', async () => {
  const answer = await endless(`${W}/add-checkpoint`, Buffer.alloc(9000, 0x41), {});
  assert.equal(answer, 413);
  const header = await uploadOf(testLog(9, { origin: 'log.example/other' }), 0, 9, { packages: 0 });
  const type = { 'content-type': 'application/octet-stream' };
  assert.equal(await endless(`${M}/add-entries`, header, type), 404, '头部一到就答复');
});

test('用错方法405，并说出可用的方法；别处404', async () => {
  for (const [method, path, allow] of [
    ['GET', `${W}/add-checkpoint`, 'POST'],
    ['PUT', `${M}/add-entries`, 'POST'],
    ['DELETE', `${M}/add-checkpoint`, 'POST'],
    ['POST', `${W}/${hash}/checkpoint`, 'GET, HEAD'],
    ['POST', `${M}/${hash}/checkpoint`, 'GET, HEAD'],
    ['POST', `${M}/${hash}/tile/0/000`, 'GET, HEAD'],
    ['POST', `${W}/keys`, 'GET, HEAD'],
  ] as const) {
    const response = await fetch(path, { method });
    assert.deepEqual([response.status, response.headers.get('allow')], [405, allow], path);
  }
  for (const path of [
    `${W}/`,
    `${W}/${hash.toUpperCase()}/checkpoint`,
    `${W}/${'0'.repeat(64)}/checkpoint`,
    `${M}/${hash}/checkpoint`,
    `${M}/${hash}/tile/0/000`,
    `${M}/${hash}/tile/%2e%2e/checkpoint`,
    `${M}/${hash}/tile/..%2f..%2fticket.key`,
    `${M}/${'0'.repeat(64)}/tile/0/000`,
  ]) {
    assert.equal((await fetch(path)).status, 404, path);
  }
});

test('镜像：推送、断点应答、瓦片与记录的类型、缓存和压缩', async () => {
  const octets = { 'content-type': 'application/octet-stream' };
  const zipped = { ...octets, 'content-encoding': 'gzip' };
  const pending = await post(`${M}/add-checkpoint`, await log.request(0, 700));
  assert.deepEqual([pending.status, await pending.text()], [200, '']);
  const whole = await uploadOf(log, 0, 700);
  const url = `${M}/add-entries`;
  assert.equal((await post(url, Buffer.from(whole), {})).status, 415, '没有说明类型');
  const brotli = await post(url, Buffer.from(whole), { ...octets, 'content-encoding': 'br' });
  assert.deepEqual([brotli.status, brotli.headers.get('accept-encoding')], [415, 'gzip']);
  const noGzip = await post(url, Buffer.from(whole), zipped);
  assert.equal(noGzip.status, 400, '说是gzip却不是');
  const packed = gzipSync(await uploadOf(log, 0, 700, { packages: 2 }));
  const part = await post(url, chunked(packed.subarray(0, packed.length - 300), 100), zipped);
  assert.equal(part.status, 202, '压缩流断在中间，之前的整包照收');
  assert.equal(part.headers.get('content-type'), 'text/x.tlog.mirror-info');
  assert.equal(part.headers.get('accept-encoding'), 'gzip');
  assert.match(await part.text(), /^700\n256\n[A-Za-z0-9+/]+=*\n$/);
  const more = await post(url, gzipSync(await uploadOf(log, 256, 700, { packages: 1 })), zipped);
  assert.match(await more.text(), /^700\n512\n/);
  const rest = await post(url, chunked(await uploadOf(log, 512, 700), 33), octets);
  assert.match(await rest.text(), /^— mirror\.example\/m /);
  const immutable = 'public, max-age=31536000, immutable';
  const tile = 'application/octet-stream';
  assert.deepEqual(await shown(fetch(`${M}/${hash}/tile/0/001`)), [200, tile, immutable]);
  assert.deepEqual(await shown(fetch(`${M}/${hash}/tile/0/002.p/188`)), [200, tile, immutable]);
  assert.deepEqual(await shown(fetch(`${M}/${hash}/tile/1/000.p/2`)), [200, tile, immutable]);
  assert.equal((await fetch(`${M}/${hash}/tile/0/002`)).status, 404);
  assert.deepEqual(await shown(fetch(`${M}/${hash}/checkpoint`)), [200, PLAIN, 'no-cache']);
  const head = await fetch(`${M}/${hash}/checkpoint`, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [200, '']);
});

test('记录按请求压缩，内容不变', async () => {
  const expected = Buffer.from(await log.fetchEntries(1, 256));
  for (const [accepts, encoding] of [
    ['gzip, br', 'gzip'],
    ['br;q=1.0, gzip;q=0.8', 'gzip'],
    ['gzip;q=0', null],
    ['identity', null],
  ] as const) {
    const headers = { 'accept-encoding': accepts };
    const answer = await app.request(`/deep/m/${hash}/tile/entries/001`, { headers });
    assert.equal(answer.headers.get('content-encoding'), encoding, accepts);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.deepEqual(encoding === null ? bytes : gunzipSync(bytes), expected);
  }
});

/** The status for a body of these bytes that then never ends. */
function endless(
  url: string,
  bytes: Uint8Array,
  headers: Record<string, string>,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode);
      asking.destroy();
    });
    const writing = setInterval(() => asking.write(bytes), 5);
    asking.on('close', () => clearInterval(writing));
    asking.on('error', reject);
  });
}
