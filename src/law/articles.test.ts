import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numeral, printedLabel } from './article.ts';
import { allTexts, articleById, citeLabel } from './articles.ts';

const numbered = (text: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${text}-${index + 1}`);
const parts = (id: string, ...ends: string[]): string[] => ends.map((end) => `${id}${end}`);

const required = [
  ...numbered('NAT-REG', 24),
  ...parts('NAT-REG-9', '(1)', '(2)', '(3)', '(4)'),
  ...numbered('BJ-REG', 27),
  ...parts('BJ-REG-3', '(1)', '(2)'),
  ...parts('BJ-REG-8', 'a', 'b', 'c', 'd', 'e'),
  ...parts('BJ-REG-10', '(1)', '(2)', '(3)', '(4)'),
  ...parts('BJ-REG-10(1)', '1', '2', '3', '4', '5', '6', '7', '8'),
  ...parts('BJ-REG-10(4)', '1', '2', '3', '4'),
  ...parts('BJ-REG-11', 'a', 'b', 'c'),
  ...parts('BJ-REG-12', 'a', 'b'),
  ...parts('BJ-REG-18', 'a', 'b'),
  ...parts('BJ-REG-20', '(1)', '(2)', '(3)', '(4)'),
  ...parts('BJ-REG-23', '(1)', '(2)', '(3)', '(4)', '(5)'),
  ...parts('BJ-REG-24', '(1)', '(2)', '(3)', '(4)'),
  ...numbered('CQ-REG', 28),
  ...parts('CQ-REG-3', '(1)', '(2)', '(3)', '(4)'),
  ...parts('CQ-REG-7', '(1)', '(2)', '(3)', '(4)', '(5)', '(6)'),
  ...parts('CQ-REG-22', '(1)', '(2)', '(3)', '(4)', '(5)'),
  ...parts('CQ-REG-23', '(1)', '(2)', '(3)', '(4)'),
];

test('三部规则的每一条、每一拆分项都在库中', () => {
  for (const id of required) assert.ok(articleById(id), id);
  assert.equal(articleById('BJ-REG-28'), undefined);
  assert.equal(articleById('CQ-REG-29'), undefined);
  assert.equal(articleById('NAT-REG-25'), undefined);
});

test('条号不重复，每条都有中英文摘要', () => {
  const ids = allTexts.flatMap((text) => text.articles.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  for (const text of allTexts) {
    for (const article of text.articles) {
      assert.ok(article.id.startsWith(`${text.id}-`), article.id);
      assert.match(article.summary.zh, /^[\p{Script=Han}\d].*。$/u, article.id);
      assert.match(article.summary.en, /^[A-Z].*\.$/, article.id);
      assert.ok(article.summary.zh.length <= 60, `${article.id} is a summary, not the text`);
      assert.match(
        article.kinds.join(' '),
        /^(SM|CK|MC|PM|PB|RP|IN|SE|OR)( (SM|CK|MC|PM|PB|RP|IN|SE|OR))*$/,
      );
    }
  }
});

test('重庆征求意见稿标为草案且没有施行日期，北京和国家标明施行日期', () => {
  const status = allTexts.map(({ id, status, effectiveFrom, effectiveTo }) => [
    id,
    status,
    effectiveFrom,
    effectiveTo,
  ]);
  assert.deepEqual(status, [
    ['NAT-REG', 'in-force', '2025-03-01', '2030-02-28'],
    ['BJ-REG', 'in-force', '2025-12-01', null],
    ['CQ-REG', 'draft', null, null],
  ]);
});

test('引用写成办事人员熟悉的样子', () => {
  assert.deepEqual(citeLabel('BJ-REG-11'), {
    zh: '《北京市公共数据资源登记管理实施细则》第十一条',
    en: 'Beijing registration rules art. 11',
  });
  assert.equal(
    citeLabel('BJ-REG-10(1)7').zh,
    '《北京市公共数据资源登记管理实施细则》第十条第（一）项第7目',
  );
  assert.equal(citeLabel('BJ-REG-18b').zh, '《北京市公共数据资源登记管理实施细则》第十八条');
  assert.equal(citeLabel('BJ-REG-7.2').zh, '《北京市公共数据资源登记管理实施细则》第七条第二款');
  assert.match(citeLabel('CQ-REG-18').zh, /征求意见稿/);
  assert.deepEqual(citeLabel('XX-1'), { zh: 'XX-1', en: 'XX-1' });
});

test('中文数字', () => {
  assert.deepEqual([1, 10, 11, 20, 27, 99].map(numeral), [
    '一',
    '十',
    '十一',
    '二十',
    '二十七',
    '九十九',
  ]);
  assert.throws(() => printedLabel('BJ-REG-'), /not an article id/);
});
