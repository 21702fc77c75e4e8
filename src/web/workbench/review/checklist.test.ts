import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text } from '../../../base/text.ts';
import type { MaterialField, MaterialGroup } from '../dossier/open.ts';
import { cannedReasons } from './canned.ts';
import {
  defectsOf,
  judged,
  marked,
  ownMark,
  passedOn,
  progressOf,
  readChecklist,
  toLookAt,
  unfinished,
  withDefects,
} from './checklist.ts';
import { differences, printOf } from './compare.ts';

const field = (id: string, type: MaterialField['type'], more: Partial<MaterialField> = {}) =>
  ({ id, type, label: text(id, id), required: 'always', basis: 'text', ...more }) as MaterialField;
const group = (id: string, ...fields: MaterialField[]): MaterialGroup => ({
  id,
  label: text(id, id),
  law: ['NAT-REG-9(1)'],
  required: 'always',
  basis: 'text',
  fields,
});
const GROUPS = [
  group('subject', field('name', 'string')),
  group('scenario', field('usable', 'text'), field('forbidden', 'text')),
  group('evidence', field('proofFile', 'file', { seals: ['registrant'] })),
];

test('暂存的内容读回来只认标记，别的一概不收', () => {
  assert.deepEqual(readChecklist(null), {});
  assert.deepEqual(readChecklist(['pass']), {});
  assert.deepEqual(
    readChecklist({
      subject: { as: 'pass' },
      scenario: { as: '?' },
      x: 3,
      evidence: { as: 'remark', reason: '看' },
    }),
    { subject: { as: 'pass' }, evidence: { as: 'remark', reason: '看' } },
  );
});

test('同事转来的标记署有其名；自己再标一次、改一个字，就是自己的', () => {
  const list = readChecklist({
    subject: { as: 'pass', by: '王静' },
    scenario: { as: 'defect', ground: 'g', reason: '太简略了些', by: '王静' },
    evidence: { as: 'pass' },
  });
  assert.deepEqual(passedOn(list), { n: 2, by: ['王静'] });
  const again = judged(list, 'subject', 'pass', 'g');
  const mine = list['scenario'] && ownMark(list['scenario']);
  assert.deepEqual(mine, { as: 'defect', ground: 'g', reason: '太简略了些' });
  assert.deepEqual(passedOn(marked(again, 'scenario', mine ?? null)), { n: 0, by: [] });
});

test('整组通过即没有缺陷：其下各项的标记一并撤去', () => {
  const list = marked({}, 'scenario.usable', { as: 'defect', ground: 'g', reason: '太简略了些' });
  assert.deepEqual(judged(list, 'scenario', 'pass', 'g'), { scenario: { as: 'pass' } });
  assert.deepEqual(judged(list, 'scenario', null, 'g'), list);
});

test('看过几组：标了整组或者其中一项都算看过', () => {
  const list = judged(marked({}, 'scenario.usable', { as: 'defect' }), 'subject', 'pass', '');
  const { done, of, left } = progressOf(list, GROUPS);
  assert.deepEqual([done, of, left.map((g) => g.id)], [2, 3, ['evidence']]);
});

test('缺陷按材料清单的次序汇入告知书；改动告知书不动其余标记', () => {
  let list = marked({}, 'evidence.proofFile', { as: 'defect', ground: 'g', reason: '请重新盖章' });
  list = marked(list, 'scenario.usable', { as: 'defect', ground: 'g', reason: '写' });
  list = judged(list, 'subject', 'pass', '');
  const named = defectsOf(list, GROUPS);
  assert.deepEqual(
    named.map((n) => n.item),
    ['scenario.usable', 'evidence.proofFile'],
  );
  assert.deepEqual(
    unfinished(named).map((n) => n.item),
    ['scenario.usable'],
  );
  assert.deepEqual(withDefects(list, named.slice(1)), {
    subject: { as: 'pass' },
    'evidence.proofFile': { as: 'defect', ground: 'g', reason: '请重新盖章' },
  });
});

test('再次提交后只看告知过的和改动过的', () => {
  const gaps = [{ item: 'scenario.forbidden', ground: 'g', reason: '请补充', law: 'X' }];
  const state = {
    notices: [{ stage: 'review', on: '2026-03-02', gaps }],
    submissions: [
      { on: '2026-03-02', changed: [] },
      { on: '2026-03-03', changed: ['evidence.proofFile'] },
    ],
  };
  const ids = (stage: 'intake' | 'review', given: Record<string, unknown>): string[] =>
    toLookAt({ state: given } as never, stage, GROUPS).map((g) => g.id);
  assert.deepEqual(ids('review', state), ['scenario', 'evidence']);
  assert.deepEqual(ids('review', {}), ['subject', 'scenario', 'evidence']);
  const intake = { ...state, notices: [{ stage: 'intake', on: '2026-03-02', gaps }] };
  assert.deepEqual(ids('review', intake), ['subject', 'scenario', 'evidence'], '审核还没有告知过');
});

test('比较两次提交：文件只比内容，空与没有是一回事', () => {
  assert.equal(printOf({ id: 'a', sha256: 'f' }), printOf({ id: 'b', sha256: 'f' }));
  assert.equal(printOf(undefined), printOf([]));
  const before = { scenario: { usable: '甲' }, evidence: { proofFile: { id: '1', sha256: 'x' } } };
  const after = {
    scenario: { usable: '乙', forbidden: '' },
    evidence: { proofFile: { id: '2', sha256: 'x' } },
  };
  assert.deepEqual(
    differences(before, after, GROUPS).map(({ item, before: b, after: a }) => [item, b, a]),
    [['scenario.usable', '甲', '乙']],
  );
});

test('常用理由：自动预检发现的在前；空着的请补充，该盖章的先说公章', () => {
  const label = text('存证证明文件', 'Proof');
  const proof = GROUPS[2]?.fields[0];
  const file = { id: 'f', sha256: 'x' };
  assert.match(cannedReasons('evidence.proofFile', proof, label, file, [])[0]?.zh ?? '', /公章/);
  assert.match(cannedReasons('evidence.proofFile', proof, label, null, [])[0]?.zh ?? '', /请补充/);
  const found = {
    item: 'evidence.proofFile',
    level: 'gap',
    code: 'X',
    says: text('摘要不一致。', 'x'),
    law: [],
  } as const;
  assert.equal(
    cannedReasons('evidence.proofFile', proof, label, file, [found])[0]?.zh,
    '摘要不一致。',
  );
});
