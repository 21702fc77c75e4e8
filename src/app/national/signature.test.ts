import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { keyIdOf, publicKeyOf, rawKeyOf, signerOf, signRequest } from './signature.ts';
import { readSenders } from './senders.ts';

const pair = generateKeyPairSync('ed25519');
const raw = rawKeyOf(pair.publicKey);
const key = { privateKey: pair.privateKey, keyId: keyIdOf(raw) };
const known = new Map([[key.keyId, publicKeyOf(raw)]]);
const NOW = 1_772_000_000;
const request = {
  method: 'POST',
  authority: 'nda.example:8440',
  path: '/hand-overs',
  query: '?',
  body: Buffer.from('{"messages":[]}'),
};
const headers = signRequest(request, key, NOW);

test('签过的请求认得出是谁；公钥经由清单文件往返不变', () => {
  assert.equal(signerOf(request, headers, known, NOW), key.keyId);
  const { keys, registrars } = readSenders(
    `# 示例\n12110000MB1234567C ${raw.toString('base64')} # 北京\n\n12500000MB1234567X ${raw.toString('base64')}\n`,
  );
  assert.equal(signerOf(request, headers, keys, NOW), key.keyId);
  assert.deepEqual(registrars.get(key.keyId), ['12110000MB1234567C', '12500000MB1234567X']);
});

test('换了方法、地址、查询、内容、时间或者钥匙的，一律不认', () => {
  const others: Partial<typeof request>[] = [
    { method: 'GET' },
    { authority: 'other.example:8440' },
    { path: '/disowned' },
    { query: '?after=x' },
    { body: Buffer.from('{"messages":[1]}') },
  ];
  for (const other of others) {
    assert.equal(signerOf({ ...request, ...other }, headers, known, NOW), undefined);
  }
  assert.equal(signerOf(request, headers, known, NOW + 301), undefined);
  assert.equal(signerOf(request, headers, known, NOW - 301), undefined);
  assert.equal(signerOf(request, headers, new Map(), NOW), undefined);
  const other = generateKeyPairSync('ed25519');
  const forged = signRequest(request, { ...key, privateKey: other.privateKey }, NOW);
  assert.equal(signerOf(request, forged, known, NOW), undefined);
  for (const name of ['content-digest', 'signature-input', 'signature'] as const) {
    assert.equal(signerOf(request, { ...headers, [name]: undefined }, known, NOW), undefined);
    assert.equal(signerOf(request, { ...headers, [name]: 'x' }, known, NOW), undefined);
  }
  const later = headers['signature-input'].replace(String(NOW), String(NOW + 100));
  assert.equal(signerOf(request, { ...headers, 'signature-input': later }, known, NOW), undefined);
});

test('清单有误的，指出行号', () => {
  assert.throws(() => readSenders('\n12110000MB1234567C xyz\n'), /Line 2/);
});
