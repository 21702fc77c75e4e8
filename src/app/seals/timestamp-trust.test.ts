import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test, type TestContext } from 'node:test';
import { openOpenssl, P384_KEY, RSA_KEY, type Openssl } from './openssl.fixtures.ts';
import { acceptAnswer, positive, timestampRequest, type Imprint } from './timestamp.ts';
import { imprintOf, sampleAuthority } from './timestamp.fixtures.ts';
import { ownAuthority } from './timestamp-own.ts';
import { readTimestamp, type Timestamp } from './timestamp-read.ts';
import { canonicalToken, isCanonical } from './timestamp-token.ts';
import { isTrusted, standingOf, timestampSentence } from './timestamp-trust.ts';

const openssl = openOpenssl();
after(() => openssl?.close());

/** A test that needs the other implementation, and says so where there is none. */
function compared(title: string, run: (other: Openssl) => void | Promise<void>): void {
  void test(title, async (context: TestContext) => {
    if (openssl) await run(openssl);
    else context.diagnostic('没有 openssl 命令（3.0 以上），未作对照');
  });
}

function stampedBy(other: Openssl, name: string, imprint: Imprint, settings?: string) {
  const nonce = positive(randomBytes(8));
  const reply = other.reply(timestampRequest(imprint, nonce), name, settings);
  return acceptAnswer(reply, imprint, nonce);
}
const content = '登记确认单';
const sha256 = imprintOf(content, 'sha256');

const KINDS = [
  ['p256', undefined, ''],
  ['rsa', RSA_KEY, 'signer_digest = sha512'],
  ['p384', P384_KEY, 'signer_digest = sha384\ness_cert_id_alg = sha384'],
  ['old', RSA_KEY, 'ess_cert_id_alg = sha1\ness_cert_id_chain = yes\ntsa_name = yes'],
] as const;

compared('OpenSSL所签时间戳可核验：RSA、ECDSA，SHA-2与SM3摘要，新旧证书标识', (other) => {
  for (const [name, key, settings] of KINDS) {
    const certificate = other.certificate(name, key ? { key } : {});
    for (const imprint of [sha256, imprintOf(content, 'sm3')]) {
      const { token, stamp } = stampedBy(other, name, imprint, settings);
      assert.equal(stamp.authority, name);
      assert.deepEqual(stamp.certificate, certificate);
      assert.ok(Math.abs(stamp.time.getTime() - Date.now()) < 60_000);
      const canonical = canonicalToken(token);
      assert.ok(isCanonical(canonical));
      assert.ok(readTimestamp(canonical).holds);
      assert.ok(other.verifies(canonical, content, 'root.pem'), name);
      for (let at = 0; at < canonical.length; at += 3) {
        const bytes = Buffer.from(canonical);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        assert.ok(!readTimestamp(bytes).holds || !isCanonical(bytes), `${name}, byte ${at}`);
      }
    }
  }
});

compared(
  '所信任的是服务自己的证书或直接签发它的机构；不相干的、过期的、无权签发的不算',
  (other) => {
    const certificate = other.certificate('trusted');
    const { stamp } = stampedBy(other, 'trusted', sha256);
    const stranger = sampleAuthority().certificate;
    assert.ok(isTrusted([certificate], stamp));
    assert.ok(isTrusted([stranger, other.root], stamp));
    assert.ok(!isTrusted([stranger], stamp));
    assert.ok(!isTrusted([], stamp));
    const late = new Date(Date.now() + 11 * 366 * 86_400_000);
    assert.ok(!isTrusted([other.root], { ...stamp, time: late }));
    // Its key signed, and names fit; but it is no certificate for issuing.
    const below = other.certificate('below', { by: 'trusted' });
    assert.ok(!isTrusted([certificate], stampedBy(other, 'below', sha256).stamp));
    assert.ok(isTrusted([below], stampedBy(other, 'below', sha256).stamp));
  },
);

compared('用途不限于时间戳或未标为关键的证书，其时间戳不采信', async (other) => {
  for (const [name, usage] of [
    ['web', 'critical,serverAuth'],
    ['lax', 'timeStamping'],
    ['both', 'critical,timeStamping,serverAuth'],
    ['right', 'critical,timeStamping'],
  ] as const) {
    const certificate = other.certificate(name, { usage });
    const serial = () => randomBytes(16);
    const now = () => new Date();
    const authority = ownAuthority({ key: other.keyOf(name), certificate, now, serial });
    if (name === 'right') assert.ok(readTimestamp(await authority.stamp(sha256)).holds);
    else await assert.rejects(authority.stamp(sha256), { fault: 'wrongPurpose' }, name);
  }
});

test('时间戳的分量如实写明：自证、第三方、未经核验；不认的不给分量', async () => {
  const { authority, certificate } = sampleAuthority();
  const stamp = readTimestamp(await authority.stamp(sha256));
  assert.ok(stamp.holds);
  const other = sampleAuthority().certificate;
  const standing = (own: Buffer, others: readonly Buffer[] | null) =>
    standingOf(stamp as Timestamp, { own, others });
  assert.equal(standing(certificate, []), 'selfAsserted');
  assert.equal(standing(certificate, [certificate]), 'selfAsserted');
  assert.equal(standing(other, [certificate]), 'trusted');
  assert.equal(standing(other, null), 'unverified');
  assert.equal(standing(other, []), undefined);
  assert.equal(standingOf(stamp, undefined), 'unverified');
  const said = (['selfAsserted', 'trusted', 'unverified'] as const).map(
    (one) =>
      timestampSentence({
        time: '2026-03-02T09:00:30.000+08:00',
        authority: '某时间戳中心',
        standing: one,
      }).zh,
  );
  assert.match(said[0] ?? '', /2026-03-02 09:00:30.*自证时间戳.*不是第三方/);
  assert.match(said[1] ?? '', /由“某时间戳中心”签发/);
  assert.match(said[2] ?? '', /证书未经核验/);
});
