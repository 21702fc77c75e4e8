import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineTooLong, linesOf } from './lines.ts';

async function* cut(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const to of [...places.map((p) => p % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  )) {
    yield await Promise.resolve(bytes.slice(from, to));
    from = to;
  }
}

const read = (text: string | Uint8Array, places: readonly number[] = [], most = 1000) =>
  Array.fromAsync(linesOf(cut(Buffer.from(text), places), most));

test('无论文件分几段送到，行都一样', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', '行', '🈶', ' ') }), { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      async (lines, places) => {
        const text = lines.map((line) => `${line}\n`).join('');
        assert.deepEqual(await read(text, places), lines);
      },
    ),
  );
});

test('末行可以没有换行；空文件没有行', async () => {
  assert.deepEqual(await read('a\nb'), ['a', 'b']);
  assert.deepEqual(await read(''), []);
});

test('行过长、不是UTF-8的，不往下读', async () => {
  assert.deepEqual(await read('1234\n', [2], 4), ['1234']);
  for (const places of [[], [2], [5]]) {
    await assert.rejects(read('12345\n', places, 4), LineTooLong);
    await assert.rejects(read('12345', places, 4), LineTooLong);
  }
  await assert.rejects(read(Buffer.from([0xff, 0x0a])), TypeError);
});
