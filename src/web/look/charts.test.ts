import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns } from './charts-columns.ts';
import { flow } from './charts-flow.ts';
import { lines } from './charts-line.ts';
import { rows } from './charts-rows.ts';
import { share, stepSpans } from './charts-steps.ts';
import { boxes, cut, FONT, lengthOf, roundUp, wrap, type Scene, type Shape } from './charts.ts';

const WIDTHS = [false, true].flatMap((elder) =>
  [false, true].flatMap((across) => Object.values(boxes(elder, across))),
);
const NUMBERS = [
  [],
  [0],
  [1],
  [0, 0, 0],
  [1, 0, 7],
  [3, 1_000_000_000],
  [1e15, 1],
  Array.from({ length: 60 }, (_, n) => n % 9),
];
const NAMES = [
  '待受理',
  '待补正（形式审核）',
  'Awaiting the acceptance of a filing',
  '一个没有空格也没有标点的非常非常非常长的名称',
];
const name = (n: number): string => NAMES[n % NAMES.length] ?? '';

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

function frameOf(shape: Shape): Frame {
  const { x, y } = shape;
  if (shape.kind === 'rect') return { x, y, x2: x + shape.width, y2: y + shape.height };
  if (shape.kind === 'line')
    return { x: Math.min(x, shape.x2), y, x2: Math.max(x, shape.x2), y2: shape.y2 };
  if (shape.kind === 'dot')
    return { x: x - shape.r, y: y - shape.r, x2: x + shape.r, y2: y + shape.r };
  if (shape.kind === 'path') {
    const numbers = (shape.d.match(/-?[\d.]+/g) ?? []).map(Number);
    assert.ok(numbers.every(Number.isFinite), shape.d);
    return { x, y, x2: x, y2: y };
  }
  const long = lengthOf(shape.words);
  const from = { start: x, middle: x - long / 2, end: x - long }[shape.anchor];
  return { x: from, y: y - FONT, x2: from + long, y2: y + 3 };
}

/** Rounded to a tenth. */
const LITTLE = 0.2;

function sound(scene: Scene, what: string): void {
  for (const shape of scene.shapes) {
    const f = frameOf(shape);
    const inside =
      f.x >= -LITTLE &&
      f.y >= -LITTLE &&
      f.x2 <= scene.width + LITTLE &&
      f.y2 <= scene.height + LITTLE;
    assert.ok(
      inside,
      `${what}: ${JSON.stringify(shape)} ${JSON.stringify(f)} of ${scene.width} x ${scene.height}`,
    );
  }
}

const apart = (a: Frame, b: Frame): boolean =>
  a.x2 <= b.x + LITTLE || b.x2 <= a.x + LITTLE || a.y2 <= b.y + LITTLE || b.y2 <= a.y + LITTLE;

/** No two shapes of these parts touch each other. */
function clear(scene: Scene, parts: readonly string[], what: string): void {
  const found = scene.shapes.filter(({ part }) => parts.includes(part));
  found.forEach((a, i) => {
    for (const b of found.slice(i + 1))
      assert.ok(apart(frameOf(a), frameOf(b)), `${what}: ${JSON.stringify([a, b])}`);
  });
}

test('各种宽度、各种数量，图形都在框内，互不重叠', () => {
  for (const width of WIDTHS)
    for (const numbers of NUMBERS) {
      const what = `${width} ${numbers.slice(0, 4).join()}`;
      const upright = columns(
        numbers.map((n, at) => ({ n, label: `${at + 1}月` })),
        width,
      );
      sound(upright, `columns ${what}`);
      clear(upright, ['bar'], `columns ${what}`);
      clear(upright, ['quiet', 'number'], `columns ${what}`);
      const lying = rows(
        numbers.map((n, at) => ({ n, label: name(at), told: `${n}件` })),
        width,
      );
      sound(lying, `rows ${what}`);
      clear(lying, ['bar', 'label', 'number'], `rows ${what}`);
      const few = numbers.slice(0, 6);
      const stands = few.map((n, at) => ({
        n,
        late: Math.floor(n / 2),
        label: name(at),
        ...(at % 2 === 0 ? { beside: { n: n * 2, late: n, label: name(at + 1) } } : {}),
      }));
      const way = flow(stands, width);
      sound(way, `flow ${what}`);
      clear(way, ['bar', 'waits', 'label'], `flow ${what}`);
      const trend = lines(
        [0, 1, 2].map((more) => ({
          label: name(more).slice(0, 8),
          values: numbers.map((n) => n + more),
        })),
        numbers.map((_, at) => `3月${at + 1}日`),
        width,
      );
      sound(trend, `lines ${what}`);
      clear(trend, ['quiet'], `lines ${what}`);
    }
});

test('用时与期限：没有、刚好、超出、很大，都在框内，顺序不乱', () => {
  const spans = [
    [null, null, null, null],
    [0, 0, 0, 0],
    [3, 3, 3, 3],
    [1, 8, 20, 45],
    [1, 2, 3, 1e9],
  ].flatMap(([low, median, high, longest]) =>
    [null, 3, 20].map((limit) => ({
      label: '形式审核',
      told: '中位数2个工作日，共1200件',
      limitWords: '法定期限20个工作日',
      limit,
      low: low ?? null,
      median: median ?? null,
      high: high ?? null,
      longest: longest ?? null,
    })),
  );
  for (const width of WIDTHS) {
    const scene = stepSpans(spans, width);
    sound(scene, `steps ${width}`);
    clear(scene, ['label', 'number', 'quiet', 'track'], `steps ${width}`);
    const medians = scene.shapes.filter(({ part }) => part === 'median');
    assert.equal(medians.length, spans.filter(({ median }) => median !== null).length);
    for (const [part, of] of [
      [0, 0],
      [0, 5],
      [5, 5],
      [7, 5],
      [1, 1e9],
    ] as const)
      sound(share(part, of, width), `share ${part}/${of}`);
  }
  const [one] = [stepSpans(spans.slice(10, 11), 640).shapes].map((shapes) => ({
    median: shapes.find(({ part }) => part === 'median')?.x ?? 0,
    limit: shapes.find(({ part }) => part === 'limit')?.x ?? 0,
  }));
  assert.ok(one && one.median > one.limit === (spans[10]?.median ?? 0) > (spans[10]?.limit ?? 0));
});

test('柱子的长短和数字成比例；零没有柱子，一件看得见', () => {
  const [zero, one, ten, most] = [0, 1, 500, 1000].map((_, at, all) =>
    columns(
      all.map((value) => ({ n: value, label: '' })),
      640,
    ).shapes.find((shape) => shape.part === 'bar' && shape.of === at),
  );
  assert.equal(zero, undefined);
  assert.ok(one?.kind === 'rect' && one.height >= 2);
  assert.ok(ten?.kind === 'rect' && most?.kind === 'rect');
  assert.ok(Math.abs(ten.height * 2 - most.height) < 0.3);
});

test('刻度取整，文字截短和换行不超出给定的宽度', () => {
  assert.deepEqual([0, 1, 3, 11, 501, 1e9 + 1].map(roundUp), [1, 1, 5, 20, 1000, 2e9]);
  assert.equal(roundUp(Number.NaN), 1);
  for (const words of NAMES)
    for (const room of [10, 40, 90, 300]) {
      assert.ok(lengthOf(cut(words, room)) <= room, `${words} ${room}`);
      const lined = wrap(words, room, 2);
      assert.ok(
        lined.length <= 2 && lined.every((one) => lengthOf(one) <= room),
        `${words} ${room}`,
      );
    }
  assert.deepEqual(wrap('In formal review', 55, 3), ['In', 'formal', 'review']);
  assert.deepEqual(wrap('形式审核中', 50, 3), ['形式审', '核中']);
});
