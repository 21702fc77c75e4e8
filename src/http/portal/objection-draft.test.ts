import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProcedure } from '../../app/describe.ts';
import { procedureOf } from '../../app/procedures.ts';
import { afterStep, boundsOf, draftOf, type ObjectionInput } from './objection-draft.ts';

const bounds = boundsOf(describeProcedure(procedureOf('reg.objection')));
const id = (n: number) => `0199aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`;
const file = (n: number) => ({ id: id(n), name: `证据${n}.pdf`, size: n });

const input = (change: Partial<ObjectionInput> = {}): ObjectionInput => ({
  stage: 'words',
  draft: { interest: '共有主体', reason: '数据来自本单位', files: [file(1)], key: 'ab'.repeat(16) },
  troubles: [],
  ...change,
});

async function drafted(fields: Record<string, string[]>, change: { stranger?: boolean } = {}) {
  const all = (name: string): readonly string[] => fields[name] ?? [];
  const form = { all, field: (name: string) => all(name).at(-1) ?? '', kept: [], refused: [] };
  return draftOf(form, {
    most: bounds.most.files,
    stranger: change.stranger ?? false,
    fresh: () => 'cd'.repeat(16),
    own: (ids) => Promise.resolve(ids.map((one) => ({ id: one, name: 'x', size: 1 }))),
  });
}

const shown = (go: string, change: Partial<ObjectionInput> = {}) => {
  const next = afterStep(go, input(change), bounds);
  return next === 'send'
    ? 'send'
    : `${next.stage}${next.troubles.map(({ at }) => `!${at}`).join('')}`;
};

test('字数和份数以事项的声明为准', () => {
  assert.deepEqual(bounds, {
    most: { interest: 500, reason: 2000, files: 20 },
    least: { interest: 1, reason: 5 },
  });
});

test('一步一步往前、往回走，写了的一直带着', () => {
  assert.equal(shown('next'), 'files');
  assert.equal(shown('next', { stage: 'files' }), 'check');
  assert.equal(shown('send', { stage: 'check' }), 'send');
  assert.equal(shown('back', { stage: 'check' }), 'files');
  assert.equal(shown('back', { stage: 'files' }), 'words');
  assert.equal(shown('words', { stage: 'check' }), 'words');
  assert.equal(shown('add', { stage: 'files' }), 'files');
  for (const stage of ['words', 'files', 'check'] as const)
    assert.equal(shown('stay', { stage }), stage);
  const dropped = afterStep(`drop:${id(1)}`, input({ stage: 'files' }), bounds);
  assert.ok(dropped !== 'send');
  assert.deepEqual(dropped.draft.files, []);
  assert.equal(dropped.draft.reason, '数据来自本单位');
});

test('缺的、太短的、太长的指出是哪一栏；没有证据不能核对；跳过步骤不能提交', () => {
  const draft = input().draft;
  assert.equal(shown('next', { draft: { ...draft, interest: ' ' } }), 'words!interest');
  assert.equal(shown('next', { draft: { ...draft, reason: '不对' } }), 'words!reason');
  assert.equal(shown('next', { draft: { ...draft, reason: '长'.repeat(2001) } }), 'words!reason');
  const none = { stage: 'files', draft: { ...draft, files: [] } } as const;
  assert.equal(shown('next', none), 'files!evidence');
  assert.equal(shown('send', { ...none, stage: 'check' }), 'files!evidence');
  assert.equal(shown('send', { stage: 'files' }), 'check');
  assert.equal(shown('send', { stage: 'check', draft: { ...draft, reason: '' } }), 'words!reason');
});

test('看不见的字符去掉，并请作者再读一遍', async () => {
  const { draft, troubles } = await drafted({
    at: ['words'],
    interest: ['共有\u202E主\u200B体\u0000'],
    reason: ['第一行\n第二行'],
  });
  assert.equal(draft.interest, '共有主体');
  assert.equal(draft.reason, '第一行\n第二行');
  assert.match(troubles[0]?.sentence.zh ?? '', /看不见的字符/);
});

test('表单里的编号只取合规的、不重复的、不超过份数的', async () => {
  const many = Array.from({ length: 30 }, (_, n) => id(n));
  const { draft } = await drafted({ at: ['files'], file: ['x', ...many, ...many], key: ['bad'] });
  assert.equal(draft.files.length, 20);
  assert.equal(draft.key, 'cd'.repeat(16));
});

test('别的网站替人填好的内容不显示', async () => {
  const { stage, draft } = await drafted(
    { at: ['check'], interest: ['假的'], reason: ['假的理由'], file: [id(1)] },
    { stranger: true },
  );
  assert.deepEqual([stage, draft.interest, draft.reason, draft.files], ['words', '', '', []]);
});
