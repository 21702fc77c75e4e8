import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleById } from '../../law/articles.ts';
import { isPrivileged, roles } from './roles.ts';
import {
  organisationConflict,
  organisationMissing,
  rolesConflict,
  separations,
} from './separation.ts';

const isKnown = (id: string): boolean => id.startsWith('GB/T ') || articleById(id) !== undefined;

test('每个角色都有依据，所引条款都存在', () => {
  assert.equal(new Set(roles.map((r) => r.id)).size, 18);
  for (const role of roles) {
    assert.ok(role.articles.length > 0, role.id);
    for (const id of role.articles) assert.ok(isKnown(id), `${role.id} 引用了 ${id}`);
  }
  for (const rule of separations) for (const id of rule.law) assert.ok(isKnown(id), id);
});

test('任何角色都可以单独担任', () => {
  for (const { id } of roles) assert.equal(rolesConflict([id]), undefined, id);
  assert.equal(rolesConflict([]), undefined);
});

test('三员分立：管理员不得兼任其他任何角色，也不得兼任另一管理员', () => {
  for (const admin of ['admin.system', 'admin.security', 'admin.audit']) {
    for (const { id } of roles) {
      if (id === admin) continue;
      for (const held of [
        [admin, id],
        [id, admin],
      ]) {
        assert.equal(rolesConflict(held)?.code, 'ROLES_CONFLICT', held.join(' + '));
      }
    }
  }
});

test('第三方专业服务人员不得兼任登记机构或登记主体人员，引用重庆第十四条', () => {
  for (const id of ['registrar.intake', 'registrar.issue', 'registrant', 'registrant_reviewer']) {
    const refused = rolesConflict(['third_party_service', id]);
    assert.equal(refused?.code, 'ROLES_CONFLICT', id);
    assert.deepEqual(refused?.cites, ['CQ-REG-14']);
  }
});

test('受理人员与异议处理人员不得为同一人，其余经办角色可以兼任', () => {
  const refused = rolesConflict(['registrar.review', 'registrar.objection', 'registrar.intake']);
  assert.equal(
    refused?.sentence.zh,
    '同一人不能同时担任“登记机构受理人员”和“登记机构异议处理人员”：受理人员与异议处理人员应当分设。',
  );
  assert.equal(rolesConflict(['registrar.intake', 'registrar.review']), undefined);
  assert.equal(rolesConflict(['registrar.review', 'registrar.issue']), undefined);
});

test('登记机构人员不得站在申请一方，也不得是监督机关人员', () => {
  for (const id of [
    'registrant',
    'agent',
    'objector',
    'supervisor_cac',
    'district_data_authority',
  ]) {
    assert.equal(rolesConflict(['registrar.review', id])?.code, 'ROLES_CONFLICT', id);
  }
});

test('填报人与内部审核人可以是同一账户，由具体事项把关', () => {
  assert.equal(rolesConflict(['registrant', 'registrant_reviewer', 'objector']), undefined);
});

test('不存在的角色、超长的角色表一律拒绝', () => {
  for (const held of [['root'], ['__proto__'], ['registrar.*'], Array(500).fill('registrant')]) {
    assert.equal(rolesConflict(held)?.code, 'ROLE_UNKNOWN');
  }
});

test('第三方专业服务机构与登记机构不得为同一单位', () => {
  const officers = ['registrar.intake', 'admin.system'];
  assert.equal(organisationConflict(['third_party_service'], officers)?.code, 'ROLES_CONFLICT');
  assert.equal(organisationConflict(officers, ['third_party_service'])?.code, 'ROLES_CONFLICT');
  assert.equal(organisationConflict(['registrant'], officers), undefined);
});

test('除异议人外，角色须归属单位', () => {
  assert.equal(organisationMissing(['objector'], null), undefined);
  assert.equal(organisationMissing(['registrant'], null)?.code, 'ROLE_NEEDS_ORGANISATION');
  assert.equal(organisationMissing(['registrant'], '11110000000021039C'), undefined);
});

test('经办人员和管理员属于重要账户', () => {
  assert.ok(isPrivileged(['objector', 'registrar.issue']));
  assert.ok(isPrivileged(['admin.audit']));
  assert.ok(!isPrivileged(['registrant', 'auditor']));
});
