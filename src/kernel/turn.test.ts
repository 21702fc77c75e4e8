import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProcedure } from '../app/describe.ts';
import { procedures } from '../app/procedures.ts';
import { gapsOf, turnOf } from './turn.ts';

const declared = new Map(procedures.map((p) => [p.name, describeProcedure(p)]));
const turn = (
  name: string,
  status: string,
  places: readonly string[],
  open: readonly string[],
  gaps = 0,
  more: { readonly theirs?: number; readonly running?: readonly string[] } = {},
) => {
  const procedure = declared.get(name);
  assert.ok(procedure);
  return turnOf(procedure, status, { places, open, gaps, theirs: 0, running: [], ...more });
};
const EDITS = ['attachMaterial', 'importContent', 'linkCatalogue', 'withdraw'];

test('草稿缺材料等填报的人；齐了等审核的同事；审核过了等提交', () => {
  assert.equal(turn('reg.first', 'draft', ['registrant'], EDITS, 3).turn, 'me');
  assert.deepEqual(turn('reg.first', 'draft', ['registrant'], EDITS), {
    turn: 'colleague',
    acts: ['recordInternalReview'],
  });
  assert.deepEqual(turn('reg.first', 'reviewed', ['registrant'], [...EDITS, 'submit']), {
    turn: 'me',
    acts: ['submit'],
  });
});

test('只剩撤回可办的，不算等我；公示中谁也不等，等期限', () => {
  assert.equal(turn('reg.first', 'in_review', ['registrant'], ['withdraw']).turn, 'office');
  assert.equal(turn('reg.first', 'in_notice', ['registrant'], ['withdraw']).turn, 'time');
});

test('共有主体有同意可办的，等它；已经同意、只能收回的，不等它', () => {
  assert.equal(turn('reg.first', 'draft', ['coOwner'], ['consent']).turn, 'me');
  assert.notEqual(turn('reg.first', 'draft', ['coOwner'], ['withdrawConsent']).turn, 'me');
});

test('只差共有主体同意的，填报的人看是等另一方，共有主体看是等自己；提交以后不这样算', () => {
  const findings = [{ level: 'gap', party: 'coOwner' }, { level: 'warning' }];
  assert.deepEqual(gapsOf(findings, ['registrant']), { gaps: 0, theirs: 1 });
  assert.deepEqual(gapsOf(findings, ['coOwner']), { gaps: 1, theirs: 0 });
  assert.deepEqual(gapsOf([{ level: 'gap' }], ['registrant']), { gaps: 1, theirs: 0 });
  const lacking = { theirs: 1 };
  for (const [status, open] of [
    ['draft', EDITS],
    ['reviewed', [...EDITS, 'submit']],
  ] as const)
    assert.deepEqual(turn('reg.first', status, ['registrant'], open, 0, lacking), {
      turn: 'others',
      acts: ['consent'],
    });
  assert.equal(turn('reg.first', 'draft', ['registrant'], EDITS, 2, lacking).turn, 'me');
  assert.equal(turn('reg.first', 'draft', ['coOwner'], ['consent'], 1).turn, 'me');
  const open = [...EDITS, 'resubmit'];
  assert.equal(turn('reg.first', 'intake_gap', ['registrant'], open, 0, lacking).turn, 'me');
});

test('撤销调查：告知的期限里等登记主体陈述；告知以前、陈述以后、期限过了，都是等登记机构', () => {
  const of = (running: readonly string[]) =>
    turn('reg.revoke', 'verifying', ['registrant'], ['fileStatement'], 0, { running });
  assert.deepEqual(of(['registrantAnswer']), { turn: 'me', acts: ['fileStatement'] });
  assert.equal(of([]).turn, 'office');
});

test('异议等登记主体答复：登记主体看是等自己，异议人看是等另一方', () => {
  const at = 'awaiting_reply';
  assert.equal(turn('reg.objection', at, ['registrant'], ['reply']).turn, 'me');
  assert.notEqual(turn('reg.objection', at, ['objector'], ['withdraw']).turn, 'me');
});

test('委托书等双方盖章：没盖的一方看是等自己，盖过的看是等另一方', () => {
  for (const place of ['principal', 'agent']) {
    assert.deepEqual(turn('agency', 'drafted', [place], ['seal', 'revoke']), {
      turn: 'me',
      acts: ['seal'],
    });
    assert.deepEqual(turn('agency', 'drafted', [place], ['revoke']), {
      turn: 'others',
      acts: ['seal'],
    });
  }
});
