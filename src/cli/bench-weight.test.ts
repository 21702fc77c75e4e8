import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchWeight } from './bench-weight.ts';

test('门户全部脚本和样式不过60 KB，工作台首屏点名的不过400 KB，核验一份证明所需的脚本不过30 KB', () => {
  const { portalAssetsGzip, workbenchFirstLoadGzip, verifierGzip } = benchWeight();
  assert.ok(portalAssetsGzip > 0 && portalAssetsGzip <= 60_000, String(portalAssetsGzip));
  // Only what has been built can be weighed; the whole run builds it first.
  if (workbenchFirstLoadGzip !== null)
    assert.ok(workbenchFirstLoadGzip <= 400_000, String(workbenchFirstLoadGzip));
  if (verifierGzip) assert.ok(verifierGzip.proof <= 30_000, String(verifierGzip.proof));
});
