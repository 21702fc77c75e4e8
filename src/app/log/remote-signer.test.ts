import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { ed25519Signer } from '../../log/node-signatures.ts';
import { remoteSigner, signerAddress } from './remote-signer.ts';

const TOKEN = 'a'.repeat(32);
const MESSAGE = Buffer.from('log.example/1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n');
const inner = ed25519Signer(generateKeyPairSync('ed25519').privateKey, 'log.example/1', 'ed25519');

/** A signing service that behaves as the test wants; on a socket of its own, or on a port. */
async function service(t: TestContext, answer: RequestListener, unix = false): Promise<string> {
  const server = createServer(answer);
  const folder = mkdtempSync(join(tmpdir(), 'shuji-remote-'));
  const path = join(folder, 's');
  server.listen(unix ? { path } : { host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { port } = server.address() as AddressInfo;
  return unix ? `unix:${path}:/sign/1` : `http://127.0.0.1:${port}/sign/1`;
}

const signing: RequestListener = (request, response) => {
  void buffer(request).then(async (message) => {
    response.end(Buffer.from(await inner.sign(new Uint8Array(message))));
  });
};

for (const unix of [false, true]) {
  test(`签名服务在${unix ? '套接字' : '端口'}上：原文送去，签名回来，口令只在设置了时带上`, async (t) => {
    const seen: (string | undefined)[] = [];
    const at = await service(
      t,
      (request, response) => {
        seen.push(request.headers.authorization);
        signing(request, response);
      },
      unix,
    );
    const signature = await remoteSigner(at, inner.key, undefined).sign(MESSAGE);
    assert.deepEqual(signature, await inner.sign(MESSAGE));
    await remoteSigner(at, inner.key, TOKEN).sign(MESSAGE);
    assert.deepEqual(seen, [undefined, `Bearer ${TOKEN}`]);
  });
}

test('回来的不是这把密钥对这段原文的签名，一概不用', async (t) => {
  const other = ed25519Signer(
    generateKeyPairSync('ed25519').privateKey,
    'log.example/1',
    'ed25519',
  );
  const answers: Uint8Array[] = [
    await other.sign(MESSAGE),
    await inner.sign(Buffer.from('another')),
    new Uint8Array(64),
    new Uint8Array(0),
    new Uint8Array(63),
    new Uint8Array(65),
  ];
  for (const answer of answers) {
    const at = await service(t, (_, response) => void response.end(Buffer.from(answer)));
    await assert.rejects(
      async () => remoteSigner(at, inner.key, TOKEN).sign(MESSAGE),
      /no signature/,
    );
  }
});

test('拒签的原因说给运维听，不带控制字符；转址不跟，长答不收，断线即错', async (t) => {
  const refusing = await service(t, (_, response) => {
    response.statusCode = 409;
    response.end('已签过\u001b[31m another root\r\n');
  });
  const sign = (at: string) => async () => remoteSigner(at, inner.key, undefined).sign(MESSAGE);
  await assert.rejects(sign(refusing), (error: Error) => {
    assert.match(error.message, /answered 409 已签过 \[31m another root/);
    return true;
  });
  const target = await service(t, signing);
  const moving = await service(t, (_, response) => {
    response.writeHead(307, { location: target }).end();
  });
  await assert.rejects(sign(moving), /answered 307/);
  const long = await service(t, (_, response) => void response.end(Buffer.alloc(100_000)));
  await assert.rejects(sign(long), /answers too much/);
  const broken = await service(t, (_, response) => void response.destroy());
  await assert.rejects(sign(broken), /socket hang up|ECONNRESET/);
});

test('地址只认三种写法，不带口令', () => {
  assert.deepEqual(signerAddress('unix:/run/s.sock:/sign/00ff'), {
    socketPath: '/run/s.sock',
    path: '/sign/00ff',
  });
  assert.deepEqual(signerAddress('https://[::1]:8421/sign/1'), {
    protocol: 'https:',
    host: '::1',
    port: '8421',
    path: '/sign/1',
  });
  for (const at of [
    'unix:/run/s.sock',
    'unix:run/s.sock:/sign',
    'unix:/run/s.sock:/si gn',
    'http://a:b@host/',
    'http://host/#a',
    'file:///etc/passwd',
    'javascript:1',
    'host:1',
    '',
  ]) {
    assert.equal(signerAddress(at), undefined, at);
  }
});
