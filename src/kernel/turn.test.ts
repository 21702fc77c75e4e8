import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProcedure } from '../app/describe.ts';
import { procedures } from '../app/procedures.ts';
import { turnOf } from './turn.ts';

const declared = new Map(procedures.map((p) => [p.name, describeProcedure(p)]));
const turn = (
  name: string,
  status: string,
  places: readonly string[],
  open: readonly string[],
  gaps = 0,
) => {
  const procedure = declared.get(name);
  assert.ok(procedure);
  return turnOf(procedure, status, { places, open, gaps });
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
