import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bigrams, similarity, tsqueryOf, tsvectorOf } from './chinese-text.ts';

test('中文取相邻两字并保留位置，末字单列，外文按词小写', () => {
  assert.deepEqual(bigrams('公共数据API 2026'), [
    { term: '公共', position: 1 },
    { term: '共数', position: 2 },
    { term: '数据', position: 3 },
    { term: '据', position: 4 },
    { term: 'api', position: 5 },
    { term: '2026', position: 6 },
  ]);
});

test('全角与半角、标点与空白不影响', () => {
  assert.deepEqual(bigrams('ＧＢ／Ｔ，数据'), bigrams('gb/t 数据'));
  assert.deepEqual(bigrams('《》——！ \n'), []);
  assert.deepEqual(bigrams('⺀㈀'), bigrams('ᄀ'), '部首符号不是字');
});

test('粘贴带来的看不见的字符不影响：照样查到，照样算重名', () => {
  const pasted = '养\u200b老\u00ad服\ufeff务\u202e';
  assert.equal(tsqueryOf(pasted), tsqueryOf('养老服务'));
  assert.deepEqual(bigrams(pasted), bigrams('养老服务'));
  assert.equal(similarity(pasted, '养老服务'), 1);
  assert.equal(tsqueryOf('\u200b\u3164'), undefined);
});

test('扩展区汉字不会被切成两半', () => {
  assert.deepEqual(
    bigrams('𠮷野家').map((one) => one.term),
    ['𠮷野', '野家', '家'],
  );
});

test('写成检索向量，同一词的位置合并', () => {
  assert.equal(tsvectorOf('数据数据'), "'数据':1,3 '据数':2 '据':4");
  assert.equal(tsvectorOf(''), '');
});

test('检索式：连写的是短语，空格隔开的都要出现', () => {
  assert.equal(tsqueryOf('公共数据'), "('公共' <1> '共数' <1> '数据')");
  assert.equal(tsqueryOf('公交 站点'), "'公交' & '站点'");
  assert.equal(tsqueryOf('数据api'), "('数据' <2> 'api':*)");
  assert.equal(tsqueryOf('api数据'), "('api' <1> '数据')");
  assert.equal(tsqueryOf('数'), "'数':*");
  assert.equal(tsqueryOf('gb数'), "('gb' <1> '数':*)");
});

test('没有可检索内容时没有检索式', () => {
  for (const empty of ['', '   ', '！？——', "'", '\\', '&|!()', '\u0000', '\ud800']) {
    assert.equal(tsqueryOf(empty), undefined);
  }
});

test('注入的符号进不了检索式', () => {
  assert.equal(tsqueryOf("数据') | ('密"), "'数据' & '密':*");
  assert.equal(tsqueryOf("a'b\\c:*"), "('a' <1> 'b' <1> 'c':*)");
});

test('任何文本写出的向量与检索式都合乎语法', () => {
  const term = String.raw`'[\p{L}\p{N}\p{M}]+'`;
  const vector = new RegExp(String.raw`^(?:${term}:\d+(?:,\d+)*(?: |$))*$`, 'u');
  const operand = String.raw`${term}(?::\*)?`;
  const phrase = String.raw`(?:${operand}|\(${operand}(?: <\d+> ${operand})+\))`;
  const query = new RegExp(String.raw`^${phrase}(?: & ${phrase})*$`, 'u');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      assert.match(tsvectorOf(text), vector);
      const asked = tsqueryOf(text);
      if (asked !== undefined) assert.match(asked, query);
    }),
    { numRuns: 500 },
  );
});

test('任何一段连续的中文都能由其检索式在原文中找到', () => {
  const text = fc
    .array(fc.constantFrom(...'公共数据资源登记'), { minLength: 2, maxLength: 20 })
    .map((characters) => characters.join(''));
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
      const [from, to] = [a % whole.length, b % whole.length].toSorted((x, y) => x - y);
      const wanted = bigrams(whole.slice(from, (to ?? 0) + 2)).slice(0, -1);
      const found = new Set(bigrams(whole).map((one) => `${one.position} ${one.term}`));
      const shift = from ?? 0;
      for (const { term, position } of wanted) assert.ok(found.has(`${position + shift} ${term}`));
    }),
  );
});

test('过长的文本只读前四千字', () => {
  const terms = bigrams('数据'.repeat(100_000));
  assert.equal(terms.length, 4000);
  assert.ok(tsvectorOf('数'.repeat(100_000)).split(',').length <= 256);
  assert.ok((tsqueryOf('数据 '.repeat(10_000)) ?? '').split('&').length <= 64);
  assert.ok((bigrams('a'.repeat(10_000))[0]?.term.length ?? 0) <= 64);
  assert.ok(bigrams('\ufdfa'.repeat(4000)).length <= 4000);
});

test('相近的名称相似度高，无关的低', () => {
  assert.equal(similarity('北京市公交站点信息', '北京市公交站点信息'), 1);
  assert.equal(similarity('公交（站点）信息', '公交站点 信息'), 1);
  assert.ok(similarity('北京市公交站点信息', '北京市公交站点数据') > 0.7);
  assert.equal(similarity('公交站点', '医疗机构'), 0);
  assert.equal(similarity('', ''), 0);
  assert.equal(similarity('数', '数'), 1);
});

test('相似度对称，在零与一之间', () => {
  const name = fc.string({ unit: fc.constantFrom(...'公共数据资源ab ，') });
  fc.assert(
    fc.property(name, name, (a, b) => {
      const value = similarity(a, b);
      assert.ok(value >= 0 && value <= 1);
      assert.equal(value, similarity(b, a));
    }),
  );
});
