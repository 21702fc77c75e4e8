import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles } from '../../../contexts/identity/roles.ts';
import { dutyOf, grantable } from '../roles.ts';
import { partsFor } from './parts.ts';

test('管理页只给三类管理员和审计人员，各见各的', () => {
  const seen = roles.filter(({ id }) => partsFor([id]).length > 0).map(({ id }) => id);
  assert.deepEqual(seen, ['auditor', 'admin.system', 'admin.security', 'admin.audit']);
  assert.ok(seen.every((id) => dutyOf(id)));
  assert.ok(!partsFor(['admin.system']).includes('operations'));
  assert.ok(!partsFor(['admin.security']).includes('calendar'));
  for (const part of ['operations', 'signIns', 'access'] as const)
    assert.ok(!partsFor(['admin.security', 'admin.system']).includes(part), part);
  assert.ok(!partsFor(['admin.system', 'admin.audit', 'auditor']).includes('sessions'));
  assert.deepEqual(partsFor(['registrar.intake', 'unknown']), []);
});

test('可授予的角色就是角色表里的角色', () => {
  const table = roles.map(({ id }) => id as string);
  assert.deepEqual(grantable.toSorted(), table.toSorted());
});
