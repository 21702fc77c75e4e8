import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Refused } from '../../base/refusal.ts';
import { timeFrom } from '../time.ts';
import { CERTIFIED_FROM, imprintOf, sampleAuthority } from './timestamp.fixtures.ts';
import { readTimestamp } from './timestamp-read.ts';
import { openTimestamps } from './timestamps.ts';
import { selfSigned } from './x509.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuji-tsa-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const holder = { name: '数籍自证时间戳' };
const certificate = selfSigned(holder, privateKey, CERTIFIED_FROM, randomBytes(16), 'timestamps');
const time = timeFrom(() => Date.parse('2026-03-02T09:00:00+08:00'), 0);
const opened = (tsaUrl?: string, tsaCertificates?: string) =>
  openTimestamps({ tsaUrl, tsaCertificates }, { privateKey, certificate }, time, randomBytes);

test('未设时间戳服务：由本平台自签，时间取平台时钟（含演示时钟）', async () => {
  const { authority, own, trust } = opened();
  assert.equal(authority, own);
  assert.deepEqual(trust, { own: certificate, others: [] });
  assert.equal(time.moveTo(Date.parse('2027-01-04T10:00:00+08:00')), undefined);
  const stamp = readTimestamp(await authority.stamp(imprintOf('登记确认单', 'sha256')));
  assert.ok(stamp.holds);
  assert.equal(stamp.time.toISOString(), '2027-01-04T02:00:00.000Z');
});

test('设了时间戳服务：由它签发；给出证书者据以核验，未给者标为未核验', () => {
  const url = 'http://tsa.example.cn/';
  const unnamed = opened(url);
  assert.equal(unnamed.authority.name, 'tsa.example.cn');
  assert.equal(unnamed.trust.others, null);
  const others = [sampleAuthority().certificate, sampleAuthority().certificate];
  const path = join(folder, 'tsa.pem');
  const pem = others.map((der) => new X509Certificate(der).toString());
  writeFileSync(path, `某服务的证书\n${pem.join('\n')}`);
  assert.deepEqual(opened(url, path).trust.others, others);
  assert.deepEqual(opened(undefined, path).trust.others, others);
});

test('证书文件不存在、没有证书、证书损坏：拒绝启动并指明设置', () => {
  const empty = join(folder, 'empty.pem');
  writeFileSync(empty, 'x');
  const broken = join(folder, 'broken.pem');
  writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
  for (const path of [join(folder, 'none.pem'), empty, broken]) {
    assert.throws(
      () => opened(undefined, path),
      (error: unknown) =>
        error instanceof Refused &&
        error.refusal.code === 'TSA_CERTIFICATES_UNREADABLE' &&
        error.refusal.sentence.zh.includes('SHUJI_TSA_CERTIFICATES'),
    );
  }
});
