import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, sign } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { decoded, encoded } from '../../contexts/credential/base64url.ts';
import { compactOf, credentialFile } from '../../contexts/credential/credential.ts';
import type { SignedCredential } from '../../contexts/credential/credential.ts';
import { compact, protectedHeader, signingInput } from '../../contexts/credential/sd-jwt.ts';
import { verifyCredential } from '../../contexts/credential/verify-credential.ts';
import { credentialKeys, nodeVerifiers, signCredential } from './credential-sign.ts';
import { sampleLog, samplePayload } from './sheet.fixtures.ts';

const newKeys = () => ({
  ed25519: generateKeyPairSync('ed25519').privateKey,
  sm2: sm2.generateKeyPairHex().privateKey,
});
const keys = newKeys();
const trusted = credentialKeys(keys);
const signed = signCredential(samplePayload({}, sampleLog(40, 60)), keys);
const file = credentialFile(signed);
const { payload, signatures } = signed.jws;
const [first, second] = signatures;
const { disclosures } = first.header;

const reasons = async (text: string, known = trusted) => {
  const verdict = await verifyCredential(text, known, nodeVerifiers);
  return verdict.verdict === 'genuine' ? [] : verdict.reasons.map((one) => one.code);
};
const ofJws = (changes: JsonObject) => reasons(canonical({ ...signed.jws, ...changes }));
const telling = (told: readonly string[]) =>
  ofJws({ signatures: [{ ...first, header: { disclosures: told } }, second] });

/** The registrar's own key signs other claims or another header: what a careless office might do. */
function misused(claims: Json, header: string = first.protected): string {
  const body = encoded(claims);
  const value = sign(null, signingInput(header, body), keys.ed25519).toString('base64url');
  return compact([header, body, value], []);
}
const claims = decoded(payload) as JsonObject & { readonly _sd: readonly string[] };

test('凭证各处的字符被改动，核验为不真', async () => {
  for (const text of [file, compactOf(signed)]) {
    // Every fourth: each costs two signatures to check.
    for (let at = 0; at < text.length; at += 4) {
      const other = text.charAt(at) === 'A' ? 'B' : 'A';
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      assert.notDeepEqual(await reasons(changed), [], `${at} of ${text.slice(at - 9, at + 9)}`);
    }
  }
});

test('签名缺失、换序、重复、增项，均不真', async () => {
  const { header, ...bare } = first;
  for (const wrong of [
    [first],
    [first, first],
    [{ header, ...second }, bare],
    [first, second, second],
    [bare, second],
    [{ ...first, header: {} }, second],
    [{ ...first, header: { ...header, kb_jwt: 'a.b.c' } }, second],
    [first, { ...second, header }],
    [{ ...first, note: 'x' }, second],
  ])
    assert.deepEqual(await ofJws({ signatures: wrong }), ['notCredential']);
  assert.deepEqual(await ofJws({ note: '加盖' }), ['notCredential']);
  // Each signature on its own has to hold, in its own place.
  const swapped = [
    { ...first, protected: second.protected, signature: second.signature },
    { protected: first.protected, signature: first.signature },
  ];
  assert.deepEqual(await ofJws({ signatures: swapped }), ['notCredential']);
  const [one, two] = signCredential(signed.payload, keys).jws.signatures;
  const others = [
    [{ ...first, signature: one.signature }, second],
    [first, { ...second, signature: two.signature }],
  ];
  for (const wrong of others)
    assert.deepEqual(await ofJws({ signatures: wrong }), ['badSignature']);
});

test('披露缺少、换序、重复、改动、来自另一份凭证，均不真', async () => {
  assert.deepEqual(await telling(disclosures.slice(1)), ['incomplete']);
  assert.deepEqual(await telling([]), ['incomplete']);
  assert.deepEqual(await telling(disclosures.toReversed()), ['notCanonical']);
  const repeated = disclosures.with(1, disclosures[0] ?? '');
  assert.deepEqual(await telling(repeated), ['badDisclosure']);
  assert.deepEqual(await telling([...disclosures, disclosures[0] ?? '']), ['notCredential']);
  const [salt] = decoded(disclosures[0] ?? '') as [string];
  for (const forged of [
    [salt, 'dataName', '另一个名称'],
    [salt, 'dataName'],
    [salt, '_sd', ['x']],
    [salt, 'validTo', '2039-03-02'],
    ['AAAA', 'dataName', signed.payload.dataName],
    [salt, 'dataName', { name: '嵌套' }],
    { 0: salt, 1: 'dataName', 2: 'x', length: 3 },
  ])
    assert.deepEqual(await telling(disclosures.with(0, encoded(forged))), ['badDisclosure']);
  const other = signCredential(signed.payload, keys).jws.signatures[0].header.disclosures;
  assert.deepEqual(await telling(other), ['badDisclosure']);
  // In the compact form nothing may be added either, only left out.
  const jwt = [first.protected, payload, first.signature];
  assert.deepEqual(await reasons(compact(jwt, disclosures.toReversed())), []);
  assert.deepEqual(await reasons(compact(jwt, repeated)), ['badDisclosure']);
  assert.deepEqual(await reasons(compact(jwt, other)), ['badDisclosure']);
});

test('别家密钥签发的凭证不真；冒用密钥编号亦不真', async () => {
  const forged = signCredential(signed.payload, newKeys());
  assert.deepEqual(await reasons(credentialFile(forged)), ['unknownKey']);
  assert.deepEqual(await reasons(compactOf(forged)), ['unknownKey']);
  const [one, two] = forged.jws.signatures;
  const posing: SignedCredential['jws'] = {
    ...forged.jws,
    signatures: [
      { ...one, protected: first.protected },
      { ...two, protected: second.protected },
    ],
  };
  assert.deepEqual(await reasons(canonical(posing)), ['badSignature']);
});

test('签名头写明的算法、类型、密钥须分毫不差', async () => {
  const kid = trusted[0].keyId;
  for (const header of [
    { alg: 'none', kid, typ: 'dc+sd-jwt' },
    { alg: 'Ed25519', kid, typ: 'dc+sd-jwt' },
    { alg: 'SM2-SM3', kid, typ: 'dc+sd-jwt' },
    { alg: 'EdDSA', kid, typ: 'vc+sd-jwt' },
    { alg: 'EdDSA', kid },
    { alg: 'EdDSA', typ: 'dc+sd-jwt' },
    { alg: 'EdDSA', kid, typ: 'dc+sd-jwt', crit: ['b64'], b64: false },
    { alg: 'EdDSA', kid, typ: 'dc+sd-jwt', jwk: { kty: 'OKP' } },
  ])
    assert.deepEqual(await reasons(misused(claims, encoded(header))), ['notCredential']);
  const spaced = Buffer.from(`{"alg":"EdDSA","kid":"${kid}", "typ":"dc+sd-jwt"}`);
  assert.deepEqual(await reasons(misused(claims, spaced.toString('base64url'))), ['notCredential']);
  const crossed = protectedHeader('EdDSA', trusted[1].keyId);
  assert.deepEqual(await reasons(misused(claims, crossed)), ['unknownKey']);
  assert.deepEqual(await reasons(misused(claims)), []);
});

test('即便由登记机构的密钥签名，声明不合格式、前后矛盾的也不真', async () => {
  const { statement: _statement, ...rest } = claims;
  const { _sd: digests } = claims;
  for (const wrong of [
    rest,
    { ...claims, note: '加盖' },
    { ...claims, dataName: '明写的名称' },
    { ...claims, issuer: 'https://elsewhere.example' },
    { ...claims, exp: Number(claims['exp']) + 1 },
    { ...claims, nbf: 0 },
    { ...claims, validTo: '2039-03-02' },
    { ...claims, validTo: '2029-02-30' },
    { ...claims, kind: 'certificate' },
    { ...claims, vct: 'urn:shuji:credential:confirmation:2' },
    { ...claims, status: { status_list: { idx: 0, uri: 'https://x.example' } } },
    { ...claims, iss: 'http://dj.example.gov.cn' },
    { ...claims, _sd_alg: 'sha-512' },
    { ...claims, _sd: digests.toReversed() },
    { ...claims, _sd: digests.slice(1) },
    { ...claims, _sd: digests.with(1, digests[0] ?? '') },
    { ...claims, _sd: [...digests, hash('sha256', 'decoy', 'base64url')].sort() },
    { ...claims, registrar: { name: '甲', creditCode: 'X', _sd: [] } },
    { ...claims, law: [{ '...': digests[0] ?? '' }] },
    null,
    [],
  ])
    assert.deepEqual(await reasons(misused(wrong)), ['notCredential'], canonical(wrong));
});

test('重复写入的成员、重新排版的文件、密钥绑定，均不真', async () => {
  assert.deepEqual(await reasons(file.replace('"payload":', '"payload":"e30","payload":')), [
    'notCanonical',
  ]);
  assert.deepEqual(await reasons(JSON.stringify(JSON.parse(file), null, 2)), ['notCanonical']);
  const jwt = compactOf(signed);
  for (const wrong of [
    jwt.slice(0, -1),
    `${jwt}eyJhbGciOiJFZERTQSJ9.e30.AA`,
    `${jwt}~`,
    jwt.replace('~', '~~'),
    jwt.replace('.', '..'),
    `${jwt.split('~')[0]}.AA~`,
    'eyJ~',
  ])
    assert.deepEqual(await reasons(wrong), ['notCredential'], wrong.slice(-60));
});

test('恶意输入得到结论而不抛错', async () => {
  assert.deepEqual(await reasons('['.repeat(60_000)), ['notJson']);
  assert.deepEqual(await reasons('{"a":'.repeat(60_000)), ['notJson']);
  assert.deepEqual(await reasons('{"__proto__":{}}'), ['notCredential']);
  assert.deepEqual(await reasons('null'), ['notJson']);
  assert.deepEqual(await reasons(''), ['notJson']);
  assert.deepEqual(await reasons(`eyJ${'~'.repeat(500_000)}`), ['notCredential']);
  assert.deepEqual(await reasons(`eyJ${'.'.repeat(500_000)}~`), ['notCredential']);
  assert.deepEqual(await reasons('1'.repeat(525_000)), ['tooLarge']);
  const pieces = fc.constantFrom('{', '}', '"', '~', '.', 'eyJ', 'e30', payload, ...disclosures);
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 9 }), async (parts) => {
      assert.notDeepEqual(await reasons(parts.join('')), []);
    }),
  );
  const failing = { ...nodeVerifiers, Ed25519: () => Promise.reject(new Error('no such key')) };
  const verdict = await verifyCredential(file, trusted, failing);
  assert.ok(verdict.verdict === 'notGenuine');
});
