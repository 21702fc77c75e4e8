import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../base/refusal.ts';
import { actor, letter, machine, REGISTRAR, taking, type Letter } from './sample.fixtures.ts';
import { replay, take, type Taken } from './take.ts';

const owner = actor('unit-a', 'registrant');
const intake = actor(REGISTRAR, 'registrar.intake');

function taken(...args: Parameters<typeof taking>): Taken<Letter> {
  const done = take(taking(...args));
  if (isRefusal(done)) assert.fail(done.code);
  return done;
}
const refused = (...args: Parameters<typeof taking>) => {
  const done = take(taking(...args));
  assert.ok(isRefusal(done));
  assert.ok(!('events' in done), '拒绝不产生事件');
  return done;
};

const filed = () => taken('file', owner, undefined, { input: { words: '内容' } });

test('开案：事件记下谁、以什么身份、何时、依据，并起算期限', () => {
  const { state, events, clocks, version } = filed();
  assert.deepEqual(state, { status: 'filed', owner: 'unit-a', words: '内容' });
  assert.equal(version, 1);
  const [event] = events;
  assert.deepEqual(event?.actor, {
    account: owner.accountId,
    role: 'registrant',
    org: 'unit-a',
  });
  assert.deepEqual(
    [event?.act, event?.law, event?.data],
    ['file', ['BJ-REG-9'], { owner: 'unit-a' }],
  );
  assert.deepEqual(
    clocks.map((c) => [c.name, c.state, c.startedOn, c.length, c.since]),
    [['answer', 'running', '2026-03-02', 5, 1]],
  );
  assert.deepEqual(
    event?.deadlines.map((d) => d.clock),
    ['answer'],
  );
});

test('法定期限没有数字的，不起算', () => {
  const { clocks } = taken('file', owner, undefined, {
    input: { words: '' },
    rules: { days: null },
  });
  assert.deepEqual(clocks, []);
});

test('拒绝不产生事件：身份不符、状态不符、条件不符、事项不存在', () => {
  const { state } = filed();
  const before = { state, clocks: [], version: 1 };
  assert.equal(refused('answer', owner, before).code, 'ACT_NOT_YOURS');
  assert.equal(
    refused('renew', owner, { ...before, state: { ...state, words: '' } }).code,
    'EMPTY',
  );
  const answered = { ...before, state: { ...state, status: 'ANSWERED' } };
  assert.equal(refused('answer', intake, answered).code, 'ACT_WRONG_STATE');
  assert.equal(refused('nothing', owner, before).code, 'ACT_UNKNOWN');
  assert.equal(refused('file', owner, before).code, 'ACT_UNKNOWN');
  assert.equal(refused('answer', intake, undefined).code, 'ACT_UNKNOWN');
  const storm = { input: { words: '内容' }, facts: { weather: 'storm' } };
  assert.equal(refused('file', owner, undefined, storm).code, 'STORM');
});

test('产生未声明的事件，或进入未声明的状态，视为程序错误，立即中止', () => {
  const { events: _events, ...before } = filed();
  const blunder = (how: string) => () => take(taking('blunder', owner, before, { input: { how } }));
  assert.throws(blunder('letter.Nowhere'), /undeclared event letter\.Nowhere/);
  assert.throws(blunder('letter.Answered'), /undeclared event letter\.Answered/);
  assert.throws(blunder('letter.Lost'), /undeclared state lost/);
  assert.throws(blunder('letter.Lapsed'), /does not declare that it leads to LAPSED/);
});

test('匿名事项的记录里没有账户和单位', () => {
  const { events: _events, ...before } = filed();
  const { events } = taken('whisper', actor('unit-b', 'objector'), before);
  assert.deepEqual(events[0]?.actor, { account: '', role: 'objector', org: null });
});

test('折叠时不看期限：去掉事件上的期限，状态不变', () => {
  const { events } = filed();
  for (const event of events) {
    assert.deepEqual(letter.evolve(undefined, { ...event, deadlines: [] }), filed().state);
  }
});

test('重放与当场折叠一致，经JSON往返也一致', () => {
  const steps = [filed()];
  const on = (act: string, who = owner) => {
    const { events: _events, ...before } = steps.at(-1) ?? filed();
    steps.push(taken(act, who, before));
  };
  on('renew');
  on('lapse', machine);
  on('renew');
  on('answer', intake);
  const events = steps.flatMap((s) => s.events);
  const { events: _last, ...live } = steps.at(-1) ?? filed();
  assert.deepEqual(replay(letter, events), live);
  const stored = JSON.parse(JSON.stringify(events)) as typeof events;
  assert.deepEqual(replay(letter, stored), live);
  assert.deepEqual(
    events.map((e) => e.version),
    [1, 2, 3, 4, 5],
  );
  assert.equal(replay(letter, []), undefined);
});
