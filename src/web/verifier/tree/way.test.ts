import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toHex } from '../../../log/bytes.ts';
import { leavesOf, naivePath, naiveRoot, shapeOf } from '../../../log/naive-tree.fixtures.ts';
import { suites as nodeSuites } from '../../../log/node-suites.ts';
import { suites } from '../browser-suites.ts';
import { stretchShort } from './numbers-said.ts';
import { wayPicture } from './way-picture.ts';
import { wayLines } from './way-words.ts';
import { stepsOf, wayOf, type Way } from './way.ts';

const wayIn = (index: number, size: number, suite: 'sha256' | 'sm3' = 'sha256'): Way => {
  const leaves = leavesOf(nodeSuites[suite], size);
  const path = naivePath(nodeSuites[suite], index, leaves);
  const root = naiveRoot(nodeSuites[suite], leaves);
  return wayOf(suites[suite], index, size, leaves[index] ?? root, path, root) ?? assert.fail();
};

const labels = (way: Way): readonly string[] =>
  wayPicture(way).shapes.flatMap(({ words }) => words ?? []);

describe('一条记录连到根的路径', () => {
  it('两棵树、各种大小：每一层的旁值都在标准所说的那一侧，逐层算出的就是根', () => {
    for (const suite of ['sha256', 'sm3'] as const) {
      for (const size of [1, 2, 3, 7, 8, 13]) {
        for (let index = 0; index < size; index += 1) {
          const { steps, root, leaf } = wayIn(index, size, suite);
          const sides = steps.map(({ side }) => (side === 'left' ? 'L' : 'R')).join('');
          assert.equal(sides, shapeOf(index, size));
          assert.equal(toHex(steps.at(-1)?.value ?? leaf), toHex(root));
        }
      }
    }
  });

  it('每一层的旁值和手里的值正好合成上一层，最上一层是全部记录；再大的树也一样', () => {
    const sizes = fc.oneof(
      fc.integer({ min: 1, max: 5000 }),
      fc.constantFrom(2 ** 20, 2 ** 40, 2 ** 53 - 1),
    );
    const place = sizes.chain((size) =>
      fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)),
    );
    fc.assert(
      fc.property(place, ([index, size]) => {
        let held = { start: index, end: index + 1 };
        for (const { side, sibling, whole } of stepsOf(index, size)) {
          const [left, right] = side === 'left' ? [sibling, held] : [held, sibling];
          assert.equal(left.end, right.start);
          assert.deepEqual(whole, { start: left.start, end: right.end });
          held = whole;
        }
        assert.deepEqual(held, { start: 0, end: size });
      }),
    );
  });

  it('不在树里的号码拒绝；证明长短不对的画不出来', () => {
    for (const [index, size] of [
      [0, 0],
      [3, 3],
      [-1, 3],
      [1.5, 3],
      [0, 2 ** 53],
    ] as const) {
      assert.throws(() => stepsOf(index, size), RangeError);
    }
    const { leaf, root, steps } = wayIn(6, 7);
    const hashes = steps.map(({ hash }) => hash);
    assert.equal(wayOf(suites.sha256, 6, 7, leaf, hashes.slice(1), root), undefined);
    assert.equal(wayOf(suites.sha256, 7, 7, leaf, hashes, root), undefined);
    for (const length of [0, 31, 33]) {
      const odd = hashes.with(0, new Uint8Array(length));
      assert.equal(wayOf(suites.sha256, 6, 7, leaf, odd, root), undefined, `${length} bytes`);
    }
  });

  it('第6号共7条：画出两个旁值、它们代表的号码、叶值和根', () => {
    const way = wayIn(6, 7);
    const shown = labels(way);
    for (const { hash } of way.steps) assert.ok(shown.includes(`${toHex(hash).slice(0, 8)}…`));
    assert.ok(shown.includes('4–5') && shown.includes('0–3') && shown.includes('№ 6'));
    assert.ok(shown.includes(`✓ ${toHex(way.root).slice(0, 8)}…`));
    assert.match(
      wayPicture(way).told.zh,
      /第 6 号记录经过 2 层连到根，根下共有 7 条。算出的根与签名的根相同/,
    );
  });

  it('假的证明照样画，标明算出的不是签名的根', () => {
    const way = { ...wayIn(6, 7), root: new Uint8Array(32) };
    assert.ok(labels(way).some((one) => one.startsWith('✕ ')));
    assert.match(wayPicture(way).told.zh, /不同/);
    assert.match(wayLines(way).at(-1)?.said.zh ?? '', /记录或证明被改过/);
  });

  it('只有一条记录的树：叶值就是根；文字逐层说明，哈希写全', () => {
    assert.match(wayPicture(wayIn(0, 1)).told.zh, /经过 0 层/);
    const lines = wayLines(wayIn(3, 8));
    assert.equal(lines.length, 5);
    assert.match(lines[1]?.said.zh ?? '', /左边是第 2 号（1 条）；.*代表第 2 至 3 号的值/);
    assert.ok(
      lines.slice(0, 4).every(({ hashes }) => hashes.every(({ hex }) => hex.length === 64)),
    );
  });

  it('2的40次方条：四十层都画出来，写不下的号码写成条数', () => {
    const size = 2 ** 40;
    const nothing = new Uint8Array(32);
    const hashes = stepsOf(12345, size).map(() => nothing);
    const way = wayOf(suites.sha256, 12345, size, nothing, hashes, nothing) ?? assert.fail();
    assert.equal(wayPicture(way).shapes.filter(({ at }) => at['class'] === 'sibling').length, 40);
    assert.equal(stretchShort({ start: 2 ** 39, end: 2 ** 40 }), '2³⁹');
  });
});
