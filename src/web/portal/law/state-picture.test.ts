import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { text } from '../../../base/text.ts';
import { hostile } from '../portal.fixtures.ts';
import { layOut, type StateGraph } from './state-layout.ts';
import { statePicture, wrapped } from './state-picture.ts';

const graph: StateGraph = {
  states: [
    { id: 'filed', terminal: false },
    { id: 'DONE', terminal: true },
    { id: 'gap', terminal: false },
    { id: 'GONE', terminal: true },
  ],
  ways: [
    { from: null, to: 'filed' },
    { from: 'filed', to: 'gap' },
    { from: 'gap', to: 'filed' },
    { from: 'filed', to: 'DONE' },
    { from: 'gap', to: 'GONE' },
    { from: 'filed', to: 'GONE' },
  ],
};

test('一行一个状态，结果排在最后；相邻的直接往下，其余走旁边的线', () => {
  const laid = layOut(graph);
  assert.deepEqual(laid.rows, ['filed', 'gap', 'DONE', 'GONE']);
  assert.deepEqual(laid.begins, [0]);
  assert.deepEqual(laid.next, [0]);
  assert.deepEqual(laid.up, [{ to: 0, from: [1], lane: 0 }]);
  assert.deepEqual(laid.down, [
    { to: 2, from: [0], lane: 0 },
    { to: 3, from: [0, 1], lane: 1 },
  ]);
});

test('每条去向恰好画一次，同一道里的线互不相遇', () => {
  const states = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { minLength: 1 }).chain((ids) =>
    fc.record({
      states: fc.constant(ids.map((id) => ({ id, terminal: id > 'h' }))),
      ways: fc.array(
        fc
          .record({ from: fc.constantFrom(null, ...ids), to: fc.constantFrom(...ids) })
          .filter(({ from, to }) => from !== to),
        { maxLength: 40 },
      ),
    }),
  );
  fc.assert(
    fc.property(states, (given) => {
      const { rows, begins, next, down, up } = layOut(given);
      const drawn = [
        ...begins.map((to) => `→${rows[to]}`),
        ...next.map((from) => `${rows[from]}→${rows[from + 1]}`),
        ...[...down, ...up].flatMap(({ to, from }) =>
          from.map((one) => `${rows[one]}→${rows[to]}`),
        ),
      ];
      const asked = new Set(given.ways.map(({ from, to }) => `${from ?? ''}→${to}`));
      assert.deepEqual(drawn.toSorted(), [...asked].toSorted());
      for (const side of [down, up]) {
        for (const [n, one] of side.entries()) {
          const span = (rail: typeof one) => [rail.to, ...rail.from];
          for (const other of side.slice(n + 1)) {
            if (one.lane !== other.lane) continue;
            const apart =
              Math.max(...span(one)) < Math.min(...span(other)) ||
              Math.min(...span(one)) > Math.max(...span(other));
            assert.ok(apart);
          }
        }
      }
    }),
  );
});

test('图里每个状态和走到它的事项各写一次，恶意名称被转义', async () => {
  const title = text(hostile, hostile);
  const shown = String(
    await statePicture('zh', {
      title,
      states: graph.states.map((state) => ({ ...state, title })),
      ways: graph.ways.map((way) => ({ ...way, title: text('补正', 'Mend'), bySystem: true })),
    }),
  );
  assert.equal(shown.match(/class="state( end)?"/g)?.length, 4);
  assert.equal(shown.match(/补正\*</g)?.length, 4);
  assert.doesNotMatch(shown, /<script>|<img|undefined|NaN|style=/);
});

test('事项名称按宽度折行，不以标点开头，英文单词不拆', () => {
  assert.deepEqual(wrapped('一二三、四五六', 3), ['一二三、', '四五六']);
  assert.deepEqual(wrapped('Accept the application', 7), ['Accept the', 'application']);
  assert.deepEqual(wrapped('', 5), []);
});
