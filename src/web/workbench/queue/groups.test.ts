import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caseFrom, groupOf, linesOf } from './groups.ts';

const days = { today: '2026-03-05', soonBy: '2026-03-10' };
const item = (id: string, due: string | null, version = 1) => ({ id, due, version });

describe('清单分组', () => {
  it('逾期、今天、三个工作日内、以后、没有期限', () => {
    const dues = ['2026-03-04', '2026-03-05', '2026-03-10', '2026-03-11', null];
    assert.deepEqual(
      dues.map((due) => groupOf({ due }, days)),
      ['overdue', 'today', 'soon', 'later', 'none'],
    );
  });

  it('每组一个标题，按日期排好的清单里标题不重复', () => {
    const items = [
      item('a', '2026-03-01'),
      item('b', '2026-03-04'),
      item('c', '2026-03-06'),
      item('d', null),
    ];
    assert.deepEqual(
      linesOf(items, 'due', days).map(({ kind, id }) => `${kind} ${id}`),
      ['head overdue', 'case a', 'case b', 'head soon', 'case c', 'head none', 'case d'],
    );
  });

  it('按时间排序时不分组', () => {
    const lines = linesOf([item('a', '2026-03-01'), item('b', null)], 'newest', days);
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ['case', 'case'],
    );
  });

  it('翻页之间移动过的事项只列一次，以较新的版本为准', () => {
    const lines = linesOf(
      [item('a', null, 1), item('b', null, 1), item('a', null, 2)],
      'newest',
      days,
    );
    assert.deepEqual(
      lines.map((line) => line.kind === 'case' && [line.id, line.item.version, line.at]),
      [
        ['a', 2, 0],
        ['b', 1, 1],
      ],
    );
  });

  it('上一行、下一行跳过标题，到头就停；原来那行不在了，从头开始', () => {
    const lines = linesOf([item('a', '2026-03-01'), item('b', null), item('c', null)], 'due', days);
    assert.deepEqual(caseFrom(lines, undefined, 1), { id: 'a', index: 1 });
    assert.deepEqual(caseFrom(lines, 'a', 1), { id: 'b', index: 3 });
    assert.deepEqual(caseFrom(lines, 'c', 1), { id: 'c', index: 4 });
    assert.deepEqual(caseFrom(lines, 'a', -1), { id: 'a', index: 1 });
    assert.deepEqual(caseFrom(lines, 'gone', 1), { id: 'a', index: 1 });
    assert.equal(caseFrom([], 'a', 1), undefined);
  });
});
