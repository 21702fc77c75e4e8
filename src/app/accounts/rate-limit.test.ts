import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientKey, rateLimiter } from './rate-limit.ts';

const limit = { burst: 3, perSecond: 0.5 };

test('用完额度后告知几秒后再试，到时恢复', () => {
  let now = 0;
  const limiter = rateLimiter(limit, () => now);
  for (let n = 0; n < 3; n += 1) assert.deepEqual(limiter.take('a'), { ok: true });
  assert.deepEqual(limiter.take('a'), { ok: false, retryAfter: 2 });
  now = 1999;
  assert.equal(limiter.take('a').ok, false);
  now = 2000;
  assert.equal(limiter.take('a').ok, true);
  assert.equal(limiter.take('a').ok, false);
});

test('各计各的，互不影响', () => {
  const limiter = rateLimiter(limit, () => 0);
  assert.equal(limiter.take('a', 3).ok, true);
  assert.equal(limiter.take('a').ok, false);
  assert.equal(limiter.take('b').ok, true);
});

test('闲置再久额度也不超过上限，时钟回拨不增加额度', () => {
  let now = 0;
  const limiter = rateLimiter(limit, () => now);
  limiter.take('a');
  now = 1e9;
  assert.equal(limiter.take('a', 3).ok, true);
  now = 0;
  assert.equal(limiter.take('a').ok, false);
});

test('一次要价高于上限的永远不予放行，但仍给出等待时间', () => {
  const limiter = rateLimiter(limit, () => 0);
  assert.deepEqual(limiter.take('a', 100), { ok: false, retryAfter: 1 });
  assert.equal(limiter.take('a', 3).ok, true);
});

test('键的数量有上限，最久未用的先让位', () => {
  const limiter = rateLimiter(limit, () => 0, 2);
  limiter.take('old', 3);
  limiter.take('warm', 3);
  limiter.take('old');
  limiter.take('new', 3);
  assert.equal(limiter.take('old').ok, false, '最近用过的仍在');
  assert.equal(limiter.take('warm').ok, true, '最久未用的已让位');
});

test('IPv6 按 /64 计，IPv4 映射地址按 IPv4 计', () => {
  assert.equal(clientKey('192.0.2.1'), '192.0.2.1');
  assert.equal(clientKey('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(clientKey('2001:db8:0:7::1'), '2001:db8:0:7::/64');
  assert.equal(clientKey('2001:0DB8:0000:0007:aaaa:bbbb:cccc:dddd'), '2001:db8:0:7::/64');
  assert.equal(clientKey('::1'), '0:0:0:0::/64');
  assert.ok(clientKey('x'.repeat(10_000)).length < 100);
});
