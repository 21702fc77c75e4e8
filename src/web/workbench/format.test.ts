import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateWords, momentWords } from './format.ts';

describe('工作台上的日期', () => {
  it('期限写年月日和星期', () => {
    assert.equal(dateWords('2026-02-12', 'zh'), '2026年2月12日（周四）');
    assert.equal(dateWords('2026-02-12', 'en'), 'Thu 12 Feb 2026');
  });
  it('时刻按北京时间', () => {
    assert.equal(momentWords('2026-02-09T01:03:00Z', 'zh'), '2026年2月9日 09:03');
  });
  it('不是日期的原样写出', () => {
    assert.equal(dateWords('尚未确定', 'zh'), '尚未确定');
  });
});
