import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProcedure } from '../../../app/describe.ts';
import { procedureOf } from '../../../app/procedures.ts';
import type { CaseView, ProcedureView } from '../queries.ts';
import { defectsIn, tellingIn, writtenOut } from './petition.ts';

const described = (name: string): ProcedureView =>
  JSON.parse(JSON.stringify(describeProcedure(procedureOf(name)))) as ProcedureView;
const seen = (status: string, acts: readonly string[], state: object): CaseView =>
  ({ status, actions: acts.map((act) => ({ act })), state }) as unknown as CaseView;
const ids = (of: ReturnType<typeof tellingIn>): string[] => of?.items.map(({ id }) => id) ?? [];

test('续展：申请时填的每一项都能核对，一次告知写成一段话', () => {
  const state = { months: 12, unchanged: true, agreementTo: '2027-05-20', agreement: null };
  const view = seen('renewal_pending', ['notifyGaps', 'approve', 'refuse'], state);
  const telling = tellingIn(view, described('reg.renew'));
  assert.deepEqual([telling?.act, telling?.field, telling?.grounds], ['notifyGaps', 'reasons', []]);
  assert.deepEqual(ids(telling), ['months', 'unchanged', 'changeCase', 'agreementTo']);
  assert.equal(telling?.items[0]?.label.zh, '续展月数');
  assert.equal(telling?.items[0]?.value, 12);
  const list = {
    agreementTo: { as: 'defect', ground: 'told', reason: '请与协议一致 ' },
    months: { as: 'defect', ground: 'told', reason: '请改为12个月' },
    unchanged: { as: 'pass' },
  } as const;
  const defects = defectsIn(list, telling?.items ?? []);
  assert.equal(
    writtenOut(defects, (item) => item, '：'),
    '1. months：请改为12个月\n2. agreementTo：请与协议一致',
  );
});

test('更正：只有规则列出的项目可以告知，告知过而没有变化的不能再告知', () => {
  const claim = { items: [], explanation: '写错了', proof: [{ id: 'a', sha256: 'b' }] };
  const filed = { claim, submissions: [{ on: '2026-03-02', changed: [] }], notices: [] };
  const acts = ['accept', 'notifyIntakeGaps', 'refuseAcceptance'];
  const first = tellingIn(seen('filed', acts, filed), described('reg.correct'));
  assert.equal(first?.act, 'notifyIntakeGaps');
  assert.equal(first?.field, 'missing');
  assert.deepEqual(first?.grounds, ['incomplete', 'nonconforming']);
  assert.deepEqual(ids(first), ['items', 'explanation', 'proof']);
  const again = {
    ...filed,
    submissions: [...filed.submissions, { on: '2026-03-05', changed: ['proof'] }],
    notices: [{ stage: 'intake', on: '2026-03-03', gaps: [{ item: 'explanation' }] }],
  };
  const second = tellingIn(seen('filed', acts, again), described('reg.correct'));
  assert.deepEqual(
    second?.items.map(({ id, telling }) => [id, telling]),
    [
      ['items', false],
      ['explanation', true],
      ['proof', true],
    ],
  );
});

test('不能告知的人、已经告知的续展、首次登记的审查台，都没有这张清单', () => {
  const renewal = described('reg.renew');
  assert.equal(tellingIn(seen('renewal_pending', ['withdraw'], {}), renewal), undefined);
  assert.equal(tellingIn(seen('gap', ['refuse'], {}), renewal), undefined);
  const first = seen('submitted', ['accept', 'notifyIntakeGaps'], {});
  assert.equal(tellingIn(first, described('reg.first')), undefined);
});
