import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { integer, NULL, oid, TAG, tlv } from './der.ts';
import { bodyOf, derValue, membersOf } from './der-read.ts';
import { openOpenssl } from './openssl.fixtures.ts';
import { acceptAnswer, positive, timestampRequest, TimestampUnusable } from './timestamp.ts';
import { imprintOf, sampleAuthority } from './timestamp.fixtures.ts';
import { tokenParts } from './timestamp-parts.ts';
import { readTimestamp } from './timestamp-read.ts';

const { authority, certificate } = sampleAuthority(() => new Date());
const imprint = imprintOf('登记确认单', 'sha256');
const nonce = positive(randomBytes(8));
const SHA256 = '2.16.840.1.101.3.4.2.1';

/** A request in which each member can be another, or missing. */
function request(
  more: readonly Buffer[] = [],
  version = 1,
  algorithm = SHA256,
  length = 32,
): Buffer {
  const named = tlv(TAG.sequence, oid(algorithm), NULL);
  const asked = tlv(TAG.sequence, named, tlv(TAG.octets, Buffer.alloc(length, 7)));
  return tlv(TAG.sequence, integer(version), asked, ...more);
}

/** Status and failure bit of an answer; the bit is undefined where it was granted. */
function statusOf(reply: Buffer): readonly [number | undefined, number | undefined] {
  const [status, , bits] = membersOf(membersOf(derValue(reply))[0]);
  const octets = bits && bodyOf(bits, TAG.bits).subarray(1);
  const at = octets?.findIndex((octet) => octet !== 0) ?? -1;
  const bit = octets && at * 8 + Math.clz32(octets[at] ?? 0) - 24;
  return [bodyOf(status, TAG.integer)[0], bit];
}
const answered = (der: Uint8Array) => statusOf(authority.answerTimestampRequest(der));

test('所签时间戳，OpenSSL核验通过；内容或字节有改则不通过（SHA-256与SM3）', async (context) => {
  const openssl = openOpenssl();
  if (!openssl) return context.diagnostic('没有 openssl 命令（3.0 以上），未作对照');
  try {
    openssl.keep('own.pem', certificate);
    for (const algorithm of ['sha256', 'sm3'] as const) {
      const token = Buffer.from(await authority.stamp(imprintOf('登记确认单', algorithm)));
      assert.ok(openssl.verifies(token, '登记确认单', 'own.pem'), algorithm);
      assert.ok(!openssl.verifies(token, '登记确认書', 'own.pem'), algorithm);
      token[token.length - 1] = (token.at(-1) ?? 0) ^ 1;
      assert.ok(!openssl.verifies(token, '登记确认单', 'own.pem'), algorithm);
    }
  } finally {
    openssl.close();
  }
});

test('应答与请求一一对应：换了请求号、换了摘要，均不采信', () => {
  const reply = authority.answerTimestampRequest(timestampRequest(imprint, nonce));
  assert.deepEqual(acceptAnswer(reply, imprint, nonce).stamp.nonce, nonce);
  const wrong = (fault: string) => (error: unknown) =>
    error instanceof TimestampUnusable && error.fault === fault;
  const other = positive(randomBytes(8));
  assert.throws(() => acceptAnswer(reply, imprint, other), wrong('otherQuestion'));
  const elsewhere = imprintOf('另一内容', 'sha256');
  assert.throws(() => acceptAnswer(reply, elsewhere, nonce), wrong('otherImprint'));
  const sm3 = { ...imprint, algorithm: 'sm3' } as const;
  assert.throws(() => acceptAnswer(reply, sm3, nonce), wrong('otherImprint'));
  const rejected = authority.answerTimestampRequest(Buffer.from('x'));
  assert.throws(() => acceptAnswer(rejected, imprint, nonce), wrong('rejected'));
  assert.throws(() => acceptAnswer(reply.subarray(1), imprint, nonce), wrong('malformed'));
  const bare = tlv(TAG.sequence, tlv(TAG.sequence, integer(0)));
  assert.throws(() => acceptAnswer(bare, imprint, nonce), wrong('rejected'));
});

test('不合规的请求，按RFC 3161各自的缘由拒绝', () => {
  const policy = oid('1.2.3.4');
  assert.deepEqual(answered(request()), [0, undefined]);
  assert.deepEqual(answered(request([], 1, '1.3.14.3.2.26', 20)), [2, 0]);
  assert.deepEqual(answered(request([], 2)), [2, 2]);
  assert.deepEqual(answered(request([], 1, SHA256, 20)), [2, 5]);
  assert.deepEqual(answered(request([policy])), [2, 15]);
  assert.deepEqual(answered(request([tlv(TAG.zero, tlv(TAG.sequence))])), [2, 16]);
  assert.deepEqual(answered(request([tlv(TAG.integer, nonce), policy])), [2, 5]);
  assert.deepEqual(answered(request([tlv(TAG.integer, randomBytes(65))])), [2, 5]);
  assert.deepEqual(answered(Buffer.alloc(0)), [2, 5]);
  const ours = membersOf(
    derValue(tokenContent(authority.answerTimestampRequest(timestampRequest(imprint, nonce)))),
  )[1];
  assert.ok(ours);
  assert.deepEqual(answered(request([ours.whole])), [0, undefined]);
});

/** The TSTInfo of a granted answer. */
function tokenContent(reply: Buffer): Buffer {
  const token = membersOf(derValue(reply))[1];
  assert.ok(token);
  return tokenParts(token.whole).content.bytes;
}

test('只在要求时附上证书；不附证书的应答，不作自足的证明', () => {
  const reply = authority.answerTimestampRequest(request());
  const token = membersOf(derValue(reply))[1]?.whole ?? Buffer.alloc(0);
  assert.ok(token.length < 700);
  assert.deepEqual(readTimestamp(token), { holds: false, fault: 'malformed' });
});

test('任意字节的请求：总有合规的应答，从不抛错', () => {
  const good = timestampRequest(imprint, nonce);
  const granted: number[] = [];
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, octet) => {
      const bytes = Buffer.from(good);
      bytes[at] = octet;
      const [status] = answered(bytes);
      assert.ok(status === 0 || status === 2);
      granted.push(status);
    }),
  );
  assert.ok(granted.includes(2));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(answered(bytes)[0], 2);
    }),
  );
});
