import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { Refused } from '../base/refusal.ts';
import type { FileKind } from './file-sniff.ts';
import {
  contentOf,
  refusedAs,
  sampleJpeg,
  samplePdf,
  samplePng,
  sampleZip,
} from './file.fixtures.ts';
import { inspectFile } from './inspect-file.ts';

const inspect = (bytes: Buffer | string, claimed: FileKind) =>
  inspectFile(contentOf(Buffer.from(bytes)), claimed);

const DOCX = [{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }];
const FOUR_GB = 0xffff_ffff;

test('各种真实类型按内容认出', async () => {
  const samples: [FileKind, Buffer | string][] = [
    ['pdf', samplePdf()],
    ['png', samplePng()],
    ['jpg', sampleJpeg()],
    ['docx', sampleZip(DOCX)],
    ['xlsx', sampleZip([{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }])],
    ['ofd', sampleZip([{ name: 'OFD.xml' }])],
    ['csv', '名称,数量\r\n充电桩,3\r\n'],
    ['txt', '说明'],
    ['json', '{"名称":"充电桩"}'],
  ];
  for (const [kind, bytes] of samples) assert.equal((await inspect(bytes, kind)).kind, kind);
});

test('PDF 带数字签名、扫描件、普通文件，分得清', async () => {
  const picture = '5 0 obj\n<</Subtype /Image/Filter/DCTDecode>>\nendobj';
  const signed = '6 0 obj\n<</Type/Sig/ByteRange [0 1 2 3]>>\nendobj';
  assert.equal((await inspect(samplePdf(signed), 'pdf')).signature, 'digital');
  assert.equal((await inspect(samplePdf(picture), 'pdf')).signature, 'scan');
  assert.equal(
    (await inspect(samplePdf(`${picture}<</Font<</F1 3 0 R>>>>`), 'pdf')).signature,
    'none',
  );
  assert.equal((await inspect(samplePng(), 'png')).signature, 'scan');
  const ofd = sampleZip([{ name: 'OFD.xml' }, { name: 'Doc_0/Signs/Signatures.xml' }]);
  assert.equal((await inspect(ofd, 'ofd')).signature, 'digital');
});

test('签名标记恰好被数据块切开也能发现', async () => {
  for (let pad = 980; pad < 1_020; pad += 1) {
    const pdf = samplePdf(`${' '.repeat(pad)}/ByteRange  [0 1 2 3]`);
    assert.equal((await inspect(pdf, 'pdf')).signature, 'digital');
  }
});

test('PNG 改名为 PDF：说明它自称什么、实际是什么', async () => {
  await assert.rejects(inspect(samplePng(), 'pdf'), (error: unknown) => {
    assert.ok(error instanceof Refused && error.refusal.code === 'FILE_TYPE_MISMATCH');
    assert.match(error.refusal.sentence.zh, /PDF 文件.*PNG 图片/);
    return true;
  });
});

test('网页、SVG、脚本、程序，换什么名字都不收', async () => {
  const html = '<!DOCTYPE html><script>alert(1)</script>\n%PDF-1.7';
  const svg = '<?xml version="1.0"?><svg onload="x()"/>';
  const exe = Buffer.from('4d5a900003000000', 'hex');
  for (const bytes of [html, `\ufeff  ${html}`, svg, '#!/bin/sh\nrm -rf /', exe]) {
    for (const claimed of ['pdf', 'txt', 'csv', 'png'] as const) {
      await assert.rejects(inspect(bytes, claimed), refusedAs('FILE_TYPE_MISMATCH'));
    }
  }
});

test('前面是 PDF 或图片、后面藏压缩包的拼接文件不收', async () => {
  const hidden = sampleZip([{ name: 'evil.exe' }]);
  await assert.rejects(
    inspect(Buffer.concat([samplePdf(), hidden]), 'pdf'),
    refusedAs('FILE_TYPE_MISMATCH'),
  );
  await assert.rejects(
    inspect(Buffer.concat([samplePng(), hidden]), 'png'),
    refusedAs('FILE_TYPE_MISMATCH'),
  );
});

test('加密的 PDF、加密的 Office、加密的压缩项：请去掉密码', async () => {
  const locked = refusedAs('FILE_ENCRYPTED');
  await assert.rejects(inspect(samplePdf('', '/Encrypt 5 0 R'), 'pdf'), locked);
  await assert.rejects(inspect(samplePdf('', '/#45ncrypt 5 0 R'), 'pdf'), locked);
  await assert.rejects(inspect(sampleZip([{ name: 'OFD.xml', flags: 1 }]), 'ofd'), locked);
  const cfb = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(5_000)]);
  const office = Buffer.concat([cfb, Buffer.from('EncryptedPackage', 'utf16le')]);
  await assert.rejects(inspect(office, 'docx'), locked);
  await assert.rejects(inspect(cfb, 'docx'), refusedAs('FILE_TYPE_MISMATCH'));
});

test('带脚本或会启动程序的 PDF：不收，写成转义的、藏在压缩对象里的也一样', async () => {
  const acts = refusedAs('FILE_ACTS');
  const packed = (inside: Buffer, filter = '/Filter/FlateDecode'): string =>
    `8 0 obj<</Type/ObjStm/N 1/First 4${filter}/Length 9>>stream\n${inside.toString('latin1')}\nendstream endobj\n`;
  const script = Buffer.from('7 0 <</S/JavaScript/JS(app.alert\\(1\\))>>');
  for (const inside of [
    '<</OpenAction<</S/JavaScript/JS(x)>>>>',
    '<</S/Java#53cript/JS(x)>>',
    '<</S/#4a#61vaScript/JS(x)>>',
    '<</AA<</O<</S /Launch/F(cmd.exe)>>>>>>',
  ])
    await assert.rejects(inspect(samplePdf(inside), 'pdf'), acts, inside);
  const flat = deflateSync(script);
  for (const inside of [flat, deflateSync(flat)])
    await assert.rejects(inspect(binaryPdf(packed(inside)), 'pdf'), acts);
  const long = deflateSync(Buffer.concat([randomBytes(300_000), script]));
  await assert.rejects(inspect(binaryPdf(packed(long)), 'pdf'), acts);
  const lost = packed(flat.subarray(0, -4));
  await assert.rejects(inspect(binaryPdf(lost), 'pdf'), refusedAs('FILE_MALFORMED'));
  const odd = packed(Buffer.from(script.toString('hex')), '/Filter/ASCIIHexDecode');
  await assert.rejects(inspect(binaryPdf(odd), 'pdf'), refusedAs('FILE_MALFORMED'));
  const burst = deflateSync(Buffer.alloc(40_000_000));
  await assert.rejects(inspect(binaryPdf(packed(burst)), 'pdf'), refusedAs('FILE_BOMB'));
});

test('照常的 PDF 收下：压缩对象、附件、网址链接、写着“脚本”二字的正文', async () => {
  const dictionary = deflateSync(Buffer.from('7 0 <</Type/Page/JS_Like(/Java)>>'));
  const packed = `8 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n${dictionary.toString('latin1')}\nendstream endobj`;
  for (const inside of [
    packed,
    '<</S/URI/URI(https://example.cn/)>>',
    '<</Type/EmbeddedFile>>',
    '(Java Script)',
  ])
    assert.equal((await inspect(binaryPdf(inside), 'pdf')).kind, 'pdf');
});

test('截断的 PDF、PNG、JPG、压缩目录：已损坏', async () => {
  const samples: [FileKind, Buffer][] = [
    ['pdf', samplePdf('x'.repeat(3_000))],
    ['png', samplePng()],
    ['jpg', sampleJpeg()],
    ['docx', sampleZip(DOCX)],
  ];
  for (const [kind, bytes] of samples) {
    for (const cut of [8, Math.floor(bytes.length / 2), bytes.length - 20]) {
      await assert.rejects(
        inspect(bytes.subarray(0, cut), kind),
        refusedAs('FILE_MALFORMED'),
        `${kind} ${cut}`,
      );
    }
  }
  const lost = Buffer.from(
    samplePdf()
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n3'),
    'latin1',
  );
  await assert.rejects(inspect(lost, 'pdf'), refusedAs('FILE_MALFORMED'));
});

test('自称 60000×60000 的图片：展开后过大', async () => {
  await assert.rejects(inspect(samplePng(60_000, 60_000), 'png'), refusedAs('FILE_BOMB'));
  await assert.rejects(inspect(sampleJpeg(60_000, 60_000), 'jpg'), refusedAs('FILE_BOMB'));
  assert.equal((await inspect(samplePng(10_000, 10_000), 'png')).kind, 'png');
});

test('压缩炸弹：自称 4 GB、压缩比异常、项目过多、互相重叠', async () => {
  const bomb = refusedAs('FILE_BOMB');
  await assert.rejects(
    inspect(sampleZip([...DOCX, { name: 'a', unpacked: FOUR_GB }]), 'docx'),
    bomb,
  );
  await assert.rejects(
    inspect(sampleZip([...DOCX, { name: 'a', unpacked: FOUR_GB - 1 }]), 'docx'),
    bomb,
  );
  await assert.rejects(
    inspect(sampleZip([...DOCX, { name: 'a', unpacked: 2_000_000 }]), 'docx'),
    bomb,
  );
  await assert.rejects(inspect(sampleZip(DOCX, 2_001), 'docx'), bomb);
  await assert.rejects(inspect(sampleZip([...DOCX, { name: 'a', offset: 0 }]), 'docx'), bomb);
});

test('压缩包里越出目录的文件名不收', async () => {
  for (const name of ['../x', 'a/../../x', '/etc/passwd', '..\\x', 'C:\\x', 'a\0b']) {
    await assert.rejects(
      inspect(sampleZip([...DOCX, { name }]), 'docx'),
      refusedAs('FILE_MALFORMED'),
    );
  }
});

test('普通压缩包、带宏的文档、Word 改名为 OFD：都不是所称的类型', async () => {
  const mismatch = refusedAs('FILE_TYPE_MISMATCH');
  await assert.rejects(inspect(sampleZip([{ name: 'a.txt' }]), 'docx'), mismatch);
  await assert.rejects(
    inspect(sampleZip([...DOCX, { name: 'word/vbaProject.bin' }]), 'docx'),
    mismatch,
  );
  await assert.rejects(inspect(sampleZip(DOCX), 'ofd'), mismatch);
  await assert.rejects(inspect(sampleZip(DOCX), 'pdf'), mismatch);
});

test('文本接受 UTF-8 和 GB18030，拒绝别的编码', async () => {
  const gb18030 = Buffer.from('cafdbeddb5c7bcc7', 'hex');
  assert.equal((await inspect(gb18030, 'csv')).kind, 'csv');
  const long = Buffer.from('数据登记'.repeat(2_000));
  assert.equal((await inspect(long, 'txt')).kind, 'txt');
  await assert.rejects(
    inspect(Buffer.from('c3ff80ffff20', 'hex'), 'txt'),
    refusedAs('FILE_TEXT_ENCODING'),
  );
  const late = Buffer.concat([Buffer.from('字'.repeat(5_000)), Buffer.from([0])]);
  await assert.rejects(inspect(late, 'txt'), refusedAs('FILE_TEXT_ENCODING'));
  await assert.rejects(inspect('不是数据', 'json'), refusedAs('FILE_TYPE_MISMATCH'));
});

/** With bytes in it as they are. */
function binaryPdf(inside: string): Buffer {
  const [head = '', tail = ''] = samplePdf('INSIDE').toString('latin1').split('INSIDE');
  const shifted = tail.replace(/startxref\n\d+/, `startxref\n${head.length + inside.length + 1}`);
  return Buffer.from(head + inside + shifted, 'latin1');
}
