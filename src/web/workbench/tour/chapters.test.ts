import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoAccounts } from '../../../app/demo/people.ts';
import { procedureOf } from '../../../app/procedures.ts';
import { chapterOf, chapters } from './chapters.ts';

test('每一章的状态都是首次登记的真实状态，人都在演示名册里', () => {
  const states = Object.keys(procedureOf('reg.first').states);
  for (const { from, who } of chapters) {
    assert.ok(from === null || from === 'filled' || states.includes(from), String(from));
    assert.ok(who === null || demoAccounts.some(({ login }) => login === who), String(who));
  }
});

test('走到哪一章只看案卷：材料齐了的草稿才轮到内部审核', () => {
  assert.equal(chapterOf(null), 0);
  assert.equal(chapterOf({ status: 'draft', gaps: 9, touched: false }), 1);
  assert.equal(chapterOf({ status: 'draft', gaps: 2, touched: true }), 1);
  assert.equal(chapters[chapterOf({ status: 'draft', gaps: 0, touched: true })]?.id, 'review');
  assert.equal(
    chapters.at(chapterOf({ status: 'REGISTERED', gaps: 0, touched: true }))?.id,
    'verify',
  );
  assert.equal(chapterOf({ status: 'review_gap', gaps: 0, touched: true }), -1);
});
