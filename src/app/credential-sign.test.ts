import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { sm2 } from 'sm-crypto-v2';
import type { Json } from '../base/json.ts';
import { canonical } from '../base/canonical-json.ts';
import { credentialFile, signedBytes } from '../contexts/credential/credential.ts';
import { verifyCredential } from '../contexts/credential/verify-credential.ts';
import { credentialKeys, nodeVerifiers, signCredential } from './credential-sign.ts';
import { samplePayload } from './sheet.fixtures.ts';

const newKeys = () => ({
  ed25519: generateKeyPairSync('ed25519').privateKey,
  sm2: sm2.generateKeyPairHex().privateKey,
});
const keys = newKeys();
const trusted = credentialKeys(keys);
const signed = signCredential(samplePayload(), keys);
const file = credentialFile(signed);

const reasons = async (text: string, known = trusted) => {
  const verdict = await verifyCredential(text, known, nodeVerifiers);
  return verdict.verdict === 'genuine' ? [] : verdict.reasons.map((one) => one.code);
};

/** Every copy of the value with one leaf changed, with its path. */
function* changed(value: Json, path = ''): Generator<{ path: string; value: Json }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const one of changed(item, `${path}/${index}`)) {
        yield { path: one.path, value: value.with(index, one.value) };
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const one of changed(item ?? null, `${path}/${key}`)) {
        yield { path: one.path, value: { ...value, [key]: one.value } };
      }
    }
  } else if (typeof value === 'number') {
    yield { path, value: value + 1 };
  } else if (typeof value === 'string') {
    const last = value.charCodeAt(value.length - 1);
    yield { path, value: value.slice(0, -1) + String.fromCharCode(last ^ 1) };
    yield { path, value: `${value}1` };
  } else {
    yield { path, value: 'x' };
  }
}

test('签发的机读凭证离线核验为真', async () => {
  assert.deepEqual(await verifyCredential(`${file}\n`, trusted, nodeVerifiers), {
    verdict: 'genuine',
    payload: signed.payload,
  });
});

test('凭证任何一项被改动，核验为不真', async () => {
  const paths = new Set<string>();
  for (const one of changed(JSON.parse(file) as Json)) {
    paths.add(one.path);
    assert.notDeepEqual(await reasons(canonical(one.value)), [], one.path);
  }
  for (const field of [
    'code',
    'queryCode',
    'dataName',
    'validTo',
    'version',
    'registrant/name',
    'law/0',
  ]) {
    assert.ok(paths.has(`/payload/${field}`), field);
  }
});

test('缺项、增项、签名缺失或换序，均不真', async () => {
  const [first, second] = signed.signatures;
  const with_ = (value: unknown) => canonical(value as Json);
  const { nationalCode: _dropped, ...rest } = signed.payload;
  for (const wrong of [
    with_({ ...signed, payload: rest }),
    with_({ ...signed, payload: { ...signed.payload, note: '加盖' } }),
    with_({ ...signed, signatures: [first] }),
    with_({ ...signed, signatures: [first, first] }),
    with_({ ...signed, signatures: [second, first] }),
    with_({ ...signed, signatures: [first, second, second] }),
  ]) {
    assert.deepEqual(await reasons(wrong), ['notCredential']);
  }
});

test('别家密钥签发的凭证不真；冒用密钥编号亦不真', async () => {
  const others = newKeys();
  const forged = signCredential(signed.payload, others);
  assert.deepEqual(await reasons(credentialFile(forged)), ['unknownKey']);
  const [one, two] = forged.signatures;
  const posing = {
    ...forged,
    signatures: [
      { ...one, keyId: trusted[0].keyId },
      { ...two, keyId: trusted[1].keyId },
    ] as typeof forged.signatures,
  };
  assert.deepEqual(await reasons(credentialFile(posing)), ['badSignature']);
});

test('重复写入的成员、重新排版的文件、恶意输入，均不真', async () => {
  assert.deepEqual(await reasons(file.replace('"code":', '"code":"假码","code":')), [
    'notCanonical',
  ]);
  assert.deepEqual(await reasons(JSON.stringify(JSON.parse(file), null, 2)), ['notCanonical']);
  assert.deepEqual(await reasons('['.repeat(60_000)), ['notJson']);
  assert.deepEqual(await reasons('{"__proto__":{}}'), ['notCredential']);
  assert.deepEqual(await reasons('null'), ['notJson']);
  assert.deepEqual(await reasons('1'.repeat(70_000)), ['tooLarge']);
});

test('签名带用途前缀：对裸内容的签名不能冒充凭证签名', async () => {
  const bare = sign(null, Buffer.from(canonical(signed.payload)), keys.ed25519);
  const [first, second] = signed.signatures;
  const posing = {
    ...signed,
    signatures: [{ ...first, value: bare.toString('base64url') }, second],
  };
  assert.deepEqual(await reasons(canonical(posing satisfies Json)), ['badSignature']);
});

test('SM2签名使用通用标识1234567812345678，换标识即不符', () => {
  const message = signedBytes(signed.payload);
  const value = Buffer.from(signed.signatures[1].value, 'base64url').toString('hex');
  const point = Buffer.from(trusted[1].publicKey).toString('hex');
  const options = { hash: true };
  assert.equal(
    sm2.doVerifySignature(message, value, point, { ...options, userId: '1234567812345678' }),
    true,
  );
  assert.equal(
    sm2.doVerifySignature(message, value, point, { ...options, userId: 'ALICE123@YAHOO.COM' }),
    false,
  );
});
