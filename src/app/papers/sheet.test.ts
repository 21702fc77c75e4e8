import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { credentialFile } from '../../contexts/credential/credential.ts';
import { drawable } from './font-coverage.ts';
import { pdfAttachments } from '../seals/pdf-attachment.ts';
import { sampleCredential as credential, sampleLog, samplePayload } from './sheet.fixtures.ts';
import { sheetText } from './sheet-text.ts';
import { sheetPrinter } from './sheet.ts';

const printer = sheetPrinter();
const options = { verifyUrl: 'https://dj.example.gov.cn/verify?code=27NB', demo: false };

/** The outlines that are really drawn, by glyph: what a reader sees, not what a search finds. */
function drawn(svg: string): Map<string, number> {
  const outline = new Map<string, string>();
  for (const [, id = '', path = ''] of svg.matchAll(
    /<symbol id="(g\w+)"[^>]*>\s*<path d="([^"]*)"/g,
  )) {
    outline.set(id, path);
  }
  const count = new Map<string, number>();
  for (const [, id = ''] of svg.matchAll(/<use xlink:href="#(g\w+)"/g)) {
    const path = outline.get(id) ?? '';
    if (/[lhvcq]/i.test(path.slice(1))) count.set(path, (count.get(path) ?? 0) + 1);
  }
  return count;
}

const total = (counts: Map<string, number>): number =>
  [...counts.values()].reduce((a, b) => a + b, 0);

test('确认单上的汉字确实画出：每多一字，多一个字形', () => {
  const none = total(drawn(printer.svg(credential({ dataName: '路' }), options)));
  const some = drawn(printer.svg(credential({ dataName: '路灯泊位医保社保' }), options));
  assert.equal(total(some) - none, 7);
});

test('字库收录的每个汉字画出来都不是空白，也不互相混同', () => {
  const level1 = Array.from({ length: 0xd7 - 0xb0 + 1 }, (_, row) =>
    Array.from({ length: 94 }, (_one, cell) => Uint8Array.from([0xb0 + row, 0xa1 + cell])),
  ).flat();
  const decoder = new TextDecoder('gbk');
  const characters = level1
    .map((pair) => decoder.decode(pair))
    .filter((one) => /^\p{Script=Han}$/u.test(one));
  assert.equal(characters.length, 3755);
  const before = drawn(printer.svg(credential({ dataName: '一' }), options));
  for (let from = 0; from < characters.length; from += 300) {
    const name = characters.slice(from, from + 300);
    const after = drawn(printer.svg(credential({ dataName: name.join('') }), options));
    assert.equal(total(after) - total(before), name.length - 1);
    assert.ok(after.size >= name.length, `${name[0]}…：有字形相同`);
  }
});

test('字库未收录的字以〓显示并加注，不留空白', () => {
  const sheet = printer.pdf(credential({ dataName: '𠮷野家\u202e用电' }), options);
  assert.equal(sheet.substituted, 2);
  assert.equal(printer.pdf(credential(), options).substituted, 0);
  assert.equal(drawable('a\n b\u0007𠮷', new Set([0x61, 0x20, 0x62])), 'a b〓〓');
});

test('登记主体名称中的排版命令只作文字', () => {
  const name = '#panic("x") #sys.inputs $x$ *b* _i_ @ref <tag> // \\ `raw` = 标题';
  const sheet = printer.pdf(credential({ dataName: name }), options);
  assert.ok(sheet.pdf.length > 10_000);
  const plain = total(drawn(printer.svg(credential({ dataName: 'x' }), options)));
  const shown = total(drawn(printer.svg(credential({ dataName: name }), options)));
  assert.equal(shown - plain, name.replaceAll(' ', '').length - 1);
});

test('两种文书、超长名称、演示水印都能排出，同一内容同一字节', () => {
  for (const kind of ['confirmation', 'certificate'] as const) {
    for (const dataName of ['短', '长'.repeat(300)]) {
      const one = credential({
        kind,
        dataName,
        registrant: { name: '名'.repeat(300), creditCode: 'X' },
      });
      const first = printer.pdf(one, { ...options, demo: true }).pdf;
      assert.equal(first.subarray(0, 5).toString(), '%PDF-');
      assert.deepEqual(printer.pdf(one, { ...options, demo: true }).pdf, first);
    }
  }
});

test('确认单附有机读凭证原文', () => {
  const one = credential();
  assert.deepEqual(pdfAttachments(printer.pdf(one, options).pdf), [credentialFile(one)]);
  assert.deepEqual(pdfAttachments(Buffer.from('/EmbeddedFile '.repeat(100_000))), []);
});

test('凭证带有存证证明的，另附证明原文，最大的证明也附得下', () => {
  for (const log of [
    sampleLog(),
    { ...sampleLog(65_535, 65_536), sm3: sampleLog(1, 65_536).proof },
  ]) {
    const one = credential({}, log);
    const { pdf } = printer.pdf(one, options);
    assert.deepEqual(pdfAttachments(pdf).sort(), [log.proof, credentialFile(one)].sort());
    assert.ok(pdf.includes('credential.tlog-proof'));
  }
  assert.equal(sheetText(samplePayload(), options).proof, null);
});

test('附件过多、过大、压缩炸弹：只读前几个，其余不理', () => {
  const object = (dictionary: string, body: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`1 0 obj\n<</Type/EmbeddedFile${dictionary}>>\nstream\n`),
      body,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
  const plain = object('', Buffer.from('{}'));
  assert.equal(pdfAttachments(Buffer.concat(Array.from({ length: 40 }, () => plain))).length, 8);
  const bomb = object('/Filter/FlateDecode', deflateSync(Buffer.alloc(8_000_000)));
  const bombs = Array.from({ length: 40 }, () => bomb);
  assert.deepEqual(pdfAttachments(Buffer.concat([plain, ...bombs, plain])), ['{}']);
  assert.deepEqual(pdfAttachments(object('', Buffer.alloc(600_000, 'x'))), []);
});

test('登记机构之外另有出具机构的，两家都写明，由出具机构落款；没有的不写', () => {
  const heir = { name: '继任登记机构', creditCode: '11110102MA000A020P' };
  const labels = (payload: ReturnType<typeof samplePayload>) =>
    sheetText(payload, options).rows.map(({ label }) => label);
  const payload = samplePayload({ issuedBy: heir, publicUrl: 'http://127.0.0.1' });
  const { rows, registrar } = sheetText(payload, options);
  const value = Object.fromEntries(rows.map((row) => [row.label, row.value]));
  assert.equal(value['登记机构'], '北京市公共数据资源登记机构（11110000MB1660860K）');
  assert.equal(value['出具机构'], '继任登记机构（11110102MA000A020P）');
  assert.equal(registrar, heir.name);
  assert.equal(payload.issuer, `urn:shuji:registrar:${heir.creditCode}`);
  assert.ok(!labels(samplePayload()).includes('出具机构'));
  assert.equal(sheetText(samplePayload(), options).registrar, '北京市公共数据资源登记机构');
});

test('单上写明最后有效日、赋码与签发日期、非权属证明', () => {
  const payload = samplePayload({ codedOn: '2026-02-27' });
  const { rows, statement, watermark } = sheetText(payload, { ...options, demo: true });
  const value = Object.fromEntries(rows.map((row) => [row.label, row.value]));
  assert.equal(value['最后有效日'], '2029年3月2日（含当日）');
  assert.equal(value['有效期起'], '2026年3月2日（自签发之日起）');
  assert.equal(value['赋码日期'], '2026年2月27日');
  assert.equal(value['签发日期'], '2026年3月2日');
  assert.match(statement.zh, /形式审核/);
  assert.match(statement.zh, /不是数据权属的证明/);
  assert.equal(watermark, '演示数据');
  assert.equal(sheetText(payload, options).watermark, null);
});
