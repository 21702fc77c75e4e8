import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disposition } from './disposition.ts';

test('文件名里的引号、分号、换行、残缺字符都伤不到头部', () => {
  const hostile = `a';x="y"; filename=z.html\r\nset-cookie: a=b (1)*\ud800.txt`;
  const header = disposition('attachment', hostile);
  assert.match(header, /^attachment; filename\*=UTF-8''[\w.!~%-]+$/);
  const value = header.split("''")[1] ?? '';
  assert.equal(decodeURIComponent(value), hostile.replace('\ud800', '\ufffd'));
  assert.equal(
    disposition('inline', '养老.pdf'),
    "inline; filename*=UTF-8''%E5%85%BB%E8%80%81.pdf",
  );
});
