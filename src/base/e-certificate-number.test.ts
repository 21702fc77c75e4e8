import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eCertificateNumber, parseECertificateNumber } from './e-certificate-number.ts';
import { isRefusal } from './refusal.ts';

const ROOT = '1.2.156.3005.2';
const SAMPLE = `${ROOT}.11100000000013338W011.11430000006122244L.20230000403.001.U`;
const PARTS = {
  type: '11100000000013338W011',
  issuer: '11430000006122244L',
  serial: '20230000403',
  version: '001',
};

function codeOf(value: unknown): string {
  return isRefusal(value) ? value.code : 'ok';
}

test('公开样例的证照标识能够生成，也能够读回', () => {
  assert.equal(eCertificateNumber(PARTS), SAMPLE);
  assert.deepEqual(parseECertificateNumber(SAMPLE), PARTS);
  const other = `${ROOT}.11100000000013338W009.11330105002500287C.2025052201.002.0`;
  assert.equal(codeOf(parseECertificateNumber(other)), 'ok');
});

test('校验码不符的退回', () => {
  assert.equal(
    codeOf(parseECertificateNumber(`${SAMPLE.slice(0, -1)}V`)),
    'CERTIFICATE_NUMBER_CHECK',
  );
  const changed = SAMPLE.replace('20230000403', '20230000404');
  assert.equal(codeOf(parseECertificateNumber(changed)), 'CERTIFICATE_NUMBER_CHECK');
});

test('格式不符的退回', () => {
  for (const bad of [
    '',
    SAMPLE.slice(ROOT.length + 1),
    SAMPLE.replace('1.2.156', '1.2.840'),
    `${SAMPLE}.`,
    SAMPLE.replace('.001.', '.1.'),
    SAMPLE.replace('20230000403', ''),
    SAMPLE.repeat(10_000),
  ]) {
    assert.equal(codeOf(parseECertificateNumber(bad)), 'CERTIFICATE_NUMBER_FORMAT');
  }
  const dotted = { ...PARTS, serial: '2023.0403' };
  assert.equal(codeOf(eCertificateNumber(dotted)), 'CERTIFICATE_NUMBER_FORMAT');
});

test('颁发机构或流水号填成公民身份号码的退回', () => {
  const personal = '11010519491231002X';
  for (const parts of [
    { ...PARTS, issuer: personal },
    { ...PARTS, serial: personal },
  ]) {
    assert.equal(codeOf(eCertificateNumber(parts)), 'CERTIFICATE_NUMBER_FORMAT');
  }
});
