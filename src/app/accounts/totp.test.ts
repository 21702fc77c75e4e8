import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sealKeys } from '../../store/seal.ts';
import { base32, openFactor, otpauth, sealFactor, stepAt, totpAt, totpStep } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

test('与 RFC 6238 附录 B 的 SHA-1 向量一致', () => {
  const vectors: readonly (readonly [number, string])[] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ];
  for (const [seconds, code] of vectors) {
    assert.equal(totpAt(secret, stepAt(seconds * 1000), 8), code);
  }
});

test('与 RFC 4226 附录 D 的六位向量一致', () => {
  const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583'];
  codes.forEach((code, step) => assert.equal(totpAt(secret, step), code));
});

test('前后各一步内有效，再远无效', () => {
  const now = 1_800_000_000_000;
  const step = stepAt(now);
  for (const off of [-1, 0, 1]) {
    assert.equal(totpStep(secret, totpAt(secret, step + off), now, -1), step + off);
  }
  for (const off of [-2, 2]) {
    assert.equal(totpStep(secret, totpAt(secret, step + off), now, -1), undefined);
  }
});

test('同一步的验证码不得重复使用', () => {
  const now = 1_800_000_000_000;
  const used = totpStep(secret, totpAt(secret, stepAt(now)), now, -1);
  assert.ok(used !== undefined);
  assert.equal(totpStep(secret, totpAt(secret, stepAt(now)), now, used), undefined);
  assert.equal(totpStep(secret, totpAt(secret, stepAt(now) - 1), now, used), undefined);
});

test('不成形的验证码不予比对', () => {
  for (const code of ['', '12345', '1234567', '１２３４５６', '12345a', ' 287082', '287082\n']) {
    assert.equal(totpStep(secret, code, 59_000, -1), undefined, JSON.stringify(code));
  }
});

test('base32 与 RFC 4648 向量一致', () => {
  const vectors = { '': '', f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB' };
  for (const [plain, coded] of Object.entries(vectors)) {
    assert.equal(base32(Buffer.from(plain)), coded);
  }
  assert.equal(base32(secret), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  assert.match(
    otpauth('数籍', 'bj-shou-li', secret),
    /^otpauth:\/\/totp\/%E6%95%B0%E7%B1%8D:bj-shou-li\?/,
  );
});

test('密钥加密存放，换一个账户或主密钥就打不开', () => {
  const keys = sealKeys(Buffer.alloc(32, 7));
  const factor = { secret, confirmed: true, lastStep: 42 };
  const sealed = sealFactor(keys, 'a', factor);
  assert.deepEqual(openFactor(keys, 'a', sealed), factor);
  assert.ok(!sealed.includes(secret.toString('hex')));
  assert.throws(() => openFactor(keys, 'b', sealed));
  assert.throws(() => openFactor(sealKeys(Buffer.alloc(32, 8)), 'a', sealed));
});
