import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { fromHex, toHex, utf8 } from '../../log/bytes.ts';
import { ed25519Verifies } from './ed25519.ts';
import { nativeVerifies } from './native.ts';
import { p256Verifies } from './p256.ts';
import { sha256 } from './sha256.ts';
import { sm2Verifies } from './sm2.ts';

type Verifies = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
interface Scheme {
  readonly verifies: Verifies;
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? assert.fail();

function ed25519(): Scheme {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    verifies: ed25519Verifies,
    publicKey: raw,
    sign: (message) => sign(null, message, privateKey),
  };
}

function p256(): Scheme {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    verifies: (key, message, signature) => p256Verifies(key, sha256(message), signature),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-65),
    sign: (message) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

function sm2Scheme(): Scheme {
  const pair = sm2.generateKeyPairHex();
  const options = { hash: true, userId: '1234567812345678', publicKey: pair.publicKey } as const;
  return {
    verifies: sm2Verifies,
    publicKey: bytes(pair.publicKey),
    sign: (message) => bytes(sm2.doSignature(message, pair.privateKey, options)),
  };
}

for (const [name, make] of Object.entries({ Ed25519: ed25519, 'P-256': p256, SM2: sm2Scheme })) {
  describe(`浏览器核对${name}签名`, () => {
    it('别的实现所签的都核对得出', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
          const { verifies, publicKey, sign: signs } = make();
          assert.ok(verifies(publicKey, message, signs(message)));
        }),
        { numRuns: 25 },
      );
    });

    it('公钥、内容、签名任改一位都不通过', () => {
      const { verifies, publicKey, sign: signs } = make();
      const message = utf8('log.example/city\n7\n');
      const signature = signs(message);
      const parts = [publicKey, message, signature] as const;
      fc.assert(
        fc.property(fc.nat(2), fc.nat(), fc.nat(7), (which, place, bit) => {
          const changed = parts.map((part) => Uint8Array.from(part));
          const part = changed[which] ?? assert.fail();
          const at = place % part.length;
          part[at] = (part[at] ?? 0) ^ (1 << bit);
          const [key = part, text = part, signed = part] = changed;
          assert.equal(verifies(key, text, signed), false);
        }),
        { numRuns: 60 },
      );
    });

    it('长度不对、全零、全一的签名和公钥不通过，也不出错', () => {
      const { verifies, publicKey, sign: signs } = make();
      const message = utf8('x');
      const strange = [0, 1, 32, 63, 64, 65, 66, 2420].flatMap((length) =>
        [0, 0xff].map((byte) => new Uint8Array(length).fill(byte)),
      );
      for (const one of strange) {
        assert.equal(verifies(publicKey, message, one), false);
        assert.equal(verifies(one, message, signs(message)), false);
      }
    });
  });
}

/** RFC 8032 §7.1, tests 1 and 2; RFC 6979 A.2.5, "sample"; GM/T 0003.5-2012, the worked signature. */
const PUBLISHED: readonly (readonly [Verifies, string, string, string])[] = [
  [
    ed25519Verifies,
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    ed25519Verifies,
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    (key, message, signature) => p256Verifies(key, sha256(message), signature),
    '0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
    toHex(utf8('sample')),
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  ],
  [
    sm2Verifies,
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    toHex(utf8('message digest')),
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  ],
];

it('公开的标准示例都通过', () => {
  for (const [verifies, key, message, signature] of PUBLISHED) {
    assert.ok(verifies(bytes(key), bytes(message), bytes(signature)), signature);
  }
});

it('自带的Ed25519与浏览器的结论一致', async () => {
  const seed = createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${'07'.repeat(32)}`, 'hex'),
    format: 'der',
    type: 'pkcs8',
  });
  const key = createPublicKey(seed).export({ format: 'der', type: 'spki' }).subarray(-32);
  const message = utf8('same');
  const genuine = sign(null, message, seed);
  const forged = Uint8Array.from(genuine).with(40, (genuine[40] ?? 0) ^ 1);
  const name = { name: 'Ed25519' };
  for (const signature of [genuine, forged]) {
    const native = await nativeVerifies('raw', name, name, key, message, signature);
    assert.equal(ed25519Verifies(key, message, signature), native);
  }
});
