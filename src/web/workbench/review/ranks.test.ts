import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcedureView } from '../queries.ts';
import { closing, ranked, sendsBack } from './ranks.ts';

const gaps = {
  properties: {
    gaps: { type: 'array', items: { type: 'object', properties: { item: {}, ground: {} } } },
  },
};
const act = (name: string, from: string[], to: string[], input: object = {}, office = true) => ({
  name,
  from,
  to,
  input,
  by: [{ role: office ? 'registrar.review' : 'registrant', office }],
});
const procedure = {
  states: ['submitted', 'in_review', 'gap', 'passed', 'REFUSED'].map((name) => ({
    name,
    terminal: name === 'REFUSED',
  })),
  acts: [
    act('tell', ['in_review'], ['gap'], gaps),
    act('explain', ['in_review'], ['in_review']),
    act('refuse', ['in_review'], ['REFUSED']),
    act('pass', ['in_review'], ['passed']),
    act('note', ['in_review'], ['in_review']),
  ],
} as unknown as ProcedureView;
const open = (...names: string[]) => names.map((name) => ({ act: name }));
const names = (list: readonly { act: string }[]): string[] => list.map((one) => one.act);

test('往前走的、退回补正的、办结的摆在外面，其余收起来', () => {
  const all = open('tell', 'explain', 'refuse', 'pass', 'note');
  const { main, beside } = ranked(all, { status: 'in_review' }, procedure);
  assert.deepEqual(names(main), ['pass', 'tell', 'refuse']);
  assert.deepEqual(names(beside), ['explain', 'note']);
});

test('不超过三项时一项不收', () => {
  const { main, beside } = ranked(open('note', 'pass'), { status: 'in_review' }, procedure);
  assert.deepEqual(names(main), ['pass', 'note']);
  assert.deepEqual(beside, []);
  const few = ranked(open('refuse', 'note'), { status: 'in_review' }, procedure);
  assert.deepEqual(names(few.main), ['note', 'refuse'], '办结的放在最后');
});

test('要求补充后又回到原处的是退回；往前走的、收回自己所办的不是', () => {
  const renewal = {
    states: ['pending', 'gap', 'held', 'DONE'].map((name) => ({ name, terminal: name === 'DONE' })),
    acts: [
      act('tell', ['pending'], ['gap']),
      act('resubmit', ['gap'], ['pending'], {}, false),
      act('hold', ['pending'], ['held']),
      act('letGo', ['held'], ['pending']),
      act('approve', ['pending'], ['DONE']),
    ],
  } as unknown as ProcedureView;
  const back = renewal.acts.filter((one) => sendsBack(one, { status: 'pending' }, renewal));
  assert.deepEqual(
    back.map(({ name }) => name),
    ['tell'],
  );
  assert.deepEqual(
    names(ranked(open('tell', 'hold', 'approve'), { status: 'pending' }, renewal).main),
    ['hold', 'tell', 'approve'],
  );
});

test('办结的一步不归自己办的，说得出归谁办；自己办得了的、当事人的不说', () => {
  const revoke = {
    states: ['verified', 'REVOKED', 'CLOSED'].map((name) => ({
      name,
      terminal: name !== 'verified',
    })),
    acts: [
      act('revoke', ['verified'], ['REVOKED']),
      act('dismiss', ['verified'], ['CLOSED']),
      act('withdraw', ['verified'], ['CLOSED'], {}, false),
    ],
  } as unknown as ProcedureView;
  const of = (...may: string[]) =>
    closing({ status: 'verified', actions: open(...may) as never }, revoke).map(({ name }) => name);
  assert.deepEqual(of('dismiss'), ['revoke']);
  assert.deepEqual(of('dismiss', 'revoke'), []);
});
