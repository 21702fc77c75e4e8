import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarPicture } from './calendar-picture.ts';
import { counted } from '../portal.fixtures.ts';

/** The cells of the days that take part, by date: their class and the words in them. */
async function cells(svg: unknown): Promise<Map<string, { kind: string; words: string[] }>> {
  const found = new Map<string, { kind: string; words: string[] }>();
  const drawn = String(await svg);
  for (const [, kind, date, body] of drawn.matchAll(
    /<g class="d ([^"]*)"\s+data-date="([^"]*)">(.*?)<\/g>/gs,
  )) {
    const words = [...(body ?? '').matchAll(/<text[^>]*>([^<]*)</g)].map((one) => one[1] ?? '');
    found.set(date ?? '', { kind: kind ?? '', words });
  }
  return found;
}

const draw = (from: string, n: number, today?: string) =>
  cells(calendarPicture('zh', counted(from, n).steps, '', today));

test('2026年2月13日起10个工作日：春节不计、两个调休上班日计入，3月5日为最后一日', async () => {
  const days = await draw('2026-02-13', 10, '2026-03-02');
  assert.deepEqual(days.get('2026-02-13'), { kind: 'start', words: ['13', '起'] });
  assert.deepEqual(days.get('2026-02-14'), { kind: 'makeUp', words: ['14', '班', '1'] });
  for (let day = 15; day <= 23; day += 1) {
    assert.deepEqual(days.get(`2026-02-${day}`), { kind: 'holiday', words: [String(day), '休'] });
  }
  assert.deepEqual(days.get('2026-02-28'), { kind: 'makeUp', words: ['28', '班', '6'] });
  assert.deepEqual(days.get('2026-03-01'), { kind: 'weekend', words: ['1', '–'] });
  assert.deepEqual(days.get('2026-03-02'), { kind: 'counted today', words: ['2', '7'] });
  assert.deepEqual(days.get('2026-03-05'), { kind: 'due', words: ['5', '止', '10'] });
  assert.equal(days.has('2026-03-06'), false);
});

test('最后一日落在调休上班的周六周日，两个标记都在', async () => {
  const saturday = await draw('2026-04-29', 5);
  assert.deepEqual(saturday.get('2026-05-09'), { kind: 'due', words: ['9', '班止', '5'] });
  const sunday = await draw('2026-09-18', 1);
  assert.deepEqual(sunday.get('2026-09-20'), { kind: 'due', words: ['20', '班止', '1'] });
});

const vectors = [
  ['2025-03-01', 30, '2025-04-14'],
  ['2025-09-26', 20, '2025-10-30'],
  ['2026-02-10', 3, '2026-02-13'],
  ['2026-02-13', 20, '2026-03-19'],
  ['2026-05-06', 3, '2026-05-09'],
  ['2026-09-24', 10, '2026-10-15'],
  ['2026-09-30', 20, '2026-11-03'],
  ['2026-12-03', 20, '2026-12-31'],
] as const;

for (const [from, n, due] of vectors) {
  test(`${from}起${n}个工作日，画出的最后一日是${due}`, async () => {
    const days = await draw(from, n);
    const ends = [...days].filter(([, { kind }]) => kind.startsWith('due'));
    assert.deepEqual(
      ends.map(([date]) => date),
      [due],
    );
  });
}

test('跨入尚未公布放假安排的年份，那一年的日子标为暂定', async () => {
  const days = await draw('2026-12-10', 20);
  assert.equal(days.get('2026-12-31')?.kind, 'counted');
  assert.equal(days.get('2027-01-04')?.kind, 'counted provisional');
});

test('很长的期限只画头尾几个月', async () => {
  const picture = String(await calendarPicture('zh', counted('2026-01-05', 500).steps, ''));
  assert.equal(picture.match(/<svg/g)?.length, 6);
  assert.match(picture, /中间\d+个月略/);
});
