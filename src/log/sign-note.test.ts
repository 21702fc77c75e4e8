import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64Root, SIGNERS } from './note.fixtures.ts';
import { SCHEMES } from './note.ts';
import { type NoteSigner, signCheckpoint } from './sign-note.ts';

const TEXT = `log.example/city\n5\n${base64Root(7)}\n`;

test('签名带上名称和编号，副署在前八个字节写时间', async () => {
  for (const signer of Object.values(SIGNERS)) {
    const { name, keyId, bytes } = await signCheckpoint(TEXT, signer, 258);
    const { timed, signatureBytes } = SCHEMES[signer.key.scheme];
    assert.deepEqual([name, keyId], [signer.key.name, signer.key.keyId]);
    assert.equal(bytes.length, signatureBytes + (timed ? 8 : 0));
    if (timed) assert.deepEqual([...bytes.subarray(0, 8)], [0, 0, 0, 0, 0, 0, 1, 2]);
  }
});

test('不是日志头的不签，时间不对的不签', async () => {
  for (const signer of [SIGNERS.log, SIGNERS.audit, SIGNERS.cac]) {
    for (const text of ['', 'hello\n', TEXT.slice(0, -1), `${TEXT}\n`, TEXT.replace('5', '05')]) {
      await assert.rejects(signCheckpoint(text, signer, 1), /checkpoints only/);
    }
    for (const time of [-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
      await assert.rejects(signCheckpoint(TEXT, signer, time), /no time/);
    }
  }
});

test('远处的签名机可以慢答，自带状态也行；答错长度就报错', async () => {
  class Machine implements NoteSigner {
    readonly key = SIGNERS.notary.key;
    readonly inner = SIGNERS.notary;
    async sign(message: Uint8Array): Promise<Uint8Array> {
      await Promise.resolve();
      return this.inner.sign(message);
    }
  }
  assert.equal((await signCheckpoint(TEXT, new Machine(), 1)).bytes.length, 72);
  const der = { key: SIGNERS.notary.key, sign: () => new Uint8Array(71) };
  await assert.rejects(signCheckpoint(TEXT, der, 1), /answered 71 bytes, not 64/);
  const silent = { key: SIGNERS.log.key, sign: () => new Uint8Array(0) };
  await assert.rejects(signCheckpoint(TEXT, silent, 1), /answered 0 bytes/);
  const broken = { key: SIGNERS.log.key, sign: () => Promise.reject(new Error('offline')) };
  await assert.rejects(signCheckpoint(TEXT, broken, 1), /offline/);
});

test('签名机事后改自己的缓冲区，已签的不变', async () => {
  const buffer = new Uint8Array(64).fill(1);
  const { bytes } = await signCheckpoint(TEXT, { key: SIGNERS.log.key, sign: () => buffer }, 1);
  buffer.fill(2);
  assert.equal(bytes[0], 1);
});
