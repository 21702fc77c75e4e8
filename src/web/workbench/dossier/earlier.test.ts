import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../../law/beijing.ts';
import type { Pack } from '../queries.ts';
import { fitting } from './earlier.ts';

const groups = (beijingPack as unknown as Pack).profile.materials.first;

test('从以前的登记带入还适用的；数据自己的、文件、名单不带', () => {
  const earlier = {
    subject: { contactPhone: '010-1', name: '市民政局' },
    dataResource: {
      name: '养老机构信息',
      storageLocation: '政务云',
      updateCycle: 'monthly',
      grade: '9',
      coOwners: [{ name: '甲', creditCode: 'x' }],
    },
    evidence: { proofFile: { id: 'f', sha256: 'a' }, mode: 'self', digest: 'ff' },
    change: { content: '改' },
  };
  const now = { subject: { name: '市民政局' } };
  const { values, taken, left } = fitting(earlier, now, groups);
  assert.deepEqual(values, {
    subject: { contactPhone: '010-1' },
    dataResource: { storageLocation: '政务云', updateCycle: 'monthly' },
    evidence: { mode: 'self' },
  });
  assert.equal(taken, 4);
  assert.deepEqual(left.toSorted(), [
    'dataResource.coOwners',
    'dataResource.grade',
    'dataResource.name',
    'evidence.digest',
    'evidence.proofFile',
  ]);
});

test('已经填了的不覆盖', () => {
  const earlier = { scenario: { usable: '旧', forbidden: '旧' } };
  const { values } = fitting(earlier, { scenario: { usable: '新' } }, groups);
  assert.deepEqual(values, { scenario: { forbidden: '旧' } });
});
