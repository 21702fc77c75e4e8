import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../base/refusal.ts';
import { parseYearCalendar } from '../../../law/calendar-year.ts';
import { CALENDAR_EXAMPLE } from './calendar-example.ts';

test('示例日历填上通知来源才能导入，原样不能', () => {
  const asIs = parseYearCalendar(CALENDAR_EXAMPLE);
  assert.ok(isRefusal(asIs));
  assert.match(asIs.sentence.zh, /“source”/);
  const filled = parseYearCalendar({ ...CALENDAR_EXAMPLE, source: 'https://example.invalid/2027' });
  assert.ok(!isRefusal(filled), JSON.stringify(filled));
});
