import assert from 'node:assert/strict';
import { test } from 'node:test';
import { together } from './together.ts';

test('同时问的人得到同一个回答，只做一次；做完了再问，重新做；做不成不留下', async () => {
  let made = 0;
  let fails = false;
  const ask = together(async () => {
    made += 1;
    await Promise.resolve();
    if (fails) throw new Error('not now');
    return made;
  });
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [1, 1, 1]);
  assert.equal(await ask(), 2);
  fails = true;
  await assert.rejects(Promise.all([ask(), ask()]), /not now/);
  fails = false;
  assert.equal(await ask(), 4);
});
