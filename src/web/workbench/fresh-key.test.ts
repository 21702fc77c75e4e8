import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshKey } from './fresh-key.ts';

test('每次一个新的编号', () => {
  const keys = new Set(Array.from({ length: 1000 }, freshKey));
  assert.equal(keys.size, 1000);
  for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/);
});

test('工作台不用只有加密连接才有的浏览器功能：内网不加密的地址也办得成', () => {
  const here = import.meta.dirname;
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' });
  const code = files.filter((name) => /(?<!\.test)\.tsx?$/.test(name) && name !== 'fresh-key.ts');
  assert.ok(code.length > 100);
  for (const name of code) {
    const said = readFileSync(join(here, name), 'utf8');
    assert.doesNotMatch(said, /crypto\.(?:randomUUID|subtle)|navigator\.clipboard\./, name);
  }
});
