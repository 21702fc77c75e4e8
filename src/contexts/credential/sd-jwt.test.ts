import assert from 'node:assert/strict';
import { createPublicKey, hash, verify } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../base/json.ts';
import { decoded, encoded, fromBase64url } from './base64url.ts';
import { compact, disclosure, presentedIn, saltOf, signingInput } from './sd-jwt.ts';
import { flattened, general, issuerKey, moebius, printed, processed } from './sd-jwt.fixtures.ts';

const key = createPublicKey({ key: issuerKey, format: 'jwk' });
const es256 = (input: Uint8Array, signature: Uint8Array) =>
  verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature);

test('披露的写法与RFC 9901公布的例子逐字相同', () => {
  const { salt, name, value, tight, spaced, digest } = moebius;
  assert.equal(disclosure(salt, name, value), tight);
  assert.equal(hash('sha256', spaced, 'base64url'), digest);
  for (const [text, its] of printed) assert.equal(hash('sha256', text, 'base64url'), its);
});

test('RFC 9901公布的签名按本处的签名输入核验为真', () => {
  // The second signature of the general form is by a key that is not printed.
  for (const { protected: header, signature } of [flattened, general.signatures[0]]) {
    const value = fromBase64url(signature);
    assert.ok(value && es256(signingInput(header, general.payload), value));
    assert.ok(!es256(signingInput(header, `${general.payload}A`), value));
  }
});

test('按RFC 9901的步骤处理公布的例子，得出公布的内容', () => {
  const { header, payload, signature } = flattened;
  const jwt = [flattened.protected, payload, signature];
  const read = (disclosures: readonly string[]) =>
    processed(compact(jwt, disclosures), (_header, input, value) => es256(input, value));
  const { cnf, ...all } = read(header.disclosures);
  assert.ok(cnf);
  const open = { iss: 'https://issuer.example.com', iat: 1683000000, exp: 1883000000 };
  assert.deepEqual(all, {
    ...open,
    sub: 'john_doe_42',
    given_name: 'John',
    family_name: 'Doe',
    birthdate: '1940-01-01',
  });
  assert.deepEqual(read([]), { ...open, cnf });
  assert.throws(() => read([moebius.tight]), /not referenced/);
  assert.throws(() => read([...header.disclosures, header.disclosures[0] ?? '']), /twice/);
});

test('他人的SD-JWT不是登记凭证', () => {
  assert.equal(presentedIn(JSON.stringify(general)), 'notCredential');
  const jwt = [flattened.protected, flattened.payload, flattened.signature];
  const presented = presentedIn(compact(jwt, flattened.header.disclosures));
  assert.ok(typeof presented === 'object');
  assert.equal(decoded(presented.payload), undefined, 'not canonical JSON');
});

test('同一字节只有一种写法', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = encoded(JSON.parse(JSON.stringify(value)) as Json);
      assert.equal(encoded(decoded(text) ?? null), text);
      // The spare bits of the last character, a padding, a space: other texts of the same bytes.
      const last = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) ^ 1);
      for (const other of [last, `${text}=`, ` ${text}`, `${text}\n`]) {
        const read = decoded(other);
        assert.ok(read === undefined || encoded(read) === other);
      }
    }),
  );
  for (const wrong of ['{"a":1,"a":2}', '{ "a":1}', '{"b":1,"a":2}', '1.0', '"\\u0061"', '\ufeff1'])
    assert.equal(decoded(Buffer.from(wrong).toString('base64url')), undefined, wrong);
  for (const bytes of [[0x22, 0xff, 0x22], [0x22]])
    assert.equal(decoded(Buffer.from(bytes).toString('base64url')), undefined);
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  assert.equal(decoded(Buffer.from(deep).toString('base64url')), undefined);
});

test('盐不足128位属程序错误', () => {
  assert.throws(() => saltOf(new Uint8Array(15)), /16 random bytes/);
  assert.equal(saltOf(new Uint8Array(16)), 'A'.repeat(22));
});
