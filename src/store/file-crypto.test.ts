import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  FRAME_BYTES,
  FileDamaged,
  HEADER_BYTES,
  TAG_BYTES,
  decryptFile,
  encryptFrames,
  fileKeys,
  sealHeader,
  storageKey,
} from './file-crypto.ts';
import { pieces } from './file.fixtures.ts';

const keys = fileKeys(Buffer.alloc(32, 7));
const KEY = 'a'.repeat(64);
const SEALED_FRAME = FRAME_BYTES + TAG_BYTES;

async function seal(plain: Buffer, key = KEY): Promise<Buffer> {
  const dataKey = randomBytes(32);
  const frames = await buffer(
    Readable.from([plain], { objectMode: false }).pipe(encryptFrames(dataKey)),
  );
  return Buffer.concat([sealHeader(keys, key, dataKey, randomBytes(12)), frames]);
}

async function open(sealed: Buffer, key = KEY, by = keys): Promise<Buffer> {
  return buffer(pieces(sealed, 70_001).compose(decryptFile(by, key)));
}

test('二十兆字节加密后解密，一个字节不差', async () => {
  const plain = randomBytes(20 * 1_048_576);
  const sealed = await seal(plain);
  assert.equal(sealed.length, HEADER_BYTES + plain.length + 320 * TAG_BYTES);
  assert.ok((await open(sealed)).equals(plain));
});

test('长度在一帧上下的文件都能还原，包括空文件', async () => {
  for (const size of [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 2 * FRAME_BYTES]) {
    const plain = randomBytes(size);
    assert.ok((await open(await seal(plain))).equals(plain), `${size}`);
  }
});

test('任何一位被改动都会被发现', async () => {
  const sealed = await seal(randomBytes(2 * FRAME_BYTES + 100));
  const position = fc.nat({ max: sealed.length - 1 });
  await fc.assert(
    fc.asyncProperty(position, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ (1 << bit);
      await assert.rejects(open(altered), FileDamaged);
    }),
    { numRuns: 60 },
  );
});

test('在任何位置截断都会被发现，包括正好截在帧的边界', async () => {
  const sealed = await seal(randomBytes(3 * FRAME_BYTES));
  const edges = [0, 1, 2].map((n) => HEADER_BYTES + n * SEALED_FRAME);
  const cut = fc.oneof(fc.nat({ max: sealed.length - 1 }), fc.constantFrom(...edges));
  await fc.assert(
    fc.asyncProperty(cut, async (at) => {
      await assert.rejects(open(sealed.subarray(0, at)), FileDamaged);
    }),
    { numRuns: 40 },
  );
});

test('帧的调换、重复、删除和续写都会被发现', async () => {
  const sealed = await seal(randomBytes(4 * FRAME_BYTES));
  const header = sealed.subarray(0, HEADER_BYTES);
  const frame = (n: number) =>
    sealed.subarray(HEADER_BYTES + n * SEALED_FRAME, HEADER_BYTES + (n + 1) * SEALED_FRAME);
  const order = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(order, async (frames) => {
      fc.pre(frames.join() !== '0,1,2,3');
      await assert.rejects(open(Buffer.concat([header, ...frames.map(frame)])), FileDamaged);
    }),
    { numRuns: 40 },
  );
  await assert.rejects(open(Buffer.concat([sealed, Buffer.alloc(1)])), FileDamaged);
});

test('换了主密钥或换了名字的文件打不开', async () => {
  const sealed = await seal(Buffer.from('登记材料'));
  await assert.rejects(open(sealed, KEY, fileKeys(Buffer.alloc(32, 8))), FileDamaged);
  await assert.rejects(open(sealed, 'b'.repeat(64)), FileDamaged);
});

test('存储名由主密钥决定，不泄露摘要；主密钥太短则拒绝', () => {
  const sha256 = Buffer.alloc(32, 1);
  const other = fileKeys(Buffer.alloc(32, 8));
  assert.match(storageKey(keys, sha256), /^[0-9a-f]{64}$/);
  assert.notEqual(storageKey(keys, sha256), storageKey(other, sha256));
  assert.throws(() => fileKeys(Buffer.alloc(31)), /shorter than 32/);
});
