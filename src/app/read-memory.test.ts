import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { readMemory } from './read-memory.ts';

/** A database of one number; each reading takes as long as `delays` says. */
function numberOf(delays: () => number) {
  let number = 0;
  let asked = 0;
  const pool = {
    async query() {
      asked += 1;
      await wait(delays());
      const version = `1:1:${number}`;
      await wait(delays());
      return { rows: [{ version }] };
    },
  } as unknown as Pool;
  const read = async (): Promise<number> => {
    await wait(delays());
    return number;
  };
  const commit = (): void => {
    number += 1;
  };
  return { pool, read, commit, now: () => number, asked: () => asked };
}

test('任意交错的提交和查询：答案从不早于提问', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ commits: fc.boolean(), pause: fc.nat(2), slow: fc.nat(3) }), {
        minLength: 2,
        maxLength: 25,
      }),
      async (steps) => {
        let step = 0;
        const db = numberOf(() => steps[step++ % steps.length]?.slow ?? 0);
        const memory = readMemory(db.pool);
        const answers: Promise<void>[] = [];
        for (const { commits, pause } of steps) {
          if (commits) db.commit();
          const known = db.now();
          answers.push(
            memory.keep('n', db.read).then((answer) => {
              assert.ok(answer >= known, `asked at ${known}, told ${answer}`);
            }),
          );
          if (pause > 0) await wait(pause);
        }
        await Promise.all(answers);
      },
    ),
    { numRuns: 30 },
  );
});

test('没有提交就不再读；提交之后读一次新的', async () => {
  const db = numberOf(() => 0);
  const memory = readMemory(db.pool);
  let made = 0;
  const ask = () =>
    memory.keep('n', async () => {
      made += 1;
      return db.read();
    });
  assert.deepEqual([await ask(), await ask(), await ask()], [0, 0, 0]);
  assert.equal(made, 1);
  db.commit();
  assert.deepEqual([await ask(), await ask()], [1, 1]);
  assert.equal(made, 2);
});

test('同时来的提问合用一次读；出错的不记住；读不到版本时全部忘掉', async () => {
  const db = numberOf(() => 1);
  const memory = readMemory(db.pool);
  await Promise.all(Array.from({ length: 50 }, () => memory.keep('n', db.read)));
  assert.ok(db.asked() <= 2, String(db.asked()));
  await assert.rejects(
    memory.keep('x', () => Promise.reject(new Error('once'))),
    /once/,
  );
  assert.equal(await memory.keep('x', db.read), 0);
  let broken = true;
  const lost = {
    query: () =>
      broken ? Promise.reject(new Error('gone')) : Promise.resolve({ rows: [{ version: 'same' }] }),
  } as unknown as Pool;
  const other = readMemory(lost);
  broken = false;
  await other.keep('n', () => Promise.resolve('before'));
  broken = true;
  await assert.rejects(
    other.keep('n', () => Promise.resolve('')),
    /gone/,
  );
  broken = false;
  assert.equal(await other.keep('n', () => Promise.resolve('after')), 'after');
});

test('记住的有上限：最久没人问的先忘', async () => {
  const memory = readMemory(numberOf(() => 0).pool);
  for (let n = 0; n < 300; n += 1) await memory.keep(String(n), () => Promise.resolve(n));
  assert.equal(await memory.keep('0', () => Promise.resolve('anew')), 'anew');
  assert.equal(await memory.keep('299', () => Promise.resolve('anew')), 299);
});
