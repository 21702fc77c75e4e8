import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { rightOfWay } from './right-of-way.ts';

test('有人在办理时系统让行，办完即行；等候有上限', async () => {
  const way = rightOfWay(5000);
  const order: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const person = way.person(async () => {
    await promise;
    order.push('人');
  });
  const system = way.yield().then(() => order.push('系统'));
  await wait(20);
  assert.deepEqual(order, []);
  resolve();
  await Promise.all([person, system]);
  assert.deepEqual(order, ['人', '系统']);

  const short = rightOfWay(5);
  const never = Promise.withResolvers<void>();
  const held = short.person(() => never.promise);
  await short.yield();
  never.resolve();
  await held;
});

test('办理失败也让出路来', async () => {
  const way = rightOfWay(60_000);
  await assert.rejects(way.person(() => Promise.reject(new Error('failed'))));
  await way.yield();
});

test('同一工作一次只进行一遍，前一遍失败不妨碍后一遍', async () => {
  const way = rightOfWay();
  let running = 0;
  const work = async (n: number): Promise<number> => {
    running += 1;
    assert.equal(running, 1);
    await wait(5);
    running -= 1;
    if (n === 1) throw new Error('failed');
    return n;
  };
  const ends = await Promise.allSettled([0, 1, 2].map((n) => way.alone(() => work(n))));
  assert.deepEqual(
    ends.map((e) => (e.status === 'fulfilled' ? e.value : 'failed')),
    [0, 'failed', 2],
  );
});
