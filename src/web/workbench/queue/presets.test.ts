import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFilters } from './filters.ts';
import { asked, presetOf, presetsFor, withPreset } from './presets.ts';

const ids = (...roles: string[]) => presetsFor(roles).map(({ id }) => id);

describe('清单的标签', () => {
  it('按角色不同：赋码人员多一个待赋码，登记主体没有认领', () => {
    assert.deepEqual(ids('registrar.intake'), [
      'forMe',
      'desk',
      'pool',
      'overdue',
      'notice',
      'open',
      'all',
    ]);
    assert.ok(ids('registrar.issue').includes('coding'));
    assert.deepEqual(ids('registrant'), ['open', 'forMe', 'overdue', 'notice', 'all']);
    assert.equal(ids('municipal_data_authority')[0], 'open');
  });

  it('地址里的筛选恰好是一个标签时，那个标签为当前；多一项就不是', () => {
    const tabs = presetsFor(['registrar.intake']);
    for (const tab of tabs) {
      const found = presetOf(tabs, withPreset({ q: '养老', sort: 'oldest' }, tab));
      assert.equal(found?.id, tab.id);
    }
    assert.equal(presetOf(tabs, { forMe: true, procedure: 'reg.first' }), undefined);
  });

  it('地址里什么也没有：从自己的第一个标签开始；只有搜索词：在全部在办里找', () => {
    const tabs = presetsFor(['registrar.intake']);
    assert.deepEqual(asked(tabs, { jurisdiction: 'beijing' }), {
      jurisdiction: 'beijing',
      forMe: true,
    });
    assert.deepEqual(asked(tabs, { q: '养老' }), { q: '养老', which: 'open' });
    assert.deepEqual(asked(tabs, { drifted: true }), { drifted: true });
  });

  it('换标签时，搜索词和排序不丢，别的筛选都换掉', () => {
    const [first] = presetsFor(['registrar.intake']);
    assert.ok(first);
    const before = { jurisdiction: 'beijing', q: '养老', status: 'clear', sort: 'newest' } as const;
    assert.deepEqual(withPreset(before, first), {
      jurisdiction: 'beijing',
      q: '养老',
      sort: 'newest',
      forMe: true,
    });
  });

  it('别人写的地址：不认识的一概不用', () => {
    assert.deepEqual(
      readFilters({ desk: 'x', sort: 'up', forMe: 'true', overdue: true, due: '1' }),
      {
        overdue: true,
      },
    );
    const id = '0190a000-0000-7000-8000-000000000101';
    assert.deepEqual(readFilters({ desk: id, sort: 'oldest' }), { desk: id, sort: 'oldest' });
  });
});
