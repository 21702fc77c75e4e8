import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProcedure } from '../../../app/describe.ts';
import { procedures } from '../../../app/procedures.ts';
import { beijingPack } from '../../../law/beijing.ts';
import type { HistoryEvent, Pack, ProcedureView } from '../queries.ts';
import { mainLine, stepsOf } from './line.ts';

const declared = procedures.map((p) => describeProcedure(p) as unknown as ProcedureView);
const first = declared.find(({ name }) => name === 'reg.first') as ProcedureView;
const pack = beijingPack as unknown as Pack;
const acts = (...names: string[]): HistoryEvent[] =>
  names.map((act, i) => ({ act, at: `2026-03-0${i + 2}` }) as HistoryEvent);
const drawn = (status: string, ...names: string[]): string =>
  stepsOf(first, pack, status, acts(...names))
    .map(
      ({ title, as }) =>
        `${title.zh}${{ done: '✓', now: '●', beside: '◐', coming: '', end: '■' }[as]}`,
    )
    .join(' ');

test('每个程序的路线都只经过它自己的状态，从开始走到最后', () => {
  for (const procedure of declared) {
    const names = procedure.states.map(({ name }) => name);
    for (const state of mainLine(procedure)) assert.ok(names.includes(state), procedure.name);
    const [start] = procedure.acts.find(({ from }) => from === 'new')?.to ?? [];
    const [begin] = mainLine(procedure);
    if (begin !== undefined) assert.equal(begin, start, procedure.name);
  }
});

test('首次登记的路线：走过的、现在的、以后的；以后各步写明法定时限', () => {
  assert.equal(
    drawn('in_review', 'openDraft', 'recordInternalReview', 'submit', 'accept'),
    '草稿✓ 已业务审核✓ 待受理✓ 形式审核中● 审核通过 公示中 待赋码 已登记',
  );
  const steps = stepsOf(first, pack, 'draft', acts('openDraft'));
  const limits = steps.map(({ state, length }) => [state, length?.n ?? null]);
  assert.deepEqual(Object.fromEntries(limits), {
    draft: 20,
    reviewed: null,
    submitted: 3,
    in_review: 20,
    passed: null,
    in_notice: 10,
    clear: null,
    REGISTERED: null,
  });
});

test('补正不在路线上，改好后从待受理接着走；终局的路线到此为止', () => {
  assert.equal(
    drawn('intake_gap', 'openDraft', 'recordInternalReview', 'submit', 'notifyIntakeGaps'),
    '草稿✓ 已业务审核✓ 待补正（受理）◐ 待受理 形式审核中 审核通过 公示中 待赋码 已登记',
  );
  assert.equal(
    drawn('WITHDRAWN', 'openDraft', 'recordInternalReview', 'submit', 'withdraw'),
    '草稿✓ 已业务审核✓ 待受理✓ 已撤回■',
  );
});

test('结果还没有定的，最后一步只说作出决定，不预告结果', () => {
  const objection = declared.find(({ name }) => name === 'reg.objection') as ProcedureView;
  const last = (status: string) => stepsOf(objection, pack, status, []).at(-1)?.title.zh;
  assert.equal(last('awaiting_reply'), '作出决定');
  assert.equal(last('UPHELD'), '异议成立');
});
