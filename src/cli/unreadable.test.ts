import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { answerUnreadable } from './unreadable.ts';

describe('读不懂的请求', () => {
  const server = createServer({ connectionsCheckingInterval: 50 }, (_request, response) =>
    response.end('办了'),
  );
  server.requestTimeout = 300;
  server.headersTimeout = 300;
  answerUnreadable(server);
  before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
  after(() => server.close());

  /** What is answered to these bytes, until the connection is closed. */
  const said = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      const parts: Buffer[] = [];
      socket.on('data', (part: Buffer) => parts.push(part));
      socket.on('close', () => resolve(Buffer.concat(parts).toString()));
      socket.on('error', reject);
    });

  it('网址太长：431，一句话说明', async () => {
    const answer = await said(`GET /?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 431 /);
    assert.match(answer, /网址或者请求头太长/);
    assert.match(answer, /Use a shorter address/);
  });

  it('不是HTTP的内容：400，不重复对方写的', async () => {
    const answer = await said('<script>alert(1)</script>\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /读不懂/);
    assert.doesNotMatch(answer, /script/);
  });

  it('传了一半不传了：408，随即断开', async () => {
    const answer = await said('GET / HTTP/1.1\r\nHost: a\r\n');
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.match(answer, /迟迟没有传完/);
  });
});
