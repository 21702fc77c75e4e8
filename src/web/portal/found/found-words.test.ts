import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { html } from 'hono/html';
import { excerpt, foundIn } from './found-words.ts';

const shown = (text: string, q: string): string => String(html`${foundIn(text, q)}`);

test('查到的词加亮：几个词、全角和大小写都认，其余照原样', () => {
  assert.equal(shown('养老服务核验接口', '养老'), '<mark>养老</mark>服务核验接口');
  assert.equal(shown('养老服务接口', ' 接口  养老 '), '<mark>养老</mark>服务<mark>接口</mark>');
  assert.equal(shown('ABC接口', 'ａｂｃ'), '<mark>ABC</mark>接口');
  assert.equal(shown('ＡＢＣ接口', 'abc'), '<mark>ＡＢＣ</mark>接口');
  assert.equal(shown('养老服务', '老服 养老'), '<mark>养老服</mark>务');
  assert.equal(shown('养老', ''), '养老');
  assert.equal(shown('养老', '婚姻'), '养老');
});

test('名称和词里的标记都转义，不会变成标签', () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const page = shown(`前${hostile}后`, hostile);
  assert.doesNotMatch(page, /<img/);
  assert.match(
    page,
    /<mark>&lt;img<\/mark> <mark>src=x<\/mark> <mark>onerror=alert\(1\)&gt;<\/mark>后/,
  );
  assert.equal(shown('a&b', '&'), 'a<mark>&amp;</mark>b');
});

test('任何名称、任何词：去掉加亮就是原文', () => {
  const words = fc.string({ unit: 'binary', maxLength: 30 });
  fc.assert(
    fc.property(words, words, (text, q) => {
      const plain = shown(text, q).replaceAll(/<\/?mark>/g, '');
      assert.equal(plain, String(html`${text}`));
    }),
    { numRuns: 200 },
  );
});

test('十万个字的名称也只读开头', () => {
  assert.ok(shown('养'.repeat(100_000), '养').length < 1200);
});

test('摘要取词所在的一段，两头有省略号，长度有上限', () => {
  const long = `${'一'.repeat(100)}养老${'二'.repeat(100)}`;
  assert.match(excerpt(long, '养老', 40), /^…一{10}养老二{28}…$/);
  assert.match(excerpt(long, '', 40), /^一{40}…$/);
  assert.equal(excerpt('短', '养老', 40), '短');
  assert.match(excerpt(`${'一'.repeat(60)}养老`, '养老', 40), /^….*养老$/);
});
