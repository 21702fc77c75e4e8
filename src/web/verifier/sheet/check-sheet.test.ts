import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { signPdf } from '../../../app/seals/pdf-sign.ts';
import { samplePayload } from '../../../app/papers/sheet.fixtures.ts';
import { sheetPrinter } from '../../../app/papers/sheet.ts';
import { sampleAuthority } from '../../../app/seals/timestamp.fixtures.ts';
import { selfSigned } from '../../../app/seals/x509.ts';
import type { CheckId, CheckState, Report } from '../report.ts';
import type { Trusted } from '../trust.ts';
import { city, credentialOf } from '../verifier.fixtures.ts';
import { checkSheet } from './check-sheet.ts';

const here = await city();
const { registrar } = samplePayload();
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const from = new Date('2026-01-01T00:00:00Z');
const certificate = selfSigned(registrar, privateKey, from, randomBytes(16));
const { authority, certificate: own } = sampleAuthority();
const trusted: Trusted = {
  ...here.trusted,
  certificates: new Map([[registrar.creditCode, certificate]]),
  timestamps: { own, others: [] },
};
const printed = sheetPrinter().pdf(credentialOf(here.log), {
  verifyUrl: 'https://dj.example.gov.cn/verify?code=1',
  demo: false,
}).pdf;
const signing = { name: registrar.name, reason: '签发', at: new Date('2026-03-02T01:00:00Z') };
const signedBy = (key: { privateKey: typeof privateKey; certificate: Buffer }) =>
  signPdf(printed, key, signing, authority);
const sheet = await signedBy({ privateKey, certificate });

const states = ({ checks }: Report): Partial<Record<CheckId, CheckState>> =>
  Object.fromEntries(checks.map(({ id, state }) => [id, state]));

test('签发的确认单：各项通过，自证时间戳如实标明', async () => {
  const report = await checkSheet(sheet, trusted);
  assert.equal(report.outcome, 'holds');
  assert.deepEqual(states(report), {
    code: 'pass',
    intact: 'pass',
    signature: 'pass',
    logged: 'pass',
    witnessed: 'pass',
    timestamp: 'caution',
    suites: 'pass',
  });
  const stamp = report.checks.find(({ id }) => id === 'timestamp');
  assert.equal(
    stamp?.sentence.zh,
    '2026-03-02 09:00:30（北京时间），自证时间戳，由本平台自行签发，不是第三方证明。',
  );
});

test('所信任的时间戳机构签发的算通过，不认识的说没有核验', async () => {
  const stamped = async (timestamps: Trusted['timestamps']) =>
    states(await checkSheet(sheet, { ...trusted, timestamps })).timestamp;
  assert.equal(await stamped({ own: new Uint8Array(), others: [own] }), 'pass');
  assert.equal(await stamped({ own: new Uint8Array(), others: null }), 'caution');
});

test('证书不是凭证所载登记机构的，不通过', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const forged = await signedBy({
    privateKey: other,
    certificate: selfSigned(registrar, other, from, randomBytes(16)),
  });
  const report = await checkSheet(forged, trusted);
  assert.equal(report.outcome, 'broken');
  assert.equal(states(report).signature, 'fail');
  const nobody = await checkSheet(sheet, { ...trusted, certificates: new Map() });
  assert.equal(states(nobody).signature, 'fail');
});

test('没有签名、签名之后又加内容、签了两次，都不通过', async () => {
  const twice = Buffer.concat([sheet, Buffer.from('\n/ByteRange [0 10 20 5]\n')]);
  for (const file of [
    printed,
    Buffer.concat([sheet, Buffer.from('\n')]),
    twice,
    sheet.subarray(0, -1),
  ]) {
    assert.equal((await checkSheet(file, trusted)).outcome, 'broken');
  }
});

test('任改一位：无论在正文、签名、证书还是时间戳里，都不通过', async () => {
  const room = sheet.lastIndexOf('/Contents <') + '/Contents <'.length;
  const end = sheet.indexOf('>', room);
  const outside = fc.nat(sheet.length - 1).filter((at) => at < room || at >= end);
  const check = async (at: number, bit: number): Promise<Report> =>
    checkSheet(Uint8Array.from(sheet).with(at, (sheet[at] ?? 0) ^ (1 << bit)), trusted);
  await fc.assert(
    fc.asyncProperty(outside, fc.nat(7), async (at, bit) => {
      assert.equal((await check(at, bit)).outcome, 'broken');
    }),
    { numRuns: 60 },
  );
  const digits = sheet.subarray(room, end).toString('latin1').replace(/0+$/, '').length;
  const inside = fc.nat(digits + 20).map((at) => at + room);
  await fc.assert(
    fc.asyncProperty(inside, fc.nat(3), async (at, bit) => {
      const changed = await check(at, bit);
      const stamp = changed.checks.find(({ id }) => id === 'timestamp')?.sentence.zh ?? '';
      // Where the name of an algorithm becomes another's, nobody can say whether the stamp holds.
      assert.ok(
        changed.outcome === 'broken' || /不能核对/.test(stamp),
        `${at - room} of ${digits}`,
      );
    }),
    { numRuns: 250 },
  );
});

test('任意字节冒充确认单，从不出错，从不通过', async () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        '/ByteRange [0 60 80 10]',
        '/ByteRange [0 9999999999 1 1]',
        '/Type /EmbeddedFile /Filter /FlateDecode /Length 40 >>\nstream\n',
        '/EmbeddedFile >> stream\n{"payload":"","signatures":[]}endstream',
        '<3080>',
        '<30820000>',
      ),
      fc.string({ maxLength: 40 }),
    ),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (parts) => {
      const file = Buffer.from(`%PDF-1.7\n${parts.join(' ')}`, 'latin1');
      assert.equal((await checkSheet(file, trusted)).outcome, 'broken');
    }),
  );
});
