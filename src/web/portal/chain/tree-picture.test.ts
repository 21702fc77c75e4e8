import assert from 'node:assert/strict';
import { test } from 'node:test';
import { svg } from '../svg.ts';
import { foldsOf, treePicture } from './tree-picture.ts';

const root = new Uint8Array(32).fill(0x5e);
const countsIn = (size: number): readonly string[] =>
  treePicture(size, root).shapes.flatMap(({ at, words }) =>
    String(at['class']).startsWith('count') ? (words ?? []) : [],
  );

test('树由满子树从大到小排成，最右是最新一条，加起来正好是全部', () => {
  for (const size of [1, 2, 3, 7, 8, 489, 2 ** 20, 2 ** 40, 2 ** 40 - 1]) {
    const folds = foldsOf(size);
    assert.equal(
      folds.reduce((sum, { count }) => sum + count, 0),
      size,
    );
    assert.ok(folds.every(({ count }) => Number.isInteger(Math.log2(count))));
    let next = 0;
    for (const { start, count } of folds) {
      assert.equal(start, next);
      next += count;
    }
    assert.equal(folds.at(-1)?.count, 1);
  }
});

test('各种大小画出的条数：小树全画，大树收起中间', () => {
  assert.deepEqual(countsIn(1), ['1']);
  assert.deepEqual(countsIn(2), ['1', '1']);
  assert.deepEqual(countsIn(3), ['2', '1']);
  assert.deepEqual(countsIn(7), ['4', '2', '1']);
  assert.deepEqual(countsIn(8), ['4', '2', '1', '1']);
  assert.deepEqual(countsIn(489), ['256', '128', '64', '32', '8', '1']);
  assert.deepEqual(countsIn(2 ** 20), ['2¹⁹', '2¹⁸', '2¹⁷', '2', '1', '1']);
  assert.deepEqual(countsIn(2 ** 40), ['2³⁹', '2³⁸', '2³⁷', '2', '1', '1']);
});

test('空树说明第一条会在哪里；每幅图都有文字说明，图形不出画框', () => {
  assert.match(treePicture(0, null).told.zh, /空的/);
  for (const size of [0, 1, 2, 3, 7, 8, 13, 10_000, 2 ** 20, 2 ** 40, 2 ** 53 - 1]) {
    const { width, height, shapes, told } = treePicture(size, root);
    assert.ok(told.zh.length > 10 && told.en.length > 10);
    for (const { at } of shapes) {
      const [x, y] = [Number(at['cx'] ?? at['x'] ?? 0), Number(at['cy'] ?? at['y'] ?? 0)];
      assert.ok(x >= 0 && x <= width && y >= 0 && y <= height, `${size}: ${x} ${y}`);
      const numbers = String(at['d'] ?? '').match(/-?[\d.]+/g) ?? [];
      assert.ok(
        numbers.every((n) => Number(n) >= 0 && Number(n) <= 340),
        `${size}: ${at['d']}`,
      );
    }
  }
});

test('写成SVG：有名称给读屏软件，没有样式也看得见线条，文字被转义', async () => {
  const written = String(await svg('zh', treePicture(489, root)));
  assert.match(written, /role="img"\s+aria-label="树有 489 条记录：256 \+ 128/);
  assert.match(written, /fill="none"\s+stroke="currentColor"/);
  assert.match(written, /<text [^>]*>5e5e5e5e…<\/text>/);
  const told = { zh: '<b>"', en: '' };
  const shapes = [{ name: 'text', at: { class: '"><script>' }, words: '<i>' }] as const;
  const hostile = String(await svg('zh', { width: 1, height: 1, shapes, told }));
  assert.doesNotMatch(hostile, /<script>|<i>|<b>/);
});
