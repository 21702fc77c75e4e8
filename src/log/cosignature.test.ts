import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, textOf, toHex } from './bytes.ts';
import {
  type CosignedSubtree,
  cosignatureMessage,
  parseTimestampedSignature,
  signedMessage,
  subtreeMessage,
  timestampedSignature,
} from './cosignature.ts';
import { nodeCheck } from './node-signatures.ts';
import { keyOf, REAL, SIGNERS } from './note.fixtures.ts';
import { parseNote } from './note.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const SOFA = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;

const part: CosignedSubtree = {
  cosigner: 'w',
  time: 0x0102_0304_0506,
  origin: 'log',
  start: 8,
  end: 13,
  hash: new Uint8Array(32).fill(0xee),
};

test('Ed25519和国密副署的原文与公开标准的例子一字不差', () => {
  const message = cosignatureMessage(SOFA, 1_679_315_147);
  assert.equal(
    textOf(message),
    'cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
  );
  for (const { key } of [SIGNERS.audit, SIGNERS.notary]) {
    assert.deepEqual(signedMessage(key, SOFA, 1_679_315_147), message);
  }
  for (const { key } of [SIGNERS.log, SIGNERS.logSm2]) {
    assert.equal(textOf(signedMessage(key, SOFA, 1_679_315_147) ?? message), SOFA);
  }
});

test('公开标准的副署行读出1679315147秒', () => {
  const line =
    'jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==';
  const bytes = fromBase64(line)?.slice(4) ?? new Uint8Array(0);
  const read = parseTimestampedSignature(bytes);
  assert.equal(read?.time, 1_679_315_147);
  assert.equal(read.signature.length, 64);
  assert.deepEqual(timestampedSignature(read.time, read.signature), bytes);
});

test('另一种实现给出的副署行，时间是1727964367秒', () => {
  // transparency-dev/formats, note/note_cosigv1_test.go
  const line =
    'ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==';
  const bytes = fromBase64(line)?.slice(4) ?? new Uint8Array(0);
  assert.equal(parseTimestampedSignature(bytes)?.time, 1_727_964_367);
});

test('时间超过2的53次方减1、没有签名的副署不读', () => {
  const last = timestampedSignature(Number.MAX_SAFE_INTEGER, new Uint8Array(1));
  assert.equal(parseTimestampedSignature(last)?.time, Number.MAX_SAFE_INTEGER);
  const beyond = Uint8Array.from(last);
  beyond[1] = 0x20;
  assert.equal(parseTimestampedSignature(beyond), undefined);
  assert.equal(parseTimestampedSignature(last.slice(0, 8)), undefined);
  assert.equal(parseTimestampedSignature(new Uint8Array(0)), undefined);
});

test('读时间不看前面的字节：从一段字节的中间读也一样', () => {
  const whole = new Uint8Array([9, 9, 9, 9, ...timestampedSignature(77, new Uint8Array([1, 2]))]);
  assert.deepEqual(parseTimestampedSignature(whole.subarray(4)), {
    time: 77,
    signature: new Uint8Array([1, 2]),
  });
});

test('ML-DSA副署的原文逐字节', () => {
  assert.equal(
    toHex(subtreeMessage(part) ?? new Uint8Array(0)),
    [
      '737562747265652f76310a00'.padEnd(24, '0'),
      '0177',
      '0000010203040506',
      '036c6f67',
      '0000000000000008',
      '000000000000000d',
      'ee'.repeat(32),
    ].join(''),
  );
  assert.deepEqual(
    signedMessage(SIGNERS.cac.key, SOFA, 5),
    subtreeMessage({
      cosigner: 'witness.example/cac',
      time: 5,
      origin: 'example.com/behind-the-sofa',
      start: 0,
      end: 20_852_163,
      hash: fromBase64(ROOT) ?? new Uint8Array(0),
    }),
  );
});

test('ML-DSA副署的名称一至二百五十五字节', () => {
  assert.ok(subtreeMessage({ ...part, cosigner: 'w'.repeat(255), origin: '市'.repeat(85) }));
  for (const bad of ['', 'w'.repeat(256), '市'.repeat(86)]) {
    assert.equal(subtreeMessage({ ...part, cosigner: bad }), undefined);
    assert.equal(subtreeMessage({ ...part, origin: bad }), undefined);
  }
  const long = SOFA.replace('example.com', 'x'.repeat(256));
  assert.equal(signedMessage(SIGNERS.cac.key, long, 5), undefined);
  assert.equal(signedMessage(SIGNERS.cac.key, 'no checkpoint\n', 5), undefined);
});

test('另一种实现对第八至十三条的副署验得过', async () => {
  const key = keyOf(REAL.subtreeKey);
  const [line] = parseNote(`text\n\n${REAL.subtree}`)?.signatures ?? [];
  assert.deepEqual(line?.keyId, key.keyId);
  const body = parseTimestampedSignature(line.bytes);
  const check = nodeCheck['ml-dsa-44'];
  assert.ok(body && check);
  const subtree = {
    cosigner: key.name,
    time: body.time,
    origin: 'example.com/log',
    start: 8,
    end: 13,
    hash: fromBase64('E7ERCtFloiK1fdb+B6/dLG0pM1nmIR0ETKBSauCjtVw=') ?? new Uint8Array(0),
  };
  const holds = (change: Partial<CosignedSubtree>): boolean | Promise<boolean> => {
    const message = subtreeMessage({ ...subtree, ...change });
    return message !== undefined && check(key.publicKey, message, body.signature);
  };
  assert.equal(await holds({}), true);
  for (const change of [
    { time: 1 },
    { start: 0 },
    { end: 14 },
    { start: 13, end: 8 },
    { origin: 'wrong origin' },
    { cosigner: 'witness.example/w2' },
    { hash: new Uint8Array(32) },
  ]) {
    assert.equal(await holds(change), false);
  }
});
