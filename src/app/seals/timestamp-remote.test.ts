import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { Refused } from '../../base/refusal.ts';
import { imprintOf, sampleAuthority } from './timestamp.fixtures.ts';
import { readTimestamp } from './timestamp-read.ts';
import { remoteAuthority } from './timestamp-remote.ts';

const { authority, certificate } = sampleAuthority();
const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

async function served(answer: Answer): Promise<string> {
  const server = createServer((...asked) => void answer(...asked)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
}

const REPLY = { 'content-type': 'application/timestamp-reply' };
const imprint = imprintOf('登记确认单', 'sha256');
const remote = (url: string, trusted?: readonly Buffer[], timeoutMs = 2000) =>
  remoteAuthority({ url, ...(trusted && { trusted }), timeoutMs, random: randomBytes });
const refusedAs = (code: string, fault?: string) => (error: unknown) => {
  assert.ok(error instanceof Refused, String(error));
  assert.deepEqual([error.refusal.kind, error.refusal.code], ['busy', code]);
  assert.equal(error.refusal.details?.['fault'], fault);
  return true;
};
const answering = (answer: (query: Buffer) => Buffer): Answer =>
  async function (request, response) {
    response.writeHead(200, REPLY).end(answer(await buffer(request)));
  };

test('外部时间戳服务应答成立：取得其时间戳，SHA-256与SM3均可', async () => {
  const seen: (string | undefined)[] = [];
  const url = await served(async (request, response) => {
    seen.push(`${request.method} ${request.headers['content-type']}`);
    response.writeHead(200, REPLY).end(authority.answerTimestampRequest(await buffer(request)));
  });
  for (const algorithm of ['sha256', 'sm3'] as const) {
    const asked = imprintOf('登记确认单', algorithm);
    for (const trusted of [undefined, [certificate]]) {
      const reading = readTimestamp(await remote(url, trusted).stamp(asked));
      assert.ok(reading.holds);
      assert.deepEqual(reading.digest, asked.digest);
    }
  }
  assert.deepEqual(new Set(seen), new Set(['POST application/timestamp-query']));
  assert.equal(remote(url).name, new URL(url).host);
});

test('服务不应答、超时、转址、报错、答非所问、超长：均不签发，说明稍后再试', async () => {
  const good = await served(answering((query) => authority.answerTimestampRequest(query)));
  const pour = (response: ServerResponse): void => {
    if (response.destroyed) return;
    response.write(Buffer.alloc(16_384), () => setImmediate(pour, response));
  };
  const silent = await served(() => undefined);
  const wrong: readonly Answer[] = [
    (_, response) => response.writeHead(307, { location: good }).end(),
    (_, response) => response.writeHead(500, REPLY).end(),
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    (_, response) => response.writeHead(200, REPLY).end(Buffer.alloc(65_537, 0x30)),
    (_, response) => pour(response.writeHead(200, REPLY)),
    (_, response) => response.destroy(),
  ];
  for (const answer of wrong) {
    const stamp = remote(await served(answer)).stamp(imprint);
    await assert.rejects(stamp, refusedAs('TIMESTAMP_UNAVAILABLE'));
  }
  const began = performance.now();
  const late = remote(silent, undefined, 200).stamp(imprint);
  await assert.rejects(late, refusedAs('TIMESTAMP_UNAVAILABLE'));
  assert.ok(performance.now() - began < 1500);
  const nobody = remote('http://127.0.0.1:9/').stamp(imprint);
  await assert.rejects(nobody, refusedAs('TIMESTAMP_UNAVAILABLE'));
});

test('应答不可采信：拒绝、重放旧应答、他人签发、证书不在所信任之列，均不签发', async () => {
  let first: Buffer | undefined;
  const replay = await served(
    answering((query) => (first ??= authority.answerTimestampRequest(query))),
  );
  await remote(replay).stamp(imprint);
  await assert.rejects(
    remote(replay).stamp(imprint),
    refusedAs('TIMESTAMP_UNUSABLE', 'otherQuestion'),
  );
  const other = remote(replay).stamp(imprintOf('另一内容', 'sha256'));
  await assert.rejects(other, refusedAs('TIMESTAMP_UNUSABLE', 'otherImprint'));
  const rejecting = await served(answering(() => authority.answerTimestampRequest(Buffer.of(1))));
  await assert.rejects(
    remote(rejecting).stamp(imprint),
    refusedAs('TIMESTAMP_UNUSABLE', 'rejected'),
  );
  const garbage = await served(answering(() => randomBytes(500)));
  await assert.rejects(
    remote(garbage).stamp(imprint),
    refusedAs('TIMESTAMP_UNUSABLE', 'malformed'),
  );
  const stranger = sampleAuthority();
  const foreign = await served(
    answering((query) => stranger.authority.answerTimestampRequest(query)),
  );
  await assert.rejects(
    remote(foreign, [certificate]).stamp(imprint),
    refusedAs('TIMESTAMP_UNUSABLE', 'untrusted'),
  );
});
