import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitMs } from './back-off.ts';
import { compare, pairs, type Ours, type Theirs } from './reconcile.ts';

const entry = {
  caseId: '0190b000-0000-7000-8000-000000000001',
  code: 'DJ-110000-Y-2026-0000001-1',
  status: 'active',
  validFrom: '2026-03-02',
  validTo: '2029-03-01',
  fields: { dataName: '名录', industry: 'S92' },
  nationalCode: 'DEMO-1234',
};
const ours = (more: Partial<Ours> = {}): Ours => ({
  ...entry,
  caseVersion: 30,
  acknowledged: 25,
  queued: false,
  refused: 0,
  ...more,
});
const theirs = (more: Partial<Theirs> = {}): Theirs => ({ ...entry, version: 25, ...more });
const kindOf = (a: Ours | undefined, b: Theirs | undefined): string | undefined =>
  compare(a, b).difference?.kind;

test('两边一致的没有差异', () => {
  assert.deepEqual(compare(ours(), theirs()), {
    difference: null,
    pending: false,
    heals: false,
    adopt: false,
  });
});

test('遗失、落后、内容不同的可以补报；多出、超前、两个编码的由人处理', () => {
  const healing = [
    [ours(), undefined, 'missing'],
    [ours(), theirs({ version: 20 }), 'behind'],
    [ours(), theirs({ status: 'revoked' }), 'differing'],
  ] as const;
  for (const [a, b, kind] of healing) {
    assert.deepEqual([kindOf(a, b), compare(a, b).heals], [kind, true]);
  }
  const human = [
    [undefined, theirs(), 'extra'],
    [ours(), theirs({ version: 31 }), 'ahead'],
    [ours(), theirs({ nationalCode: 'DEMO-9999' }), 'nationalCode'],
  ] as const;
  for (const [a, b, kind] of human) {
    const { difference, heals, adopt } = compare(a, b);
    assert.deepEqual([difference?.kind, heals, adopt], [kind, false, false]);
  }
});

test('差异逐项列出，两边各是什么', () => {
  const found = compare(
    ours(),
    theirs({ validTo: '2028-01-01', fields: { dataName: '名录二', industry: 'S92', extra: 1 } }),
  );
  assert.deepEqual(found.difference?.fields, [
    { field: 'dataName', ours: '名录', theirs: '名录二' },
    { field: 'extra', ours: null, theirs: 1 },
    { field: 'validTo', ours: '2029-03-01', theirs: '2028-01-01' },
  ]);
  assert.equal(found.difference?.have, 25);
});

test('有变更在途的，说不上差异；被拒的是差异', () => {
  assert.deepEqual(
    [compare(ours({ queued: true }), undefined).pending, kindOf(ours({ queued: true }), undefined)],
    [true, undefined],
  );
  assert.equal(kindOf(ours({ refused: 27 }), theirs()), 'refused');
  assert.equal(compare(ours({ refused: 27 }), theirs()).heals, true);
  assert.equal(compare(ours({ refused: 27 }), theirs({ version: 27 })).adopt, true, '拒了又收了');
});

test('本平台忘了而对方收下的，认领；对方已编而本平台未知的编码，认领', () => {
  assert.equal(compare(ours({ acknowledged: 0 }), theirs()).adopt, true);
  assert.equal(compare(ours({ nationalCode: null }), theirs()).adopt, true);
  assert.equal(compare(ours({ nationalCode: null }), theirs({ nationalCode: null })).adopt, false);
});

test('两份清单按案号并行走一遍，不多不少', async () => {
  async function* list(...ids: string[]): AsyncGenerator<{ caseId: string }> {
    for (const caseId of ids) yield await Promise.resolve({ caseId });
  }
  const seen: unknown[] = [];
  for await (const [a, b] of pairs(list('a', 'c', 'd', 'f'), list('b', 'c', 'e', 'f', 'g'))) {
    seen.push([a?.caseId, b?.caseId]);
  }
  assert.deepEqual(seen, [
    ['a', undefined],
    [undefined, 'b'],
    ['c', 'c'],
    ['d', undefined],
    [undefined, 'e'],
    ['f', 'f'],
    [undefined, 'g'],
  ]);
});

test('等待逐次加倍，到上限为止，并各不相同', () => {
  const pace = { firstMs: 500, mostMs: 60_000 };
  assert.deepEqual(
    [1, 2, 3, 20, 1000].map((n) => waitMs(pace, n, 0)),
    [250, 500, 1000, 30_000, 30_000],
  );
  assert.equal(waitMs(pace, 1, 0.999), 500);
  assert.ok(waitMs(pace, 5, 0.2) < waitMs(pace, 5, 0.7));
});
