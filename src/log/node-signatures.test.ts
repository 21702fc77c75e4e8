import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex, utf8 } from './bytes.ts';
import { nodeCheck, sm2Signer } from './node-signatures.ts';
import { seed, SIGNERS } from './note.fixtures.ts';
import {
  DEFAULT_ID,
  fromDer,
  hex32,
  ORDER,
  publicKeyOf,
  signSm2,
  toDer,
  verifyEcdsa,
  verifySm2,
  zValue,
} from './sm2.fixtures.ts';

const check = nodeCheck['sm2-sm3'];
assert.ok(check);
const MESSAGE = utf8('message digest');
const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

/** GM/T 0003.5-2012, the worked signature on the recommended curve. */
const SAMPLE = {
  d: 0x3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8n,
  k: 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n,
  x: '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
  y: 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  z: 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
};

test('国家标准的SM2例子：公钥、Z值、签名都对', () => {
  const publicKey = bytes(`04${SAMPLE.x}${SAMPLE.y}`);
  assert.deepEqual(sm2Signer(hex32(SAMPLE.d), 'a', 'sm2-sm3').key.publicKey, publicKey);
  assert.deepEqual(publicKeyOf(SAMPLE.d), publicKey);
  assert.equal(toHex(zValue(publicKey, DEFAULT_ID)), SAMPLE.z);
  const signature = bytes(SAMPLE.r + SAMPLE.s);
  assert.deepEqual(signSm2(MESSAGE, SAMPLE.d, SAMPLE.k), signature);
  assert.equal(check(publicKey, MESSAGE, signature), true);
  assert.equal(check(publicKey, utf8('message digesT'), signature), false);
});

test('另写的一份SM2与所用的库互相验得过', () => {
  const scalar = fc.bigInt({ min: 1n, max: (1n << 255n) - 1n });
  fc.assert(
    fc.property(scalar, scalar, fc.uint8Array({ maxLength: 200 }), (d, k, message) => {
      const signer = sm2Signer(hex32(d), 'a', 'sm2-sm3');
      const { publicKey } = signer.key;
      const ours = signer.sign(message) as Uint8Array;
      assert.equal(ours.length, 64);
      assert.equal(verifySm2(publicKey, message, ours), true);
      const theirs = signSm2(message, d, k);
      assert.equal(check(publicKey, message, theirs), true);
      const longer = new Uint8Array([...message, 0]);
      assert.equal(verifySm2(publicKey, longer, ours), false);
      assert.equal(check(publicKey, longer, theirs), false);
    }),
    { numRuns: 12 },
  );
});

test('SM2签名只认64字节，写成DER、多一字节、r或s出界都不认', () => {
  const { publicKey } = SIGNERS.logSm2.key;
  const good = signSm2(MESSAGE, BigInt(`0x${seed(3)}`), 12_345n);
  const r = toHex(good.subarray(0, 32));
  const s = toHex(good.subarray(32));
  assert.equal(check(publicKey, MESSAGE, good), true);
  const no = (signature: Uint8Array, key = publicKey): boolean => {
    try {
      return check(key, MESSAGE, signature) === false;
    } catch {
      return true;
    }
  };
  assert.ok(no(toDer(good)));
  assert.ok(no(new Uint8Array([...good, 0])));
  assert.ok(no(good.slice(0, 63)));
  assert.ok(no(bytes(`${r}00${s}`)), 's in 33 bytes');
  assert.ok(no(bytes(s + r)));
  assert.ok(no(bytes(hex32(0n) + s)));
  assert.ok(no(bytes(r + hex32(0n))));
  assert.ok(no(bytes(r + hex32(ORDER))));
  assert.ok(no(bytes(hex32(ORDER) + s)));
  assert.ok(no(bytes(r + hex32(ORDER - BigInt(`0x${r}`)))), 'r + s = n');
  assert.ok(no(new Uint8Array(64).fill(0xff)));
  const off = Uint8Array.from(publicKey);
  off[64] = (off[64] ?? 0) ^ 1;
  assert.ok(no(good, off), 'a point off the curve');
});

test('用户标识不是1234567812345678的SM2签名不认', () => {
  const d = BigInt(`0x${seed(3)}`);
  const { publicKey } = SIGNERS.logSm2.key;
  for (const id of ['', 'ALICE123@YAHOO.COM', '1234567812345677']) {
    const signature = signSm2(MESSAGE, d, 99n, id);
    assert.equal(verifySm2(publicKey, MESSAGE, signature, id), true);
    assert.equal(check(publicKey, MESSAGE, signature), false);
  }
});

test('SM2私钥写法不对就不收', () => {
  for (const hex of ['', '1234', `${seed(3)}00`, `${seed(3).slice(1)}g`]) {
    assert.throws(() => sm2Signer(hex, 'a', 'sm2-sm3'), /^Error: the key of a is no SM2 key$/);
  }
  for (const outside of [0n, ORDER, ORDER + 1n]) {
    assert.throws(() => sm2Signer(hex32(outside), 'a', 'sm2-sm3'), Error);
  }
});

test('Node的第一个陷阱：新生成的SM2密钥签出的其实是ECDSA', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65);
  const signature = fromDer(sign('sm3', MESSAGE, privateKey));
  assert.equal(verifyEcdsa(raw, MESSAGE, signature), true, 'plain ECDSA');
  for (const id of ['', DEFAULT_ID]) assert.equal(verifySm2(raw, MESSAGE, signature, id), false);
  assert.equal(check(raw, MESSAGE, signature), false);
});

test('Node的第二个陷阱：从PEM读回的SM2密钥用的是空的用户标识', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const [secret, open] = [createPrivateKey(pem), createPublicKey(pem)];
  const raw = open.export({ format: 'der', type: 'spki' }).subarray(-65);
  const signature = fromDer(sign('sm3', MESSAGE, secret));
  assert.equal(verifySm2(raw, MESSAGE, signature, ''), true, 'SM2 with an empty id');
  assert.equal(verifySm2(raw, MESSAGE, signature), false);
  assert.equal(check(raw, MESSAGE, signature), false);
  // RFC 5915: version 1, then the scalar in an octet string of 32.
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  const at = der.indexOf(Buffer.from([0x02, 0x01, 0x01, 0x04, 0x20])) + 5;
  const ours = sm2Signer(toHex(der.subarray(at, at + 32)), 'a', 'sm2-sm3').sign(MESSAGE);
  assert.ok(ours instanceof Uint8Array);
  assert.equal(check(raw, MESSAGE, ours), true);
  assert.equal(verify('sm3', MESSAGE, open, toDer(ours)), false, 'and refuses the customary id');
});

const OPENSSL = 'openssl';

/** Runs openssl in a folder of its own; the answer is what it wrote, or undefined if it failed. */
function openssl(folder: string, ...args: readonly string[]): Buffer | undefined {
  const done = spawnSync(OPENSSL, args, { cwd: folder, timeout: 20_000 });
  return done.status === 0 ? done.stdout : undefined;
}

function withOpenssl(t: TestContext, run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'sm2-'));
  try {
    if (openssl(folder, 'genpkey', '-algorithm', 'SM2', '-out', 'key.pem') === undefined) {
      t.skip('本机没有带SM2的openssl，这一项没有对照');
    } else {
      run(folder);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ID_OPTION = `distid:${DEFAULT_ID}`;

test('openssl签的SM2本系统验得过', (t) => {
  withOpenssl(t, (folder) => {
    writeFileSync(join(folder, 'message'), MESSAGE);
    const open = openssl(folder, 'pkey', '-in', 'key.pem', '-pubout', '-outform', 'DER');
    assert.ok(open);
    const raw = open.subarray(-65);
    const signed = (id: string): Uint8Array => {
      const how = ['-inkey', 'key.pem', '-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${id}`];
      const files = ['-in', 'message', '-out', 'signature'];
      assert.ok(openssl(folder, 'pkeyutl', '-sign', ...how, ...files));
      return fromDer(readFileSync(join(folder, 'signature')));
    };
    assert.equal(check(raw, MESSAGE, signed(DEFAULT_ID)), true);
    assert.equal(check(raw, MESSAGE, signed('somebody')), false);
  });
});

test('本系统签的SM2，openssl两种命令都验得过', (t) => {
  withOpenssl(t, (folder) => {
    const { publicKey } = SIGNERS.logSm2.key;
    const spki = `3059301306072a8648ce3d020106082a811ccf5501822d034200${toHex(publicKey)}`;
    writeFileSync(join(folder, 'open.der'), bytes(spki));
    assert.ok(
      openssl(folder, 'pkey', '-pubin', '-inform', 'DER', '-in', 'open.der', '-out', 'open.pem'),
    );
    const files = ['-sigfile', 'signature', '-in', 'message'];
    const how = ['-pubin', '-inkey', 'open.pem', '-rawin', '-digest', 'sm3', '-pkeyopt', ID_OPTION];
    const pkeyutl = (): boolean =>
      openssl(folder, 'pkeyutl', '-verify', ...how, ...files) !== undefined;
    const dgstHow = ['-sm3', '-verify', 'open.pem', '-sigopt', ID_OPTION];
    const dgst = (): boolean =>
      openssl(folder, 'dgst', ...dgstHow, '-signature', 'signature', 'message') !== undefined;
    writeFileSync(join(folder, 'message'), MESSAGE);
    writeFileSync(join(folder, 'signature'), toDer(SIGNERS.logSm2.sign(MESSAGE) as Uint8Array));
    assert.deepEqual([pkeyutl(), dgst()], [true, true]);
    writeFileSync(join(folder, 'message'), 'another message');
    assert.deepEqual([pkeyutl(), dgst()], [false, false]);
  });
});
