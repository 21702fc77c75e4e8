import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { it } from 'node:test';
import fc from 'fast-check';
import { toHex, utf8 } from './bytes.ts';
import { suites } from './node-suites.ts';
import { leafHash, nodeHash } from './suite.ts';

it('SHA-256与SM3的标准示例一致', () => {
  // FIPS 180-2 appendix B.1; GB/T 32905-2016 appendix A, examples 1 and 2.
  const of = (id: 'sha256' | 'sm3', text: string): string => toHex(suites[id].hash(utf8(text)));
  assert.equal(
    of('sha256', 'abc'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  assert.equal(
    of('sm3', 'abc'),
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
  assert.equal(
    of('sm3', 'abcd'.repeat(16)),
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  );
});

it('任意内容：叶与节点的散列等于前缀加内容的散列，结果各自独立', () => {
  const node = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const entry = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.integer({ min: 4090, max: 4100 }).map((length) => new Uint8Array(length).fill(5)),
  );
  fc.assert(
    fc.property(fc.constantFrom('sha256', 'sm3'), entry, node, node, (id, bytes, left, right) => {
      const suite = suites[id];
      const leaf = leafHash(suite, bytes);
      const inner = nodeHash(suite, left, right);
      const direct = (...parts: Uint8Array[]): string => hash(id, Buffer.concat(parts), 'hex');
      assert.equal(toHex(leaf), direct(Uint8Array.of(0), bytes));
      assert.equal(toHex(inner), direct(Uint8Array.of(1), left, right));
    }),
  );
});
