import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { compactOf, credentialFile } from '../../contexts/credential/credential.ts';
import { encoded } from '../../contexts/credential/base64url.ts';
import {
  detachedCms,
  documentAttributes,
  ECDSA_SHA256,
  SHA256,
  SIGNED_DATA,
  signedData,
} from '../seals/cms-write.ts';
import { signCredential } from './credential-sign.ts';
import { algorithm } from '../seals/der.ts';
import { loadKeys } from '../keys.ts';
import type { Mode } from '../key-file.ts';
import { signPdf } from '../seals/pdf-sign.ts';
import { verifyPdfSignatures } from '../seals/pdf-verify.ts';
import { checkSheet } from './sheet-check.ts';
import { samplePayload } from './sheet.fixtures.ts';
import { sheetPrinter } from './sheet.ts';
import { timeFrom } from '../time.ts';
import { sampleAuthority } from '../seals/timestamp.fixtures.ts';
import type { TimestampAuthority } from '../seals/timestamp.ts';
import type { TimestampTrust } from '../seals/timestamp-trust.ts';
import { openTimestamps } from '../seals/timestamps.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-keys-'));
  folders.push(folder);
  return folder;
};
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const registrar = samplePayload().registrar;
const at = new Date('2026-03-02T01:00:00Z');
const keysIn = (dataDir: string, mode: Mode = 'production') =>
  loadKeys({ dataDir, mode, registrars: [registrar], now: at });

const home = newFolder();
const keys = keysIn(home);
const document = keys.documents.get(registrar.creditCode);
assert.ok(document);
const printer = sheetPrinter();
const options = { verifyUrl: 'https://dj.example.gov.cn/verify?code=1', demo: false };
const signing = { name: registrar.name, reason: '签发登记结果', at };
const credential = signCredential(samplePayload(), keys.credential);
const unsigned = printer.pdf(credential, options).pdf;
const noService = { tsaUrl: undefined, tsaCertificates: undefined };
const stamped = new Date('2026-03-02T09:30:00+08:00');
const time = timeFrom(() => stamped.getTime(), 0);
const { authority, trust } = openTimestamps(noService, keys.timestamp, time, randomBytes);
const issuer = { ...keys, timestamps: trust };
const sign = (pdf: Buffer, key = document, by: TimestampAuthority = authority) =>
  signPdf(pdf, key, signing, by);
const sheet = await sign(unsigned);
const codes = async (bytes: Uint8Array) =>
  (await checkSheet(bytes, issuer)).reasons.map((one) => one.code);

test('签发的登记确认单查验为真，并读出登记码与查询码', async () => {
  const verdict = await checkSheet(sheet, issuer);
  assert.equal(verdict.verdict, 'genuine');
  assert.equal(verdict.kind, 'sheet');
  assert.equal(verdict.code, credential.payload.code);
  assert.equal(verdict.queryCode, credential.payload.queryCode);
  assert.deepEqual(verdict.payload, credential.payload);
  const [signature, ...others] = verifyPdfSignatures(sheet);
  assert.equal(others.length, 0);
  assert.equal(signature?.signer, '北京市公共数据资源登记机构');
  assert.equal(signature?.when, '2026-03-02T01:00:00.000Z');
  assert.equal(signature?.coversWholeFile, true);
  assert.deepEqual(verdict.timestamp, {
    time: '2026-03-02T09:30:00.000+08:00',
    authority: '数籍自证时间戳',
    standing: 'selfAsserted',
  });
});

test('确认单的时间戳须出自本平台所用的服务，换、删、移用均查验不真', async () => {
  const other = sampleAuthority(() => stamped);
  const elsewhere = await sign(unsigned, document, other.authority);
  assert.deepEqual(await codes(elsewhere), ['foreignTimestamp']);
  const judged = (timestamps: TimestampTrust | undefined) =>
    checkSheet(elsewhere, { ...keys, ...(timestamps && { timestamps }) });
  const standings = [];
  for (const others of [[other.certificate], null]) {
    const { verdict, timestamp } = await judged({ ...trust, others });
    assert.equal(verdict, 'genuine');
    standings.push(timestamp?.standing);
  }
  assert.deepEqual(standings, ['trusted', 'unverified']);
  assert.equal((await judged(undefined)).timestamp?.standing, 'unverified');

  const cms = verifyPdfSignatures(sheet)[0]?.cms;
  assert.ok(cms);
  const digest = cms.messageDigest ?? Buffer.alloc(0);
  const room = /(?<=\/Contents <)[0-9a-f]+(?=>)/;
  const withContainer = (container: Buffer): Buffer => {
    const put = (old: string): string => container.toString('hex').padEnd(old.length, '0');
    return Buffer.from(sheet.toString('latin1').replace(room, put), 'latin1');
  };
  const withToken = (token: Buffer): Buffer =>
    withContainer(detachedCms(document.certificate, digest, cms.signature, token));
  const value = createHash('sha256').update(cms.signature).digest();
  const again = await authority.stamp({ algorithm: 'sha256', digest: value });
  assert.deepEqual(await codes(withToken(Buffer.from(again))), []);
  const moved = await authority.stamp({ algorithm: 'sha256', digest });
  assert.deepEqual(await codes(withToken(Buffer.from(moved))), ['wrongTimestamp']);
  const bare = signedData({
    container: SIGNED_DATA,
    content: { type: '1.2.840.113549.1.7.1' },
    certificates: [document.certificate],
    signer: document.certificate,
    digestAlgorithm: SHA256,
    signatureAlgorithm: algorithm(ECDSA_SHA256),
    signedAttributes: documentAttributes(digest, document.certificate),
    signature: cms.signature,
  });
  assert.deepEqual(await codes(withContainer(bare)), ['notStamped']);
  const twice = Buffer.concat([Buffer.from(again), Buffer.from(again)]);
  assert.deepEqual(await codes(withToken(twice)), ['notStamped']);
});

test('时间戳服务不应答：不签发确认单', async () => {
  const gone: TimestampAuthority = {
    name: '无应答',
    stamp: () => Promise.reject(new Error('away')),
  };
  await assert.rejects(sign(unsigned, document, gone), { message: 'away' });
});

test('机读凭证文件查验为真；改一字即不真', async () => {
  const file = credentialFile(credential);
  const genuine = await checkSheet(Buffer.from(file), keys);
  assert.equal(genuine.verdict, 'genuine');
  assert.deepEqual(genuine.signatures, ['EdDSA', 'SM2-SM3']);
  const { payload, signatures } = credential.jws;
  const claims = Buffer.from(payload, 'base64url').toString();
  for (const [from, to] of [
    [payload, Buffer.from(claims.replace('形式审核', '实质审核')).toString('base64url')],
    [signatures[0].header.disclosures[0] ?? '', encoded(['A'.repeat(22), 'dataName', '另一名称'])],
  ] as const) {
    const verdict = await checkSheet(Buffer.from(file.replace(from, to)), keys);
    assert.equal(verdict.verdict, 'notGenuine');
    assert.equal(verdict.kind, 'credential');
    assert.equal(verdict.code, credential.payload.code);
    assert.equal(verdict.payload, null);
    assert.deepEqual(verdict.signatures, []);
  }
});

test('紧凑格式的凭证查验为真，写明只有一个签名和略去的内容；不能代替确认单所附原件', async () => {
  const [jwt = '', ...disclosures] = compactOf(credential).split('~');
  const shown = await checkSheet(Buffer.from([jwt, ...disclosures.slice(1)].join('~')), keys);
  assert.equal(shown.verdict, 'genuine');
  assert.equal(shown.kind, 'credential');
  assert.deepEqual(shown.signatures, ['EdDSA']);
  assert.deepEqual(shown.withheld, ['dataName']);
  assert.equal(shown.queryCode, credential.payload.queryCode);
  const attached = `/EmbeddedFile>>\nstream\n${compactOf(credential)}\nendstream`;
  const pdf = Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type${attached}\n`);
  assert.deepEqual(await codes(pdf), ['notSigned', 'noCredential']);
});

test('确认单任何一个字节被改，均查验不真', async () => {
  const step = 401;
  const signatureAt = sheet.lastIndexOf('/Contents <');
  const spots = Array.from({ length: Math.ceil(sheet.length / step) }, (_, index) => index * step);
  for (let near = signatureAt; near < signatureAt + 5200; near += 29) spots.push(near);
  for (const spot of spots) {
    const bytes = Buffer.from(sheet);
    bytes[spot] = (bytes[spot] ?? 0) ^ 1;
    assert.equal((await checkSheet(bytes, issuer)).verdict, 'notGenuine', `byte ${spot}`);
  }
});

test('签名之后追加内容、再加签名、截短，均查验不真', async () => {
  assert.deepEqual(await codes(Buffer.concat([sheet, Buffer.from('\n')])), ['added']);
  const update = Buffer.from('\n1 0 obj\n<< /Type /Page >>\nendobj\nstartxref\n0\n%%EOF\n');
  assert.deepEqual(await codes(Buffer.concat([sheet, update])), ['added']);
  assert.deepEqual(await codes(sheet.subarray(0, -1)), ['malformed']);
  const twice = Buffer.concat([sheet, sheet.subarray(sheet.lastIndexOf('/ByteRange') - 120)]);
  assert.equal((await checkSheet(twice, keys)).verdict, 'notGenuine');
  const upper = sheet
    .toString('latin1')
    .replace(/\/Contents <[0-9a-f]+>/, (one) => one.toUpperCase().replace('CONTENTS', 'Contents'));
  assert.deepEqual(await codes(Buffer.from(upper, 'latin1')), ['added']);
});

test('未签名、他人签名、凭证与签名不属同一登记机构，均查验不真', async () => {
  assert.deepEqual(await codes(unsigned), ['notSigned']);
  const other = keysIn(newFolder());
  const stranger = other.documents.get(registrar.creditCode);
  assert.ok(stranger);
  assert.deepEqual(await codes(await sign(unsigned, stranger)), ['foreignCertificate']);
  const forged = printer.pdf(signCredential(samplePayload(), other.credential), options).pdf;
  assert.deepEqual(await codes(await sign(forged)), ['unknownKey']);
  const elsewhere = samplePayload({
    registrar: { name: '重庆市登记机构', creditCode: '11500000MB1660860K' },
  });
  const mixed = printer.pdf(signCredential(elsewhere, keys.credential), options).pdf;
  assert.deepEqual(await codes(await sign(mixed)), ['foreignCertificate']);
});

test('不相干的文件与恶意文件：拒绝而不抛错', async () => {
  assert.deepEqual(await codes(Buffer.from('GIF89a')), ['notOurs']);
  assert.deepEqual(await codes(Buffer.alloc(0)), ['notOurs']);
  assert.deepEqual(await codes(Buffer.alloc(21 * 1024 * 1024, 0x7b)), ['notOurs']);
  assert.deepEqual(await codes(Buffer.from('{"a":')), ['notJson']);
  assert.deepEqual(await codes(Buffer.from('%PDF-1.7\n')), ['notSigned', 'noCredential']);
});

test('密钥首次启动时生成，再次启动沿用，权限仅限本人', () => {
  assert.deepEqual(keys.created.length, 6);
  const again = keysIn(home);
  assert.deepEqual(again.created, []);
  assert.deepEqual(again.trusted, keys.trusted);
  assert.deepEqual(again.documents.get(registrar.creditCode)?.certificate, document.certificate);
  for (const name of readdirSync(join(home, 'keys'))) {
    assert.equal(statSync(join(home, 'keys', name)).mode & 0o777, 0o600, name);
  }
  assert.equal(readdirSync(join(home, 'keys')).length, 6);
  assert.deepEqual(again.timestamp.certificate, keys.timestamp.certificate);
});

test('运行中继任的登记机构：当时就有密钥，当天签发的查验为真，再问还是同一把', async () => {
  const folder = newFolder();
  const heir = { name: '继任登记机构', creditCode: '11110102MA000A020P' };
  const running = keysIn(folder);
  running.signFor(heir, new Date('2026-03-02T15:00:00+08:00'));
  const key = running.documents.get(heir.creditCode);
  assert.ok(key);
  running.signFor({ ...heir, name: '改了名称' }, at);
  assert.equal(running.documents.get(heir.creditCode), key);
  const one = signCredential(samplePayload({ issuedBy: heir }), running.credential);
  const { pdf } = printer.pdf(one, options);
  // 文书写签发之日的零点。
  const of = { name: heir.name, reason: '签发', at: new Date('2026-03-02T00:00:00+08:00') };
  const stamps = openTimestamps(noService, running.timestamp, time, randomBytes);
  const told = { ...running, timestamps: stamps.trust };
  const verdict = await checkSheet(await signPdf(pdf, key, of, stamps.authority), told);
  assert.deepEqual([verdict.verdict, verdict.reasons], ['genuine', []]);
  const other = running.documents.get(registrar.creditCode);
  assert.ok(other);
  const wrong = await checkSheet(await signPdf(pdf, other, of, stamps.authority), told);
  assert.deepEqual(
    wrong.reasons.map(({ code }) => code),
    ['foreignCertificate'],
    '写明由继任机构出具的，原机构签的不算',
  );
});

test('密钥可被他人读取：正式环境拒绝启动，演示环境自行收紧', () => {
  const folder = newFolder();
  keysIn(folder);
  const path = join(folder, 'keys', 'credential-sm2.hex');
  chmodSync(path, 0o644);
  assert.throws(() => keysIn(folder), { message: /chmod 600/ });
  keysIn(folder, 'demo');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  chmodSync(join(folder, 'keys'), 0o755);
  assert.throws(() => keysIn(folder), { message: /chmod 600/ });
});

test('证书与密钥不配、密钥文件损坏：拒绝启动', () => {
  const folder = newFolder();
  keysIn(folder);
  const name = join(folder, 'keys', `document-${registrar.creditCode}.crt.pem`);
  const foreign =
    keysIn(newFolder()).documents.get(registrar.creditCode)?.certificate ?? Buffer.alloc(0);
  writeFileSync(
    name,
    `-----BEGIN CERTIFICATE-----\n${foreign.toString('base64')}\n-----END CERTIFICATE-----\n`,
  );
  assert.throws(() => keysIn(folder), { message: /not the certificate/ });
  writeFileSync(join(folder, 'keys', 'credential-sm2.hex'), 'xyz');
  assert.throws(() => keysIn(folder), { message: /256-bit/ });
  assert.throws(() =>
    loadKeys({
      dataDir: folder,
      mode: 'demo',
      registrars: [{ name: 'x', creditCode: '../../x' }],
      now: at,
    }),
  );
});
