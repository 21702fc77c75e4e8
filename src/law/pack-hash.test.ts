import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Json } from '../base/json.ts';
import { packHash, packText } from './pack-hash.ts';
import { packs } from './packs.ts';

/** What is in a value that is no data. */
function foreign(value: unknown, path: string): string[] {
  if (value === null || ['string', 'boolean'].includes(typeof value)) return [];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object') return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([name, one]) => foreign(one, `${path}.${name}`));
}

test('规则包全是数据，没有函数，没有缺值：摘要概括了全部内容', () => {
  for (const pack of packs) {
    assert.deepEqual(foreign(pack, pack.id), []);
    assert.deepEqual(JSON.parse(packText(pack)), pack);
  }
});

test('摘要是规范文本的SHA-256，各包不同，任改一处即不同', () => {
  const hashes = packs.map(packHash);
  assert.equal(new Set(hashes).size, packs.length);
  for (const pack of packs) {
    const text = packText(pack);
    assert.equal(packHash(pack), createHash('sha256').update(text).digest('hex'));
    assert.equal(packHash(structuredClone(pack)), packHash(pack), '与对象无关，只看内容');
    const { years } = pack.profile.validity;
    const validity = { ...pack.profile.validity, years: years + 1 };
    assert.notEqual(packHash({ ...pack, profile: { ...pack.profile, validity } }), packHash(pack));
  }
});

test('键的先后不改变摘要', () => {
  const reversed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([k, v]) => [k, reversed(v as Json)] as const);
    return Object.fromEntries(entries.toReversed());
  };
  for (const pack of packs) {
    const turned = reversed(pack as unknown as Json) as unknown as typeof pack;
    assert.equal(packHash(turned), packHash(pack));
  }
});
