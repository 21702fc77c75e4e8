import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BULK_MAX, goesWith, offerFor } from './bulk.ts';

const item = (status: string, registrant = '北京市民政局', procedure = 'reg.first') => ({
  procedure,
  status,
  registrant,
});
const intake = ['registrar.intake'];
const issue = ['registrar.issue'];

describe('批量办理的选择', () => {
  it('受理人员可选待受理的，赋码人员可选待赋码的，其他人不能选', () => {
    assert.equal(offerFor(item('submitted'), intake)?.act, 'accept');
    assert.equal(offerFor(item('clear'), issue)?.act, 'assignCode');
    assert.equal(offerFor(item('clear'), intake), undefined);
    assert.equal(offerFor(item('in_review'), [...intake, ...issue]), undefined);
    assert.equal(offerFor(item('submitted', '', 'reg.objection'), intake), undefined);
    assert.equal(offerFor(item('submitted'), ['registrant']), undefined);
  });

  it('受理只能选同一登记主体，赋码不限；两种事项不能混选；有上限', () => {
    const first = [item('submitted')];
    assert.ok(goesWith([], item('submitted'), intake));
    assert.ok(goesWith(first, item('submitted'), intake));
    assert.ok(!goesWith(first, item('submitted', '北京市交通委员会'), intake));
    assert.ok(goesWith([item('clear')], item('clear', '北京市交通委员会'), issue));
    assert.ok(!goesWith(first, item('clear'), [...intake, ...issue]));
    const full = Array.from({ length: BULK_MAX }, () => item('clear'));
    assert.ok(!goesWith(full, item('clear'), issue));
  });
});
