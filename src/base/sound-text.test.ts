import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSound, upTo, withoutUnseen } from './sound-text.ts';

test('看不见的、改变方向的、不成字的都不收：两个看着一样的名称不会其实不同', () => {
  const unseen = [
    '\u0000',
    '\u0085',
    '\u00ad',
    '\u061c',
    '\u180e',
    '\u200b',
    '\u200e',
    '\u2028',
    '\u202e',
    '\u2060',
    '\u2066',
    '\u3164',
    '\u2800',
    '\ufeff',
    '\uffa0',
    '\ufffe',
    '\u{e0041}',
    '\u{1ffff}',
  ];
  for (const sign of unseen) {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    assert.equal(isSound(`养${sign}老`), false, code);
    assert.deepEqual(withoutUnseen(`养${sign}老`), { text: '养老', taken: 1 }, code);
    assert.equal(withoutUnseen(sign.repeat(3)).text, '', code);
  }
  for (const half of ['\ud800', 'a\udc00b', '\udc00\ud800']) assert.equal(isSound(half), false);
});

test('叠成堆的附加符号、开头就附在前文上的不收；各种文字自己的照收', () => {
  assert.equal(isSound(`e${'\u0301'.repeat(9)}`), false);
  assert.equal(withoutUnseen(`e${'\u0301'.repeat(500)}x`).text, `e${'\u0301'.repeat(8)}x`);
  assert.deepEqual(withoutUnseen('\u0301养'), { text: '养', taken: 1 });
  const plain = ['第一行　全角\n第二行\t𠮷🚌', '葛\u{e0100}城', 'Việt Nam', 'བོད་ཡིག', 'ئۇيغۇر', ''];
  for (const said of plain) assert.ok(isSound(said), said);
  for (const said of plain) assert.ok(isSound(said.normalize('NFD')), said);
});

test('十万个字符也很快看完', () => {
  const began = performance.now();
  for (const sign of ['\u0301', '\u200b', '养', 'a\u0301'])
    withoutUnseen(sign.repeat(100_000 / sign.length));
  assert.ok(performance.now() - began < 1000);
});

test('截短的文字不在一个字的中间断开', () => {
  assert.equal(upTo('名𠮷尾', 2), '名');
  assert.equal(upTo('名𠮷尾', 3), '名𠮷');
  assert.equal(upTo('𠮷'.repeat(100), 99), '𠮷'.repeat(49));
  assert.equal(upTo('名', 5), '名');
  assert.equal(upTo('', 0), '');
});
