import assert from 'node:assert/strict';
import { constants, createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import { ObjectIdentifier, OctetString } from 'asn1js';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { sm2 } from 'sm-crypto-v2';
import { pdfSignatureSummary, verifyPdfSignatures } from './pdf-verify.ts';
import { signPdf } from './pdf-sign.ts';
import { sheetPrinter } from '../papers/sheet.ts';
import { sampleCredential } from '../papers/sheet.fixtures.ts';
import { sampleAuthority } from './timestamp.fixtures.ts';
import { selfSigned } from './x509.ts';

const from = new Date('2026-03-01T00:00:00Z');
const signatory = { name: '某会计师事务所（特殊普通合伙）', creditCode: '91110106976748742E' };
const unsigned = sheetPrinter().pdf(sampleCredential(), {
  verifyUrl: 'https://dj.example.gov.cn/verify',
  demo: true,
}).pdf;
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = { privateKey, certificate: selfSigned(signatory, privateKey, from, randomBytes(16)) };
const { authority } = sampleAuthority();
const signedAt = (at: string, by = authority) =>
  signPdf(unsigned, key, { name: 'x', reason: 'y', at: new Date(at) }, by);
const signed = await signedAt('2026-03-02T01:00:00Z');

const gap = (() => {
  const start = signed.lastIndexOf('/Contents <') + '/Contents '.length;
  return { from: start, to: signed.indexOf('>', start) + 1 };
})();
const pieces = [signed.subarray(0, gap.from), signed.subarray(gap.to)];

/** The same PDF with another container in the room for the signature. */
function withContainer(container: Buffer): Buffer {
  const room = gap.to - gap.from - 2;
  const bytes = Buffer.from(signed);
  bytes.write(container.toString('hex').padEnd(room, '0'), gap.from + 1, 'latin1');
  return bytes;
}

interface Suite {
  readonly hash: string;
  readonly digestOid: string;
  readonly signatureOid: string;
  readonly contentOid?: string;
  readonly sign: (set: Buffer) => Buffer;
}

const own = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

const stampAttribute = (token: Buffer) =>
  new pkijs.SignedAndUnsignedAttributes({
    type: 1,
    attributes: [
      new pkijs.Attribute({
        type: '1.2.840.113549.1.9.16.2.14',
        values: [asn1js.fromBER(own(token)).result],
      }),
    ],
  });

/** A container as other products write it, its signature stamped if somebody is there to do it. */
function foreign(certificate: Buffer, suite: Suite, stamp?: (signature: Buffer) => Buffer): Buffer {
  const hash = createHash(suite.hash);
  for (const piece of pieces) hash.update(piece);
  const attributes = new pkijs.SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      new pkijs.Attribute({
        type: '1.2.840.113549.1.9.3',
        values: [new ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })],
      }),
      new pkijs.Attribute({
        type: '1.2.840.113549.1.9.4',
        values: [new OctetString({ valueHex: own(hash.digest()) })],
      }),
    ],
  });
  const set = Buffer.from(attributes.toSchema().toBER());
  set[0] = 0x31;
  const parsed = pkijs.Certificate.fromBER(own(certificate));
  const signature = suite.sign(set);
  const unsignedAttrs = stamp && stampAttribute(stamp(signature));
  const data = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: suite.digestOid })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }),
    certificates: [parsed],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({
          issuer: parsed.issuer,
          serialNumber: parsed.serialNumber,
        }),
        digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: suite.digestOid }),
        signedAttrs: attributes,
        signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: suite.signatureOid }),
        signature: new OctetString({ valueHex: own(signature) }),
        ...(unsignedAttrs && { unsignedAttrs }),
      }),
    ],
  });
  const contentType = suite.contentOid ?? pkijs.ContentInfo.SIGNED_DATA;
  return Buffer.from(
    new pkijs.ContentInfo({ contentType, content: data.toSchema(true) }).toSchema().toBER(),
  );
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const rsaCertificate = selfSigned(signatory, rsa, from, randomBytes(16));
const pkcs1: Suite = {
  hash: 'sha256',
  digestOid: SHA256,
  signatureOid: '1.2.840.113549.1.1.1',
  sign: (set) => sign('sha256', set, rsa),
};

const only = (bytes: Buffer) => {
  const found = verifyPdfSignatures(bytes);
  assert.equal(found.length, 1);
  return found[0];
};

test('未签名的PDF没有签名；本平台签名有效且覆盖全文', () => {
  assert.deepEqual(verifyPdfSignatures(unsigned), []);
  assert.deepEqual(pdfSignatureSummary(unsigned), { valid: false });
  assert.equal(only(signed)?.valid, true);
  assert.equal(only(signed)?.coversWholeFile, true);
  assert.deepEqual(pdfSignatureSummary(signed), {
    valid: true,
    signer: signatory.name,
    stamped: { time: '2026-03-02T09:00:30.000+08:00', authority: '某时间戳中心' },
  });
});

test('RSA（PKCS#1与PSS）签名可核验', () => {
  assert.equal(only(withContainer(foreign(rsaCertificate, pkcs1)))?.valid, true);
  const pss: Suite = {
    ...pkcs1,
    signatureOid: '1.2.840.113549.1.1.10',
    sign: (set) =>
      sign('sha256', set, { key: rsa, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  };
  assert.equal(only(withContainer(foreign(rsaCertificate, pss)))?.valid, true);
});

test('国密SM2签名（SM3摘要）可核验，改动即无效', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const scalar = der
    .subarray(der.indexOf(Buffer.from('0420', 'hex')) + 2)
    .subarray(0, 32)
    .toString('hex');
  const certificate = selfSigned(signatory, pair.privateKey, from, randomBytes(16));
  const options = { der: true, hash: true, userId: '1234567812345678' };
  const suite: Suite = {
    hash: 'sm3',
    digestOid: '1.2.156.10197.1.401',
    signatureOid: '1.2.156.10197.1.501',
    contentOid: '1.2.156.10197.6.1.4.2.2',
    sign: (set) => Buffer.from(sm2.doSignature(set, scalar, options), 'hex'),
  };
  const file = withContainer(foreign(certificate, suite));
  assert.deepEqual(pdfSignatureSummary(file), { valid: true, signer: signatory.name });
  file[100] = (file[100] ?? 0) ^ 1;
  assert.equal(only(file)?.reason, 'altered');
});

test('签名后改动正文、签名值不符、证书期外签名，分别指明', async () => {
  const altered = Buffer.from(signed);
  altered[1000] = (altered[1000] ?? 0) ^ 1;
  assert.equal(only(altered)?.reason, 'altered');
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const wrong = { ...pkcs1, sign: (set: Buffer) => sign('sha256', set, other) };
  assert.equal(only(withContainer(foreign(rsaCertificate, wrong)))?.reason, 'badSignature');
  const early = await signedAt('2025-01-01T00:00:00Z');
  assert.equal(only(early)?.reason, 'outOfTerm');
});

test('他人文件的签名时间戳：成立则读出时间和签发者，不成立不影响签名本身', async () => {
  assert.equal(only(signed)?.timestamp?.holds, true);
  assert.equal(only(withContainer(foreign(rsaCertificate, pkcs1)))?.timestamp, null);
  const none = Buffer.from('0500', 'hex');
  let value: Buffer = none;
  foreign(rsaCertificate, pkcs1, (signature) => {
    value = signature;
    return none;
  });
  const stampOf = async (bytes: Buffer) => {
    const digest = createHash('sha256').update(bytes).digest();
    return Buffer.from(await authority.stamp({ algorithm: 'sha256', digest }));
  };
  const right = await stampOf(value);
  const stamped = only(withContainer(foreign(rsaCertificate, pkcs1, () => right)));
  assert.ok(stamped?.valid && stamped.timestamp?.holds);
  assert.equal(stamped.timestamp.authority, '某时间戳中心');
  assert.equal(stamped.timestamp.time.toISOString(), '2026-03-02T01:00:30.000Z');
  const wrong = await stampOf(Buffer.from('另一签名'));
  const broken = Buffer.from(right);
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  for (const [token, fault] of [
    [wrong, 'otherSignature'],
    [broken, 'badSignature'],
    [none, 'malformed'],
  ] as const) {
    const found = only(withContainer(foreign(rsaCertificate, pkcs1, () => token)));
    assert.equal(found?.valid, true);
    assert.deepEqual(found.timestamp, { holds: false, fault });
    assert.equal(
      pdfSignatureSummary(withContainer(foreign(rsaCertificate, pkcs1, () => token))).stamped,
      undefined,
    );
  }
});

test('SHA-1等不再安全的算法不作有效论', () => {
  const sha1: Suite = {
    ...pkcs1,
    hash: 'sha1',
    digestOid: '1.3.14.3.2.26',
    sign: (set) => sign('sha1', set, rsa),
  };
  assert.equal(only(withContainer(foreign(rsaCertificate, sha1)))?.reason, 'unsupported');
});

test('签名后追加内容：签名仍真，但不覆盖全文', () => {
  const longer = Buffer.concat([signed, Buffer.from('\n%追加')]);
  assert.equal(only(longer)?.valid, true);
  assert.equal(only(longer)?.coversWholeFile, false);
  assert.deepEqual(pdfSignatureSummary(longer), { valid: false, signer: signatory.name });
});

test('畸形与恶意文件：有界、不抛错、不作有效论', () => {
  const deep = Buffer.alloc(4000, Buffer.from('3080', 'hex'));
  const many = Buffer.alloc(4000);
  many.set([0x30, 0x82, 0x0f, 0x9c]);
  const hostile = [
    withContainer(deep),
    withContainer(many),
    withContainer(randomBytes(4000)),
    withContainer(Buffer.alloc(10)),
    Buffer.from('%PDF-1.7 /ByteRange [0 9999999999 9999999999 9999999999]'),
    Buffer.from('%PDF-1.7 /ByteRange [5 1 2 3]'),
    Buffer.from('%PDF-1.7 /ByteRange [0 20 10 3] <00>'),
    Buffer.from('/ByteRange [0 0 4 0]<30>'),
    Buffer.from('%PDF-1.7 /ByteRange [0 1 50 1]'.repeat(999)),
    Buffer.alloc(8 * 1024 * 1024, '/ByteRange'),
    Buffer.alloc(8 * 1024 * 1024, '<3080'),
  ];
  for (const file of hostile) {
    const begin = performance.now();
    assert.equal(pdfSignatureSummary(file).valid, false);
    assert.ok(performance.now() - begin < 2000);
  }
  for (let cut = 0; cut < signed.length; cut += 997) {
    assert.equal(pdfSignatureSummary(signed.subarray(0, cut)).valid, false);
  }
});

test('容器后不是补零，视为畸形', () => {
  const container = Buffer.concat([foreign(rsaCertificate, pkcs1), Buffer.from([1])]);
  assert.equal(only(withContainer(container))?.reason, 'malformed');
  assert.ok(asn1js.fromBER(own(container)).offset > 0);
});
