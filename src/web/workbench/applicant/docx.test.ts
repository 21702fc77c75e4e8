import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docxParts } from './docx.ts';

test('模板文件只有纸上的字：标记、控制字符不会变成格式', () => {
  const [types, rels, body] = docxParts('承诺书', ['甲<w:t>&\u0000乙', '一行\n二行']);
  assert.match(types?.input ?? '', /document\.main\+xml/);
  assert.match(rels?.input ?? '', /word\/document\.xml/);
  assert.match(body?.input ?? '', /甲&lt;w:t&gt;&amp;乙/);
  assert.match(body?.input ?? '', /一行<\/w:t><w:br\/><w:t xml:space="preserve">二行/);
});
