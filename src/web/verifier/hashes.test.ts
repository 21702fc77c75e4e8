import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex, utf8 } from '../../log/bytes.ts';
import { hmacSha256 } from './hmac.ts';
import { sha256 } from './sha256.ts';
import { sha512 } from './sha512.ts';
import { sm3 } from './sm3.ts';

const ours = { sha256, sha512, sm3 } as const;

test('SHA-256、SHA-512、SM3的标准示例一致', () => {
  // FIPS 180-2 appendices B.1 and C.1; GB/T 32905-2016 appendix A.
  assert.equal(
    toHex(sha256(utf8('abc'))),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  assert.match(
    toHex(sha512(utf8('abc'))),
    /^ddaf35a193617abacc417349ae204131.*454d4423643ce80e2a9ac94fa54ca49f$/,
  );
  assert.equal(
    toHex(sm3(utf8('abc'))),
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
});

for (const [name, digest] of Object.entries(ours)) {
  test(`任意内容的${name}与服务器所算一致，分组边界上的长度都不例外`, () => {
    for (let length = 0; length < 300; length += 1) {
      const bytes = new Uint8Array(length).fill(length);
      assert.equal(toHex(digest(bytes)), hash(name, bytes, 'hex'), `${length}`);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        assert.equal(toHex(digest(bytes)), hash(name, bytes, 'hex'));
      }),
    );
  });
}

test('承诺值所用的HMAC与服务器所算一致', () => {
  const key = fc.uint8Array({ maxLength: 64 });
  fc.assert(
    fc.property(key, fc.uint8Array({ maxLength: 400 }), (salt, bytes) => {
      const theirs = createHmac('sha256', salt).update(bytes).digest('hex');
      assert.equal(toHex(hmacSha256(salt, bytes)), theirs);
    }),
  );
  assert.throws(() => hmacSha256(new Uint8Array(65), new Uint8Array()), RangeError);
});
