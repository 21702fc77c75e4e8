import { INDUSTRY_SECTIONS } from '../../base/industry.ts';
import { isUuid } from '../../base/id.ts';
import { addDays, isPlainDate, orThrowDate, type PlainDate } from '../../base/plain-date.ts';
import type { House } from '../../app/house.ts';
import { entryOfNotice } from '../../app/public/case.ts';
import { noticesBetween } from '../../app/public/notices.ts';
import { publicNotices, type NoticeRow } from '../../app/public/public.ts';
import { deadline } from '../../law/deadline.ts';
import { explain } from '../../law/explain.ts';
import { jurisdictions, packFor, packInForce } from '../../law/packs.ts';
import { workingDaysLeft } from '../../web/portal/days/countdown.ts';
import { daysOfMonth } from '../../web/portal/notices/notice-month.ts';
import type { NoticeData } from '../../web/portal/notices/notice.ts';
import { WITHIN, type NoticeItem, type NoticesData } from '../../web/portal/notices/notices.ts';
import { valueText } from '../../web/portal/parts.ts';
import type { Asked } from './data.ts';

const PAGE = 20;
/** As many as a month can be drawn with and still be read. */
const DRAWN = 60;

export function noticeItem(house: House, row: NoticeRow): NoticeItem {
  const today = house.time.today();
  const { id, jurisdiction, procedure, from, to } = row;
  return {
    id,
    jurisdiction,
    procedure,
    from,
    to,
    dataName: valueText(row.fields['dataName']),
    registrantName: valueText(row.fields['registrantName']),
    over: isOver(row, today),
    workingDaysLeft: workingDaysLeft(row, today, house.calendar()),
  };
}

const isOver = (row: NoticeRow, today: string): boolean => !row.open || row.to < today;

/** The board as it was asked for: a list that can be paged through, or a month. */
export async function noticesData(house: House, asked: Asked): Promise<NoticesData> {
  const filter = {
    jurisdiction: jurisdictions.find((place) => place === asked('jurisdiction')),
    industry: INDUSTRY_SECTIONS.find(({ code }) => code === asked('industry'))?.code,
    within: WITHIN.find((n) => String(n) === asked('within')),
  };
  const board = { filter, jurisdictions };
  if (asked('view') === 'calendar') {
    const month = monthOf(asked('month')) ?? house.time.today().slice(0, 7);
    const query = { ...filter, ...daysOfMonth(month), limit: DRAWN };
    const { items, more } = await noticesBetween(house, query);
    const rows = items.map((row) => noticeItem(house, row));
    const calendar = house.calendar();
    return { ...board, show: { as: 'calendar', month, calendar, items: rows, more } };
  }
  const open = asked('state') !== 'over';
  const after = isUuid(asked('after')) ? asked('after') : undefined;
  const endsBy = open && filter.within ? workingDayFrom(house, filter.within) : undefined;
  const found = await publicNotices(house, { ...filter, open, after, endsBy, limit: PAGE });
  const items = found.items.map((row) => noticeItem(house, row));
  return { ...board, show: { as: 'list', items, open, after, next: found.next } };
}

/** A month of the years a calendar can be drawn for. */
function monthOf(asked: string | undefined): string | undefined {
  const real = isPlainDate(`${asked}-01`) && `${asked}-01` >= '2000-01-01';
  return real && `${asked}` < '2100-00' ? asked : undefined;
}

/** The nth working day, today being the first if it is one. */
export function workingDayFrom(house: Pick<House, 'calendar' | 'time'>, n: number): PlainDate {
  const calendar = house.calendar();
  let day = orThrowDate(house.time.today());
  for (let left = n; ; day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day)) left -= 1;
    if (left === 0) return day;
  }
}

export async function noticeData(house: House, row: NoticeRow): Promise<NoticeData> {
  const today = house.time.today();
  const calendar = house.calendar();
  const pack = packFor(row.jurisdiction);
  if (!pack) throw new Error(`a public row of the unknown place ${row.jurisdiction}`);
  const length = pack.profile.clocks.publicNotice?.length ?? { until: row.to };
  const counted = deadline(orThrowDate(row.from), length, calendar);
  return {
    pack,
    draft: packInForce(pack, today) === 'draft',
    id: row.id,
    jurisdiction: row.jurisdiction,
    procedure: row.procedure,
    entry: await entryOfNotice(house, row.id),
    fields: row.fields,
    over: isOver(row, today),
    workingDaysLeft: workingDaysLeft(row, today, calendar),
    period: explain({ ...counted, due: row.to }, calendar),
  };
}
