import assert from 'node:assert/strict';
import { it } from 'node:test';
import { calendarWords } from './calendar-words.ts';

it('所用日历写成哪一年的放假安排', () => {
  assert.deepEqual(calendarWords('cn-2026.1 cn-2027.unpublished'), {
    zh: '2026年放假安排（第1版）、2027年放假安排（尚未公布）',
    en: '2026 holidays (issue 1), 2027 holidays (not published)',
  });
});
it('别的日历编号原样写出', () => {
  assert.equal(calendarWords('city-7').zh, 'city-7');
});
