import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, test } from 'node:test';
import { pieces, refusedAs, samplePdf, samplePng } from './file.fixtures.ts';
import { createFolderStore } from './folder-store.ts';
import { cleanName, receiveFile } from './receive-file.ts';

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'shuji-receive-'));
after(() => fs.rm(folder, { recursive: true }));
const store = createFolderStore({ folder, master: randomBytes(32) });
const to = { store, limitBytes: 100_000 };

async function kept(): Promise<number> {
  const all = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).length;
}

test('收下一个 PDF：名称、大小、类型、两种摘要', async () => {
  const pdf = samplePdf();
  const received = await receiveFile(pieces(pdf), 'C:\\材料\\申请表.PDF', to);
  assert.equal(received.name, '申请表.PDF');
  assert.equal(received.size, pdf.length);
  assert.equal(received.type, 'application/pdf');
  assert.deepEqual(received.sha256, createHash('sha256').update(pdf).digest());
  assert.deepEqual(received.sm3, createHash('sm3').update(pdf).digest());
  assert.equal(await store.has(received.key), true);
});

test('SM3 摘要与国家标准示例一致', async () => {
  const { sm3 } = await receiveFile(pieces(Buffer.from('abc')), 'a.txt', to);
  assert.equal(
    sm3.toString('hex'),
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
});

test('正好等于上限的收下，多一个字节就在传完之前停下', async () => {
  const exact = await receiveFile(pieces(Buffer.alloc(100_000, 'a')), 'a.txt', to);
  assert.equal(exact.size, 100_000);
  const before = await kept();
  let sent = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        sent += 1_000;
        yield Buffer.alloc(1_000, 'a');
      }
    })(),
    { objectMode: false, highWaterMark: 1_000 },
  );
  await assert.rejects(receiveFile(endless, 'a.txt', to), refusedAs('FILE_TOO_LARGE', 'tooLarge'));
  assert.ok(sent < 400_000, `读了 ${sent} 字节`);
  assert.equal(endless.destroyed, true);
  assert.equal(await kept(), before);
});

test('空文件不收', async () => {
  await assert.rejects(receiveFile(pieces(Buffer.alloc(0)), 'a.pdf', to), refusedAs('FILE_EMPTY'));
});

test('内容与名称不符，看到开头就停下', async () => {
  const before = await kept();
  let sent = 0;
  const image = Readable.from(
    (function* () {
      yield samplePng();
      for (; sent < 900_000; sent += 1_000) yield Buffer.alloc(1_000);
    })(),
    { objectMode: false, highWaterMark: 1_000 },
  );
  const wide = { store, limitBytes: 1_000_000 };
  await assert.rejects(receiveFile(image, '批复.pdf', wide), refusedAs('FILE_TYPE_MISMATCH'));
  assert.ok(sent < 200_000, `读了 ${sent} 字节`);
  assert.equal(await kept(), before);
});

test('不在名单上的类型一个字节也不读', async () => {
  for (const name of [
    '包.zip',
    'x.exe',
    'x.html',
    'x.svg',
    'x.doc',
    '无扩展名',
    'x.pdf.exe',
    'x.',
  ]) {
    const source = pieces(samplePdf());
    await assert.rejects(receiveFile(source, name, to), refusedAs('FILE_TYPE_REFUSED'), name);
    assert.equal(source.destroyed, true);
  }
});

test('名称去掉路径、控制符和改变显示方向的字符', async () => {
  assert.equal(cleanName('../../申请\u0000表.pdf'), '申请表.pdf');
  assert.equal(cleanName('证明\u202Efdp.exe'), '证明fdp.exe');
  assert.equal(cleanName('\u3164证明\u2800.pdf'), '证明.pdf');
  assert.equal(cleanName(`证${'\u0301'.repeat(150)}明.pdf`), `证${'\u0301'.repeat(8)}明.pdf`);
  await assert.rejects(receiveFile(pieces(samplePdf()), ' \u200b', to), refusedAs('FILE_NAME'));
  await assert.rejects(
    receiveFile(pieces(samplePdf()), `${'长'.repeat(300)}.pdf`, to),
    refusedAs('FILE_NAME'),
  );
});

test('后续检查不通过则不保存', async () => {
  const before = await kept();
  const further = () => Promise.reject(new Error('带病毒'));
  await assert.rejects(receiveFile(pieces(samplePdf('新')), 'a.pdf', { ...to, further }), /带病毒/);
  assert.equal(await kept(), before);
});

test('上传中断按原因失败', async () => {
  const broken = Readable.from(
    (function* () {
      yield samplePdf();
      throw new Error('连接断开');
    })(),
    { objectMode: false },
  );
  await assert.rejects(receiveFile(broken, 'a.pdf', to), /连接断开/);
  const hungUp = new PassThrough();
  hungUp.write(samplePdf());
  const before = await kept();
  setImmediate(() => hungUp.destroy());
  await assert.rejects(receiveFile(hungUp, 'a.pdf', to), /Premature close/);
  assert.equal(await kept(), before);
});
