import assert from 'node:assert/strict';
import { it } from 'node:test';
import { commandOf, KEYS } from './keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, typing: false, onControl: false };

it('按键：j和k、方向键逐行，x选中，/搜索，?显示按键', () => {
  const all = ['j', 'k', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'x', '/', '?', 'Enter', 'q'];
  assert.deepEqual(
    all.map((key) => commandOf({ ...plain, key })),
    [
      'next',
      'previous',
      'next',
      'previous',
      'first',
      'last',
      'pick',
      'search',
      'help',
      undefined,
      undefined,
    ],
  );
});

it('正在输入、组合键、别的控件的方向键，都不抢', () => {
  assert.equal(commandOf({ ...plain, key: 'j', typing: true }), undefined);
  assert.equal(commandOf({ ...plain, key: 'k', ctrlKey: true }), undefined);
  assert.equal(commandOf({ ...plain, key: 'x', metaKey: true }), undefined);
  assert.equal(commandOf({ ...plain, key: 'ArrowDown', onControl: true }), undefined);
  assert.equal(commandOf({ ...plain, key: 'constructor' }), undefined);
});

it('帮助里写明的按键都有用', () => {
  const own = new Set(['Enter', 'Esc']);
  const arrows: Readonly<Record<string, string>> = { '↓': 'ArrowDown', '↑': 'ArrowUp' };
  for (const key of KEYS.flatMap(({ keys }) => keys).filter((one) => !own.has(one))) {
    assert.ok(commandOf({ ...plain, key: arrows[key] ?? key }), key);
  }
});
