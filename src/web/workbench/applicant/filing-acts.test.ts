import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProcedure } from '../../../app/describe.ts';
import { procedures } from '../../../app/procedures.ts';
import type { ProcedureView } from '../queries.ts';
import { filingActs, handedInBy, reviewAct } from './filing-acts.ts';

const declared = new Map(
  procedures.map((p) => [p.name, describeProcedure(p) as unknown as ProcedureView]),
);
const of = (name: string): ProcedureView => declared.get(name) as ProcedureView;

test('提交和补正后重新提交都算送出，撤回不算', () => {
  for (const name of ['reg.first', 'reg.change']) {
    assert.deepEqual(
      filingActs(of(name)).map((a) => a.name),
      ['submit', 'resubmit'],
    );
    assert.equal(reviewAct(of(name))?.name, 'recordInternalReview');
  }
});

test('一开始就送出的程序，没有单独的提交', () => {
  for (const name of ['reg.objection', 'reg.cancel', 'agency'])
    assert.deepEqual(
      filingActs(of(name)).map((a) => a.name),
      [],
    );
});

test('新建就送到登记机构的，新建就有回执；双方之间的委托没有', () => {
  assert.deepEqual(handedInBy(of('reg.cancel'), ['applicant']), ['fileCancellation']);
  assert.deepEqual(handedInBy(of('reg.objection'), ['objector']), ['lodge']);
  assert.deepEqual(handedInBy(of('reg.first'), ['registrant']), ['submit', 'resubmit']);
  assert.deepEqual(handedInBy(of('agency'), ['principal']), []);
});

test('对方提出的，回执是自己的答复、同意，不是别人的提交', () => {
  assert.deepEqual(handedInBy(of('reg.objection'), ['registrant']), ['reply']);
  assert.deepEqual(handedInBy(of('reg.correct'), ['registrant']), [
    'giveConsent',
    'declineConsent',
  ]);
  assert.deepEqual(handedInBy(of('reg.first'), ['agent']), ['submit', 'resubmit']);
});
