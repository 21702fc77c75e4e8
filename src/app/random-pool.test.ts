import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomPool } from './random-pool.ts';

test('随机字节：长度如数，不重复给出，与后来给出的不共用内存', () => {
  const random = randomPool();
  const seen = new Set<string>();
  for (let i = 0; i < 2000; i += 1) {
    const drawn = random(16);
    assert.equal(drawn.length, 16);
    seen.add(drawn.toString('hex'));
    drawn.fill(0);
  }
  assert.equal(seen.size, 2000);
  assert.equal(random(20_000).length, 20_000);
  assert.equal(new Set([random(8190), random(8190)].map((b) => b.toString('hex'))).size, 2);
});
