import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inParts, offerFor, offerForAll } from './bulk.ts';

const item = (status: string, registrant = '北京市民政局', procedure = 'reg.first') => ({
  procedure,
  status,
  registrant,
});
const intake = ['registrar.intake'];
const issue = ['registrar.issue'];
const other = '北京市交通委员会';

describe('批量办理的选择', () => {
  it('受理人员可选待受理的，赋码人员可选待赋码的，其他人不能', () => {
    assert.equal(offerFor(item('submitted'), intake)?.act, 'accept');
    assert.equal(offerFor(item('clear'), issue)?.act, 'assignCode');
    assert.equal(offerFor(item('clear'), intake), undefined);
    assert.equal(offerFor(item('in_review'), [...intake, ...issue]), undefined);
    assert.equal(offerFor(item('submitted', '', 'reg.objection'), intake), undefined);
    assert.equal(offerFor(item('submitted'), ['registrant']), undefined);
  });

  it('受理只能是同一登记主体，赋码不限；步骤不同的不能一起办，说明为什么', () => {
    const all = (...items: ReturnType<typeof item>[]) => offerForAll(items, [...intake, ...issue]);
    assert.equal(all(item('submitted'), item('submitted')).offer?.act, 'accept');
    assert.match(all(item('submitted'), item('submitted', other)).why?.zh ?? '', /同一登记主体/);
    assert.equal(all(item('clear'), item('clear', other)).offer?.act, 'assignCode');
    assert.match(all(item('submitted'), item('clear')).why?.zh ?? '', /步骤不同/);
    assert.match(all(item('submitted'), item('in_review')).why?.zh ?? '', /步骤不同/);
    assert.deepEqual(all(item('in_review')), {});
    assert.deepEqual(all(), {});
  });

  it('分批：每批不超过上限，次序不变，一件不少', () => {
    assert.deepEqual(inParts([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
    assert.deepEqual(inParts([], 2), []);
  });
});
