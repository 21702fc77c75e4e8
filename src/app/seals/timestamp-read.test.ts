import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { signedAttributes, signedData, type SignedDataParts } from './cms-write.ts';
import { algorithm, TAG, tlv } from './der.ts';
import { CERTIFIED_FROM, imprintOf, sampleAuthority, STAMPED_AT } from './timestamp.fixtures.ts';
import { tokenParts } from './timestamp-parts.ts';
import { readTimestamp, TST_INFO, type TimestampReading } from './timestamp-read.ts';
import { canonicalToken, isCanonical } from './timestamp-token.ts';
import { selfSigned } from './x509.ts';

const { authority, certificate } = sampleAuthority();
const imprint = imprintOf('登记确认单', 'sha256');
const token = Buffer.from(await authority.stamp(imprint));
const parts = tokenParts(token);
/** The genuine token with some of its parts exchanged. */
const forged = (changes: Partial<SignedDataParts>): Buffer =>
  signedData({
    ...parts,
    certificates: [parts.certificate],
    signer: parts.certificate,
    signatureAlgorithm: algorithm(parts.signatureAlgorithm),
    ...changes,
  });
const faultOf = (reading: TimestampReading): string => (reading.holds ? 'none' : reading.fault);

/** What another authority would have signed: these attributes, by this key. */
function resigned(content: Buffer, named = certificate) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = selfSigned(
    { name: '另一家' },
    pair.privateKey,
    CERTIFIED_FROM,
    randomBytes(16),
    'timestamps',
  );
  const digest = createHash('sha256').update(content).digest();
  const attributes = signedAttributes(TST_INFO, digest, named.equals(certificate) ? own : named);
  return forged({
    content: { type: TST_INFO, bytes: content },
    certificates: [own],
    signer: own,
    signedAttributes: attributes,
    signature: sign('sha256', attributes, pair.privateKey),
  });
}

test('自签时间戳读得出时间、摘要、序号和签发者，SHA-256与SM3均可', async () => {
  for (const algorithmName of ['sha256', 'sm3'] as const) {
    const asked = imprintOf('登记确认单', algorithmName);
    const reading = readTimestamp(await authority.stamp(asked));
    assert.ok(reading.holds);
    assert.equal(reading.algorithm, algorithmName);
    assert.deepEqual(reading.digest, asked.digest);
    assert.equal(reading.time.toISOString(), '2026-03-02T01:00:30.000Z');
    assert.equal(reading.authority, '某时间戳中心');
    assert.deepEqual(reading.certificate, certificate);
    assert.match(reading.serial, /^[4-7][0-9a-f]{31}$/);
  }
});

test('国密时间戳（SM2签名、SM3摘要）可核验，改动即不成立', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const at = der.indexOf(Buffer.from('0420', 'hex')) + 2;
  const scalar = der.subarray(at, at + 32).toString('hex');
  const holder = { name: '国密时间戳中心' };
  const signer = selfSigned(holder, pair.privateKey, CERTIFIED_FROM, randomBytes(16), 'timestamps');
  const digest = createHash('sm3').update(parts.content.bytes).digest();
  const attributes = signedAttributes(TST_INFO, digest, signer);
  const signed = (message: Buffer): Buffer => {
    const options = { der: true, hash: true, userId: '1234567812345678' };
    return Buffer.from(sm2.doSignature(message, scalar, options), 'hex');
  };
  const national: Partial<SignedDataParts> = {
    container: '1.2.156.10197.6.1.4.2.2',
    certificates: [signer],
    signer,
    digestAlgorithm: '1.2.156.10197.1.401',
    signatureAlgorithm: algorithm('1.2.156.10197.1.501'),
    signedAttributes: attributes,
    signature: signed(attributes),
  };
  const reading = readTimestamp(forged(national));
  assert.ok(reading.holds);
  assert.equal(reading.authority, '国密时间戳中心');
  assert.ok(isCanonical(forged(national)));
  const genuine = forged(national);
  for (let at = 0; at < genuine.length; at += at < genuine.length - 80 ? 11 : 1) {
    const bytes = Buffer.from(genuine);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    assert.ok(!readTimestamp(bytes).holds || !isCanonical(bytes), `byte ${at}`);
  }
  const other = signed(Buffer.from('另一内容'));
  assert.equal(faultOf(readTimestamp(forged({ ...national, signature: other }))), 'badSignature');
});

test('不成立的时间戳，各自指明缘由', async () => {
  const { bytes } = parts.content;
  const later = Buffer.from(bytes.toString('latin1').replace('20260302', '20260303'), 'latin1');
  const fault = (changes: Partial<SignedDataParts>) => faultOf(readTimestamp(forged(changes)));
  assert.equal(fault({}), 'none');
  assert.equal(fault({ content: { type: TST_INFO, bytes: later } }), 'altered');
  assert.equal(fault({ signature: randomBytes(70) }), 'badSignature');
  assert.equal(fault({ content: { type: '1.2.840.113549.1.7.1', bytes } }), 'malformed');
  assert.equal(fault({ content: { type: TST_INFO } }), 'malformed');
  assert.equal(fault({ certificates: [] }), 'malformed');
  assert.equal(fault({ digestAlgorithm: '1.3.14.3.2.26' }), 'unsupported');
  assert.equal(faultOf(readTimestamp(resigned(bytes))), 'none');
  const sha1 = bytes.toString('hex').replace('0609608648016503040201', '06092b0e03021a00000000');
  assert.notEqual(faultOf(readTimestamp(resigned(Buffer.from(sha1, 'hex')))), 'none');
  const stranger = sampleAuthority().certificate;
  assert.equal(faultOf(readTimestamp(resigned(bytes, stranger))), 'wrongCertificate');
  for (const [now, purpose, wrong] of [
    [STAMPED_AT, 'documents', 'wrongPurpose'],
    [new Date('2025-12-31T23:59:59Z'), 'timestamps', 'outOfTerm'],
    [new Date('2046-01-01T00:00:01Z'), 'timestamps', 'outOfTerm'],
  ] as const) {
    const stamp = sampleAuthority(() => now, purpose).authority.stamp(imprint);
    await assert.rejects(stamp, { fault: wrong });
  }
});

test('属性重复、无签名属性、两个签名人、未签的附加内容：不采信或弃去', () => {
  const [first] = [parts.signedAttributes];
  assert.ok(first);
  const body = first.subarray(first[1] === 0x81 ? 3 : 2);
  const twice = tlv(TAG.set, body, body);
  assert.equal(faultOf(readTimestamp(forged({ signedAttributes: twice }))), 'malformed');
  const attribute = tlv(TAG.sequence, algorithm('1.2.3').subarray(2), tlv(TAG.set));
  const burdened = forged({ unsigned: [attribute] });
  assert.equal(faultOf(readTimestamp(burdened)), 'none');
  assert.ok(!isCanonical(burdened));
  const more = forged({ certificates: [certificate, sampleAuthority().certificate] });
  assert.equal(faultOf(readTimestamp(more)), 'none');
  assert.ok(!isCanonical(more));
  for (const one of [burdened, more]) assert.deepEqual(canonicalToken(one), token);
});

test('任何一个字节被改：不成立；仅动未签的写法者，规范形式不符且还原如初', () => {
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const bytes = Buffer.from(token);
      bytes[at] = (bytes[at] ?? 0) ^ mask;
      if (!readTimestamp(bytes).holds) return;
      assert.ok(!isCanonical(bytes), `byte ${at}`);
      assert.deepEqual(canonicalToken(bytes), token, `byte ${at}`);
    }),
    { numRuns: 1500 },
  );
});

test('ECDSA签名的另一种写法（r，n − s）被识别为改动', () => {
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const [rLength, sAt] = [parts.signature[3] ?? 0, 4 + (parts.signature[3] ?? 0)];
  const r = parts.signature.subarray(2, 4 + rLength);
  const s = BigInt(`0x${parts.signature.subarray(sAt + 2).toString('hex')}`);
  const other = Buffer.from(`00${(n - s).toString(16).padStart(64, '0')}`, 'hex');
  const twin = forged({ signature: tlv(TAG.sequence, r, tlv(TAG.integer, other)) });
  assert.equal(faultOf(readTimestamp(twin)), 'none');
  assert.ok(!isCanonical(twin));
});

test('任意字节、层层嵌套、过长：有界，不抛错，不作成立论', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      assert.equal(readTimestamp(bytes).holds, false);
    }),
  );
  fc.assert(
    fc.property(fc.nat(token.length), fc.uint8Array({ maxLength: 8 }), (at, bytes) => {
      const spliced = Buffer.concat([token.subarray(0, at), bytes, token.subarray(at)]);
      const reading = readTimestamp(spliced);
      assert.ok(!reading.holds || spliced.equals(token));
    }),
  );
  for (let cut = 0; cut < token.length; cut += 7)
    assert.equal(readTimestamp(token.subarray(0, cut)).holds, false);
  for (const hostile of ['3080', '3084ffffffff', '30', '1f', '0000', 'a082']) {
    const began = performance.now();
    assert.equal(readTimestamp(Buffer.alloc(65_536, hostile, 'hex')).holds, false);
    assert.ok(performance.now() - began < 500, hostile);
  }
  const long = forged({ unsigned: [tlv(TAG.octets, Buffer.alloc(65_536))] });
  assert.equal(faultOf(readTimestamp(long)), 'malformed');
});
