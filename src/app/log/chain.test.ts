import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import { suites } from '../../log/node-suites.ts';
import { chainEntriesBelow, chainEntryAt } from './chain-entries.ts';
import { growthByDay } from './chain-growth.ts';
import { chainHeads, chainPolicy, sealOf } from './chain-heads.ts';
import { fillLog, memoryStore } from './chain.fixtures.ts';

const TODAY = orThrowDate('2026-03-02');
/** Entries recorded so many on each of the days that end today. */
const timesOf = (counts: readonly number[]): string[] =>
  counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, n) => {
      const at = addDays(TODAY, day - counts.length + 1);
      return `${at}T${String(n % 24).padStart(2, '0')}:00:00.000+08:00`;
    }),
  );

describe('按日统计', () => {
  it('任意多少天、任意多少条：每天的数字与逐条数的一样', async () => {
    const counts = fc.array(fc.nat(400), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(counts, async (made) => {
        const [store, times] = [memoryStore(), timesOf(made)];
        await fillLog(store, times);
        const found = await growthByDay(store, times.length, TODAY, made.length);
        assert.deepEqual(
          found.map(({ count }) => count),
          made,
        );
      }),
      { numRuns: 25 },
    );
  });

  it('时钟错了的个别记录至多让几天各差一两条', async () => {
    const store = memoryStore();
    const times = timesOf([300, 0, 300]);
    times[0] = '2026-11-21T00:00:00.000+08:00';
    times[200] = '2020-01-01T00:00:00.000+08:00';
    await fillLog(store, times);
    const found = await growthByDay(store, times.length, TODAY, 3);
    const off = found.map(({ count }, at) => Math.abs(count - ([300, 0, 300][at] ?? 0)));
    assert.ok(
      off.every((by) => by <= 2),
      String(off),
    );
  });

  it('一千条以上也只读几个文件，再看一次几乎不读', async () => {
    const store = memoryStore();
    const times = timesOf(Array.from({ length: 30 }, () => 200));
    await fillLog(store, times);
    store.reads.length = 0;
    await growthByDay(store, times.length, TODAY, 30);
    const cold = new Set(store.reads).size;
    store.reads.length = 0;
    await growthByDay(store, times.length, TODAY, 30);
    assert.ok(cold <= 24, `${cold}`);
    assert.ok(store.reads.length <= 4, `${store.reads.length}`);
  });

  it('空的链：每天都是零', async () => {
    const found = await growthByDay(memoryStore(), 0, TODAY, 3);
    assert.deepEqual(
      found.map(({ count }) => count),
      [0, 0, 0],
    );
  });
});

describe('翻看记录', () => {
  it('从最新的翻到第一条，不重不漏，跨过文件边界也是', async () => {
    const store = memoryStore();
    const times = timesOf([270, 10]);
    await fillLog(store, times);
    const seen: number[] = [];
    for (let before = times.length; before > 0; before = seen.at(-1) ?? 0) {
      const page = await chainEntriesBelow(store, before, 20, times.length);
      seen.push(...page.map(({ index }) => index));
      if (page.length === 0) break;
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 280 }, (_, n) => 279 - n),
    );
  });

  it('超出长度的位置没有记录；少于一整包的记录在整包出现后照样读得到', async () => {
    const store = memoryStore();
    await fillLog(store, timesOf([300]));
    assert.equal(await chainEntryAt(store, 300, 300), undefined);
    assert.equal(await chainEntryAt(store, Infinity, 300), undefined);
    // Asked for under an older size whose partial file is gone.
    const old = await chainEntryAt(store, 10, 100);
    assert.match(old?.caseId ?? '', /000000000010$/);
    assert.equal(old?.org, '12110000MB1B45614X');
  });
});

describe('入链与见证', () => {
  const policyOf = (words: string): Policy => {
    const policy = parsePolicy(words, suites.sha256);
    assert.ok(!('fault' in policy));
    return policy;
  };

  it('按两棵树中较短的一棵说：待入链、已入链、已见证', async () => {
    const store = memoryStore();
    await fillLog(store, timesOf([9]), { witnessed: 5, witness: 'audit.example.gov.cn' });
    const [heads, policy] = [await chainHeads(store), await chainPolicy(store)];
    assert.deepEqual([heads.published, heads.witnessed], [9, 5]);
    const seals = [null, 9, 5, 4].map((index) => sealOf(heads, index, policy));
    assert.deepEqual(seals, ['waiting', 'waiting', 'published', 'witnessed']);
  });

  it('只有演示见证人的不当作第三方见证；没有见证人的只说已入链', async () => {
    const store = memoryStore();
    await fillLog(store, timesOf([9]), { witnessed: 5, witness: 'demo-witness-a.invalid' });
    const heads = await chainHeads(store);
    assert.equal(sealOf(heads, 4, await chainPolicy(store)), 'rehearsed');
    assert.equal(sealOf(heads, 4, policyOf('quorum none\n')), 'alone');
  });

  it('什么文件都还没有：长度为零', async () => {
    const heads = await chainHeads(memoryStore());
    assert.deepEqual([heads.published, heads.witnessed], [0, 0]);
  });
});
