import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { tileBucket } from './tile-s3.ts';

/** A storage with the few calls we make: put, get, delete, list. */
const objects = new Map<string, { readonly bytes: Buffer; readonly type: string }>();
/** Says before each call whether it fails, and as what. */
let ails: (method: string, path: string) => number | 'cut' | 'hang' | undefined = () => undefined;
const PAGE = 3;

function list(prefix: string, token: string | null): string {
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  const from = Number(token ?? 0);
  const some = keys.slice(from, from + PAGE);
  const rest = from + PAGE < keys.length;
  const contents = some
    .map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`)
    .join('');
  const more = rest ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${rest}</IsTruncated>${contents}${more}</ListBucketResult>`;
}

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://local');
  const key = decodeURIComponent(url.pathname.slice('/bucket/'.length));
  const method = request.method ?? '';
  assert.match(request.headers.authorization ?? '', /^AWS4-HMAC-SHA256 /);
  const body = await buffer(request);
  const ill = ails(method, key);
  if (ill === 'hang') return;
  if (ill === 'cut') {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('half');
    setTimeout(() => response.destroy(), 10);
  } else if (ill !== undefined) {
    response.writeHead(ill, { 'content-type': 'application/xml' });
    response.end('<Error><Code>SlowDown</Code><Message>slow</Message></Error>');
  } else if (url.searchParams.get('list-type') === '2') {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      list(url.searchParams.get('prefix') ?? '', url.searchParams.get('continuation-token')),
    );
  } else if (method === 'PUT') {
    objects.set(key, { bytes: body, type: request.headers['content-type'] ?? '' });
    response.setHeader('etag', '"e"').end();
  } else if (method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
  } else {
    const held = objects.get(key);
    if (held) response.end(held.bytes);
    else response.writeHead(404).end();
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
after(() => {
  server.closeAllConnections();
  server.close();
});

const store = tileBucket({
  endpoint: `http://127.0.0.1:${port}/bucket`,
  region: 'auto',
  accessKeyId: 'test',
  secretAccessKey: 'test-secret',
  prefix: 'log/',
  timeout: 300,
});
const file = (path: string, bytes: string | Uint8Array = path) => ({
  path,
  bytes: Buffer.from(bytes),
});

test('日志文件存入对象存储，读回逐字节相同；没有的就是没有', async () => {
  const tile = Buffer.from(Array.from({ length: 8192 }, (_, i) => i % 256));
  const files = [
    file('checkpoint'),
    file('sm3/witnessed'),
    file('tile/0/x001/234', tile),
    ...Array.from({ length: 40 }, (_, i) => file(`tile/entries/000.p/${i + 1}`)),
  ];
  await store.write(files);
  for (const { path, bytes } of files) assert.deepEqual(await store.read(path), bytes, path);
  assert.equal(objects.get('log/checkpoint')?.type, 'text/plain; charset=utf-8');
  assert.equal(objects.get('log/tile/0/x001/234')?.type, 'application/octet-stream');
  assert.equal(await store.read('tile/0/000'), undefined);
  assert.equal(await store.room(), Infinity);
  await store.write([file('checkpoint', 'newer')]);
  assert.equal((await store.read('checkpoint'))?.toString(), 'newer');
});

test('清除被取代的部分瓦片：一个不剩，旁边的不动；再清一次也无妨', async () => {
  objects.clear();
  const parts = Array.from({ length: 20 }, (_, i) => file(`tile/0/007.p/${i + 1}`));
  const others = [file('tile/0/007'), file('tile/0/007.pp/1'), file('tile/1/007.p/1')];
  await store.write([...parts, ...others]);
  await store.removeFolder('tile/0/007.p');
  assert.deepEqual(
    [...objects.keys()].toSorted(),
    others.map(({ path }) => `log/${path}`).toSorted(),
  );
  await store.removeFolder('tile/0/007.p');
  assert.equal(objects.size, 3);
});

test('存储出错、断线、不答：报错而不说成没有或已写', async () => {
  objects.clear();
  await store.write([file('checkpoint')]);
  for (const ill of [500, 503, 403, 'cut', 'hang'] as const) {
    ails = () => ill;
    await assert.rejects(store.read('checkpoint'), String(ill));
    if (ill === 'cut') continue;
    await assert.rejects(store.write([file('checkpoint', 'never')]), String(ill));
    await assert.rejects(store.removeFolder('tile'), String(ill));
  }
  ails = () => undefined;
  assert.equal((await store.read('checkpoint'))?.toString(), 'checkpoint');
});

test('有一个写不成就算没写成，而且等已开始的都有了结果才报错', async () => {
  objects.clear();
  ails = (_method, path) => (path.endsWith('/3') ? 503 : undefined);
  const files = Array.from({ length: 12 }, (_, i) => file(`tile/0/000.p/${i + 1}`));
  await assert.rejects(store.write(files));
  assert.equal(objects.size, 11, 'the others had ended when it was told');
  ails = () => undefined;
  await store.write(files);
  assert.equal(objects.size, 12);
});
