import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatNext } from './next.ts';
import { actor, letter, machine, REGISTRAR, standing, type Letter } from './sample.fixtures.ts';
import type { Actor } from './types.ts';

const filed: Letter = { status: 'filed', owner: 'unit-a', words: '内容' };
const intake = actor(REGISTRAR, 'registrar.intake');
const owner = actor('unit-a', 'registrant');

const next = (state: Letter, who: Actor) => whatNext(letter, state, who, standing(state));
const reasons = (state: Letter, who: Actor) =>
  Object.fromEntries(next(state, who).closed.map(({ act, why }) => [act, why.code]));

test('每人能办的恰好是这些，其余各有不能办的理由', () => {
  assert.deepEqual(next(filed, intake).actions, ['answer']);
  assert.deepEqual(reasons(filed, intake), {
    renew: 'ACT_NOT_YOURS',
    whisper: 'ACT_NOT_YOURS',
    blunder: 'ACT_NOT_YOURS',
  });
  assert.deepEqual(next(filed, owner).actions, ['renew', 'blunder']);
  assert.deepEqual(next(filed, actor('unit-b', 'auditor')).actions, []);
});

test('状态不对的，说明现在是什么状态、什么状态才能办', () => {
  const answered = { ...filed, status: 'ANSWERED' };
  const { actions, closed } = next(answered, intake);
  assert.deepEqual(actions, []);
  const why = closed.find((c) => c.act === 'answer')?.why;
  assert.equal(why?.code, 'ACT_WRONG_STATE');
  assert.equal(why?.sentence.zh, '当前状态为“已答复”，该事项只能在“已提交”时办理。');
  assert.match(why?.sentence.en ?? '', /"Answered".*Filed/);
});

test('状态中已可知的障碍也是理由', () => {
  assert.equal(reasons({ ...filed, words: '' }, owner)['renew'], 'EMPTY');
});

test('开案事项和系统事项不摆在任何人面前', () => {
  for (const who of [intake, owner, actor(null, 'objector')]) {
    const { actions, closed } = next(filed, who);
    const shown = [...actions, ...closed.map((c) => c.act)];
    assert.deepEqual(shown.toSorted(), ['answer', 'blunder', 'renew', 'whisper']);
  }
  assert.deepEqual(next(filed, machine).actions, ['lapse']);
});
