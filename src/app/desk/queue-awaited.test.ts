import assert from 'node:assert/strict';
import { test } from 'node:test';
import { procedureOf, procedures } from '../procedures.ts';
import { awaiting, NOT_WAITED_FOR, officersFor, TIMED } from './queue-awaited.ts';

test('不算待办的办理事项都确有其事', () => {
  const known = new Set(
    procedures.flatMap((p) => Object.keys(p.acts).flatMap((act) => [act, `${p.name}.${act}`])),
  );
  assert.deepEqual(
    [...NOT_WAITED_FOR].filter((name) => !known.has(name)),
    [],
  );
});

test('首次登记的每一步等的是谁', () => {
  const first = procedureOf('reg.first');
  const waits = Object.keys(first.states).map((status) => [status, officersFor(first, status)]);
  assert.deepEqual(
    Object.fromEntries(waits.filter(([, officers]) => officers && officers.length > 0)),
    {
      submitted: ['registrar.intake'],
      in_review: ['registrar.review'],
      passed: ['registrar.issue'],
      clear: ['registrar.issue'],
    },
  );
});

test('等登记主体的：起草、补正；审核中的不等他', () => {
  const mine = awaiting(['registrant'], 'party');
  assert.ok(mine.includes('reg.first draft registrant'));
  assert.ok(mine.includes('reg.first intake_gap registrant'));
  assert.ok(mine.includes('reg.objection awaiting_reply registrant'));
  assert.ok(!mine.some((one) => one.startsWith('reg.first in_review')));
  assert.deepEqual(awaiting(['registrant'], 'office'), []);
  assert.deepEqual(awaiting([], 'office'), []);
});

test('登记义务等登记主体去申请登记，虽然办的是另一件事；办结了就不等', () => {
  const mine = awaiting(['registrant'], 'party').filter((one) => one.startsWith('reg.duty '));
  assert.ok(mine.includes('reg.duty overdue registrant'));
  const over = Object.entries(procedureOf('reg.duty').states).filter(([, s]) => s.terminal);
  assert.ok(over.length > 0);
  for (const [status] of over) assert.ok(!mine.includes(`reg.duty ${status} registrant`));
});

test('撤销调查等登记主体陈述，只在告知的期限里等', () => {
  assert.ok(awaiting(['registrant'], 'party').includes('reg.revoke verifying registrant'));
  assert.deepEqual(TIMED, ['reg.revoke verifying registrant registrantAnswer']);
});

test('等主管部门的不必是当事人', () => {
  const mine = awaiting(['municipal_data_authority'], 'reader');
  assert.ok(mine.includes('eval open'));
  assert.deepEqual(awaiting(['auditor'], 'reader'), []);
});
