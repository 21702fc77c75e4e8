import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import { sm2 } from 'sm-crypto-v2';
import { compactOf, credentialFile } from '../../contexts/credential/credential.ts';
import { signingInput } from '../../contexts/credential/sd-jwt.ts';
import { processed } from '../../contexts/credential/sd-jwt.fixtures.ts';
import { verifyCredential } from '../../contexts/credential/verify-credential.ts';
import { credentialKeys, nodeVerifiers, signCredential } from './credential-sign.ts';
import { sampleLog, samplePayload } from './sheet.fixtures.ts';

const keys = {
  ed25519: generateKeyPairSync('ed25519').privateKey,
  sm2: sm2.generateKeyPairHex().privateKey,
};
const trusted = credentialKeys(keys);
const signed = signCredential(samplePayload(), keys);
const check = (file: string) => verifyCredential(file, trusted, nodeVerifiers);
const claims = (compact: string) =>
  processed(compact, (header, input, signature) => {
    assert.deepEqual(header, { alg: 'EdDSA', kid: trusted[0].keyId, typ: 'dc+sd-jwt' });
    return verify(null, input, createPublicKey(keys.ed25519), signature);
  });
/** The compact form with only the disclosures of these places. */
function showing(places: readonly number[], compact = compactOf(signed)): string {
  const [jwt, ...disclosures] = compact.split('~');
  return [jwt, ...places.map((place) => disclosures[place]), ''].join('~');
}

test('签发的机读凭证离线核验为真，两个签名俱在', async () => {
  assert.deepEqual(await check(`${credentialFile(signed)}\n`), {
    verdict: 'genuine',
    payload: signed.payload,
    signatures: ['EdDSA', 'SM2-SM3'],
    withheld: [],
  });
});

test('紧凑格式核验为真，结果写明只有一个签名', async () => {
  assert.deepEqual(await check(compactOf(signed)), {
    verdict: 'genuine',
    payload: signed.payload,
    signatures: ['EdDSA'],
    withheld: [],
  });
});

test('按RFC 9901的一般步骤处理紧凑格式：声明、期限、类型齐全', () => {
  const { publicUrl: _url, ...payload } = { publicUrl: '', ...signed.payload };
  const { issuer, statusUrl, ...fields } = payload;
  assert.deepEqual(claims(compactOf(signed)), {
    ...fields,
    iss: 'https://dj.example.gov.cn',
    vct: 'urn:shuji:credential:confirmation:1',
    status: { shuji_register: { uri: statusUrl } },
    // 2026-03-02 and the end of 2029-03-02, midnight at +08:00.
    iat: Date.parse('2026-03-01T16:00:00Z') / 1000,
    nbf: Date.parse('2026-03-01T16:00:00Z') / 1000,
    exp: Date.parse('2029-03-02T16:00:00Z') / 1000,
  });
  assert.equal(issuer, 'https://dj.example.gov.cn');
  assert.equal(
    statusUrl,
    'https://dj.example.gov.cn/api/public/verify?code=DJ-110000-Y-2026-0000123-1',
  );
});

test('持有人可略去名称、主体、行业、查询码、国家编码和存证，其余不可略去', async () => {
  const verdict = await check(showing([]));
  assert.ok(verdict.verdict === 'genuine');
  const withheld = ['dataName', 'industry', 'log', 'nationalCode', 'queryCode', 'registrant'];
  assert.deepEqual(verdict.withheld, withheld);
  const shown = Object.keys(signed.payload).filter((name) => !withheld.includes(name));
  assert.deepEqual(Object.keys(verdict.payload).sort(), shown.sort());
  for (const name of ['code', 'kind', 'validFrom', 'validTo', 'registrar', 'version', 'statement'])
    assert.ok(name in verdict.payload, name);
  const text = Buffer.from(showing([]).split('.')[1] ?? '', 'base64url').toString();
  for (const hidden of ['北京市大数据中心', '泊位', '27NB', 'I64', 'tlog'])
    assert.ok(!text.includes(hidden), hidden);
  const some = await check(showing([5, 0]));
  assert.ok(some.verdict === 'genuine');
  assert.deepEqual(some.withheld, ['industry', 'log', 'nationalCode', 'queryCode']);
  assert.equal(some.payload.dataName, signed.payload.dataName);
  assert.equal(claims(showing([5, 0]))['dataName'], signed.payload.dataName);
});

test('每次签发另用新盐，摘要各不相同，也不因内容相同而相同', () => {
  const again = signCredential(signed.payload, keys);
  const digests = [signed, again].flatMap(
    ({ jws }) =>
      (JSON.parse(Buffer.from(jws.payload, 'base64url').toString()) as { _sd: string[] })._sd,
  );
  assert.equal(new Set(digests).size, 12);
  assert.deepEqual(claims(compactOf(again)), claims(compactOf(signed)));
});

test('存证证明随凭证签名；最大的证明也装得下，再大即拒绝签发', async () => {
  const log = { ...sampleLog(65_535, 65_536), sm3: sampleLog(1, 65_536).proof };
  const proven = signCredential(samplePayload({}, log), keys);
  const file = credentialFile(proven);
  const verdict = await check(file);
  assert.ok(verdict.verdict === 'genuine', `${file.length}`);
  assert.deepEqual(verdict.payload.log, log);
  assert.deepEqual(claims(compactOf(proven))['log'], log);
  for (const wrong of [
    { ...log, entry: sampleLog(65_536).entry },
    { ...log, entry: `${log.entry}=` },
    { ...log, entry: 'QR' },
    { ...log, proof: `${log.proof}\n` },
    { ...log, proof: '链'.repeat(30_000) },
    { ...log, sm3: 'a\rb' },
    { ...log, sm3: '' },
  ])
    assert.throws(() => samplePayload({}, wrong));
});

test('没有https公开地址的，签发者以登记机构的信用代码表示', () => {
  const local = samplePayload({ publicUrl: 'http://127.0.0.1:8420' });
  assert.equal(local.issuer, 'urn:shuji:registrar:11110000MB1660860K');
  assert.match(local.statusUrl, /^http:\/\/127\.0\.0\.1:8420\/api\/public\/verify\?code=DJ-/);
  assert.equal(
    claims(compactOf(signCredential(samplePayload({ kind: 'certificate' }), keys)))['vct'],
    'urn:shuji:credential:certificate:1',
  );
  assert.throws(() => samplePayload({ publicUrl: 'javascript:alert(1)' }));
});

test('SM2签名使用通用标识1234567812345678，换标识即不符', () => {
  const [, second] = signed.jws.signatures;
  const message = signingInput(second.protected, signed.jws.payload);
  const value = Buffer.from(second.signature, 'base64url').toString('hex');
  const point = Buffer.from(trusted[1].publicKey).toString('hex');
  const holds = (userId: string) =>
    sm2.doVerifySignature(message, value, point, { hash: true, userId });
  assert.equal(holds('1234567812345678'), true);
  assert.equal(holds('ALICE123@YAHOO.COM'), false);
  const header = Buffer.from(second.protected, 'base64url').toString();
  assert.equal(header, `{"alg":"SM2-SM3","kid":"${trusted[1].keyId}","typ":"dc+sd-jwt"}`);
});
