import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { credentialFile } from '../contexts/credential/credential.ts';
import { signCredential } from './credential-sign.ts';
import { loadKeys } from './keys.ts';
import type { Mode } from './key-file.ts';
import { signPdf } from './pdf-sign.ts';
import { verifyPdfSignatures } from './pdf-verify.ts';
import { checkSheet } from './sheet-check.ts';
import { samplePayload } from './sheet.fixtures.ts';
import { sheetPrinter } from './sheet.ts';

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
const sheet = signPdf(unsigned, document, signing);
const codes = async (bytes: Uint8Array) =>
  (await checkSheet(bytes, keys)).reasons.map((one) => one.code);

test('签发的登记确认单查验为真，并读出登记码与查询码', async () => {
  const verdict = await checkSheet(sheet, keys);
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
});

test('机读凭证文件查验为真；改一字即不真', async () => {
  const file = credentialFile(credential);
  assert.equal((await checkSheet(Buffer.from(file), keys)).verdict, 'genuine');
  const altered = Buffer.from(file.replace('2029-03-02', '2039-03-02'));
  const verdict = await checkSheet(altered, keys);
  assert.equal(verdict.verdict, 'notGenuine');
  assert.equal(verdict.kind, 'credential');
  assert.equal(verdict.code, credential.payload.code);
  assert.equal(verdict.payload, null);
});

test('确认单任何一个字节被改，均查验不真', async () => {
  const step = 401;
  const signatureAt = sheet.lastIndexOf('/Contents <');
  const spots = Array.from({ length: Math.ceil(sheet.length / step) }, (_, index) => index * step);
  for (let near = signatureAt; near < signatureAt + 2500; near += 29) spots.push(near);
  for (const spot of spots) {
    const bytes = Buffer.from(sheet);
    bytes[spot] = (bytes[spot] ?? 0) ^ 1;
    assert.equal((await checkSheet(bytes, keys)).verdict, 'notGenuine', `byte ${spot}`);
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
  assert.deepEqual(await codes(signPdf(unsigned, stranger, signing)), ['foreignCertificate']);
  const forged = printer.pdf(signCredential(samplePayload(), other.credential), options).pdf;
  assert.deepEqual(await codes(signPdf(forged, document, signing)), ['unknownKey']);
  const elsewhere = samplePayload({
    registrar: { name: '重庆市登记机构', creditCode: '11500000MB1660860K' },
  });
  const mixed = printer.pdf(signCredential(elsewhere, keys.credential), options).pdf;
  assert.deepEqual(await codes(signPdf(mixed, document, signing)), ['foreignCertificate']);
});

test('不相干的文件与恶意文件：拒绝而不抛错', async () => {
  assert.deepEqual(await codes(Buffer.from('GIF89a')), ['notOurs']);
  assert.deepEqual(await codes(Buffer.alloc(0)), ['notOurs']);
  assert.deepEqual(await codes(Buffer.alloc(21 * 1024 * 1024, 0x7b)), ['notOurs']);
  assert.deepEqual(await codes(Buffer.from('{"a":')), ['notJson']);
  assert.deepEqual(await codes(Buffer.from('%PDF-1.7\n')), ['notSigned', 'noCredential']);
});

test('密钥首次启动时生成，再次启动沿用，权限仅限本人', () => {
  assert.deepEqual(keys.created.length, 4);
  const again = keysIn(home);
  assert.deepEqual(again.created, []);
  assert.deepEqual(again.trusted, keys.trusted);
  assert.deepEqual(again.documents.get(registrar.creditCode)?.certificate, document.certificate);
  for (const name of readdirSync(join(home, 'keys'))) {
    assert.equal(statSync(join(home, 'keys', name)).mode & 0o777, 0o600, name);
  }
  assert.equal(readdirSync(join(home, 'keys')).length, 4);
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
