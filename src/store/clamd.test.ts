import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { scanStream, type ClamdAddress } from './clamd.ts';
import { pieces } from './file.fixtures.ts';

/** A clamd that reads the whole stream and answers by what it received. */
async function withClamd(
  answer: (body: Buffer) => string | undefined,
  run: (address: ClamdAddress) => Promise<void>,
): Promise<void> {
  const server = net.createServer((socket) => {
    let got = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      got = Buffer.concat([got, chunk]);
      if (!got.subarray(-4).equals(Buffer.alloc(4))) return;
      assert.equal(got.toString('latin1', 0, 10), 'zINSTREAM\0');
      const reply = answer(unframe(got.subarray(10)));
      if (reply !== undefined) socket.end(reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  try {
    await run({ host: '127.0.0.1', port: address.port });
  } finally {
    server.close();
  }
}

function unframe(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return Buffer.concat(parts);
}

test('干净的文件、带病毒的文件', async () => {
  const body = Buffer.alloc(200_000, 'a');
  await withClamd(
    (got) => (got.equals(body) ? 'stream: OK\0' : 'stream: wrong ERROR\0'),
    async (address) =>
      assert.deepEqual(await scanStream(pieces(body), address, 5_000), { scan: 'clean' }),
  );
  await withClamd(
    () => 'stream: Eicar-Test-Signature FOUND\0',
    async (address) => {
      const verdict = await scanStream(pieces(body), address, 5_000);
      assert.deepEqual(verdict, { scan: 'infected', name: 'Eicar-Test-Signature' });
    },
  );
});

test('报错、答非所问、沉默、没有服务：都是无法查杀', async () => {
  const unavailable = { scan: 'unavailable' };
  const body = Buffer.alloc(1_000, 'a');
  for (const answer of ['INSTREAM size limit exceeded. ERROR\0', 'hello', '', undefined]) {
    await withClamd(
      () => answer,
      async (address) =>
        assert.deepEqual(await scanStream(pieces(body), address, 200), unavailable),
    );
  }
  assert.deepEqual(
    await scanStream(pieces(body), { path: '/nonexistent/clamd.sock' }, 200),
    unavailable,
  );
});

test('查杀服务中途先答复并关闭，按答复处理', async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write('stream: Early FOUND\0'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const body = Buffer.alloc(5_000_000, 'a');
  const verdict = await scanStream(
    pieces(body, 65_536),
    { host: '127.0.0.1', port: address.port },
    5_000,
  );
  server.close();
  assert.deepEqual(verdict, { scan: 'infected', name: 'Early' });
});
