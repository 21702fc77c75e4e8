import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { does, mayNext, office, refuses, viewOf, type Case } from '../../../test/office.ts';
import { people, system } from '../../../test/office-people.ts';
import { registered, stateOf } from './dossier.fixtures.ts';

const ACTS = ['noteNational', 'noteNationalRefusal', 'handOverAgain'];
const receipt = '回执第1号';
const CODE = '1393264726771781632103';

function entry() {
  const at = office(beijingPack, '2026-03-02');
  const c = registered(at);
  const queued = c.events.find((e) => e.type === 'sync.Queued')?.version ?? 0;
  const heard = (version: number, nationalCode: string | null = CODE) =>
    does(at, c, system, 'noteNational', { version, nationalCode, receipt });
  return { at, c, queued, heard };
}
const published = (c: Case, at: ReturnType<typeof office>): unknown =>
  c.procedure.publish?.(c.still.state, at.rules, c.still.clocks).entry?.fields['nationalCode'];

test('国家平台确认后，国家编码进入登记簿；没有确认的没有', () => {
  const { at, c, queued, heard } = entry();
  assert.equal(published(c, at), undefined);
  heard(queued);
  assert.equal(c.events.at(-1)?.type, 'sync.Acknowledged');
  assert.equal(published(c, at), CODE);
  assert.deepEqual(viewOf(at, c, 'office')['national'], {
    code: CODE,
    version: queued,
    on: at.today,
    receipt,
    failed: null,
  });
});

test('只有系统可以记录；任何人都没有这些事项', () => {
  const { at, c, queued } = entry();
  for (const act of ACTS) assert.ok(mayNext(at, c, system).includes(act), act);
  for (const by of [people.filer, people.issue, people.administrator]) {
    assert.deepEqual(
      mayNext(at, c, by).filter((act) => ACTS.includes(act)),
      [],
    );
    const input = { version: queued, nationalCode: CODE, receipt };
    assert.equal(refuses(at, c, by, 'noteNational', input).code, 'ACT_NOT_YOURS');
  }
});

test('重复的确认不再记录；一次记录覆盖之前各次', () => {
  const { c, queued, heard } = entry();
  heard(queued + 3);
  const count = c.events.length;
  heard(queued + 3);
  heard(queued);
  heard(queued, null);
  assert.equal(c.events.length, count);
  heard(queued + 5, null);
  assert.equal(c.events.length, count + 1);
  assert.equal(stateOf(c).national?.code, CODE, '没有再说编码的，编码不变');
});

test('一证一码：第二个国家编码不收', () => {
  const { at, c, queued, heard } = entry();
  heard(queued);
  const input = { version: queued + 1, nationalCode: '1393264726771781632104', receipt };
  assert.equal(refuses(at, c, system, 'noteNational', input).code, 'NATIONAL_CODE_SECOND');
  const words = { version: queued + 1, nationalCode: '张某某', receipt };
  assert.equal(refuses(at, c, system, 'noteNational', words).code, 'INPUT_INVALID');
});

test('被拒的记一次，直到后来被接收', () => {
  const { at, c, queued, heard } = entry();
  const refusal = { version: queued, why: 'POLICY' };
  does(at, c, system, 'noteNationalRefusal', refusal);
  const count = c.events.length;
  does(at, c, system, 'noteNationalRefusal', refusal);
  assert.equal(c.events.length, count);
  assert.deepEqual(stateOf(c).national?.failed, refusal);
  heard(queued);
  assert.equal(stateOf(c).national?.failed, null);
  does(at, c, system, 'noteNationalRefusal', refusal);
  assert.equal(c.events.length, count + 1, '已接收的不再算被拒');
});

test('重新报送另起一个版本，写明接在哪一版之后', () => {
  const { at, c, queued } = entry();
  does(at, c, system, 'handOverAgain', { counterpart: 'national', after: 0 });
  const event = c.events.at(-1);
  assert.deepEqual(
    [event?.type, event?.data['change'], event?.data['after'], event?.data['counterpart']],
    ['sync.Queued', 'reconciled', 0, 'national'],
  );
  assert.ok((event?.version ?? 0) > queued);
});
