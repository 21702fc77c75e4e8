import { html } from 'hono/html';
import { INDUSTRY_SECTIONS } from '../../../base/industry.ts';
import { text, type Language } from '../../../base/text.ts';
import { monthWords } from '../days/calendar-words.ts';
import { leftWords } from '../days/countdown.ts';
import { frame, type Feed } from '../frame.ts';
import { placeWord, procedureWord } from '../labels.ts';
import { inChinese, pager, shortDay } from '../parts.ts';
import { listTable } from '../list-table.ts';
import { noticeMonth, otherMonth, type NoticeMonth } from './notice-month.ts';
import { address, tongue, type Html, type View } from '../view.ts';

/** One row of the notice board. */
export interface NoticeItem {
  readonly id: string;
  readonly jurisdiction: string;
  readonly procedure: string;
  readonly dataName: string;
  readonly registrantName: string;
  readonly from: string;
  readonly to: string;
  readonly over: boolean;
  readonly workingDaysLeft: number;
}

/** Which notices are wanted. */
export interface NoticeFilter {
  readonly jurisdiction: string | undefined;
  /** Section of GB/T 4754, a letter. */
  readonly industry: string | undefined;
  /** Ending within so many working days, today included. */
  readonly within: number | undefined;
}

export interface NoticesData {
  readonly filter: NoticeFilter;
  readonly jurisdictions: readonly string[];
  readonly show:
    | {
        readonly as: 'list';
        readonly items: readonly NoticeItem[];
        readonly open: boolean;
        readonly after: string | undefined;
        readonly next: string | null;
      }
    | ({ readonly as: 'calendar' } & NoticeMonth);
}

/** How soon a notice may be asked to end, in working days. */
export const WITHIN: readonly number[] = [1, 3, 5];

/** The notice board (BJ-REG-13), as a list or as a month. */
export function noticesPage(view: View, data: NoticesData): Html {
  const t = tongue(view.lang);
  const { show, filter } = data;
  const to = (change: Readonly<Record<string, string | undefined>> = {}): string =>
    address('/notices', {
      state: show.as === 'list' && !show.open ? 'over' : undefined,
      view: show.as === 'calendar' ? 'calendar' : undefined,
      month: show.as === 'calendar' ? show.month : undefined,
      jurisdiction: filter.jurisdiction,
      industry: filter.industry,
      within: filter.within?.toString(),
      ...change,
    });
  const title = t('登记公示', 'Public notices');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('通过形式审核的登记在这里公示。“还剩几个工作日”含今天；周末和节假日不算，调休上班日算，最后一日24时截止。', 'Registrations that passed formal review are on notice here. “Working days left” includes today; weekends and holidays do not count, make-up working days do, and the last day ends at 24:00.')}
    </p>
    ${tabs(view, show, to)} ${filters(view, data)}
    ${show.as === 'calendar' ? calendar(view, show, to) : list(view, show, to)}
    ${subscribe(view, filter.jurisdiction)}`;
  const { jurisdiction, industry } = filter;
  const [open, within] =
    show.as === 'list'
      ? [String(show.open), show.open ? filter.within?.toString() : undefined]
      : [];
  const json = address('/api/public/notices', { jurisdiction, industry, open, within });
  const about = {
    path: '/notices',
    description: t(
      '通过形式审核、正在公示的公共数据资源登记：内容、截止日期和怎样提出异议。',
      'Registrations on public notice: what they say, when the notice ends and how to object.',
    ),
    hidden: to() !== '/notices' || (show.as === 'list' && show.after !== undefined),
  };
  const feeds = feedsOf(view.lang, jurisdiction);
  return frame(view, { title, main, json, feeds, about });
}

type To = (change?: Readonly<Record<string, string | undefined>>) => string;

function tabs(view: View, show: NoticesData['show'], to: To): Html {
  const t = tongue(view.lang);
  const tab = (label: string, current: boolean, change: Record<string, string | undefined>): Html =>
    html`<li>
      <a
        href="${to({ view: undefined, month: undefined, state: undefined, ...change })}"
        ${current ? html` aria-current="true"` : ''}
        >${label}</a
      >
    </li>`;
  const isList = show.as === 'list';
  return html`<ul class="tabs">
    ${tab(t('正在公示', 'Running'), isList && show.open, {})}
    ${tab(t('日历', 'Calendar'), !isList, { view: 'calendar', within: undefined })}
    ${tab(t('已结束', 'Over'), isList && !show.open, { state: 'over', within: undefined })}
    <li><a href="/lapses">${t('注销公告', 'Announced lapses')}</a></li>
  </ul>`;
}

function filters(view: View, { filter, jurisdictions, show }: NoticesData): Html {
  const t = tongue(view.lang);
  const kept =
    show.as === 'calendar'
      ? { view: 'calendar', month: show.month }
      : show.open
        ? {}
        : { state: 'over' };
  const choice = (
    name: string,
    label: string,
    chosen: string | undefined,
    options: readonly (readonly [string, string])[],
  ): Html =>
    html`<p>
      <label for="${name}">${label}</label
      ><select id="${name}" name="${name}">
        <option value="">${t('不限', 'Any')}</option>
        ${options.map(([value, words]) => html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${words}</option>`)}
      </select>
    </p>`;
  const days = WITHIN.map((n): [string, string] => [
    String(n),
    n === 1
      ? t('最后1个工作日', 'on their last working day')
      : t(`${n}个工作日内`, `within ${n} working days`),
  ]);
  return html`<form class="filter" method="get" action="/notices">
    ${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${choice(
      'jurisdiction',
      t('地区', 'Place'),
      filter.jurisdiction,
      jurisdictions.map((place) => [place, t(placeWord(place))]),
    )}
    ${choice(
      'industry',
      t('行业', 'Industry'),
      filter.industry,
      INDUSTRY_SECTIONS.map(({ code, name }) => [code, `${code} ${t(name)}`]),
    )}
    ${show.as === 'list' && show.open ? choice('within', t('截止', 'Ends'), filter.within?.toString(), days) : ''}
    <button class="quiet-button">${t('筛选', 'Filter')}</button>
    ${filter.industry ? html`<p class="quiet">${t('只有北京的公示载明行业。', 'Only notices of Beijing name the industry.')}</p>` : ''}
  </form>`;
}

function list(view: View, show: NoticesData['show'] & { as: 'list' }, to: To): Html {
  const { after, next } = show;
  return html`${noticeTable(view.lang, show.items)}
  ${pager(view.lang, after === undefined ? null : to(), next === null ? null : to({ after: next }))}`;
}

function calendar(view: View, show: NoticesData['show'] & { as: 'calendar' }, to: To): Html {
  const t = tongue(view.lang);
  const { month, items, more } = show;
  const go = (other: string, sign: string, rel: string): Html =>
    html`<a rel="${rel}" href="${to({ month: other })}">${sign}</a>`;
  const [before, behind] = [otherMonth(month, -1), otherMonth(month, 1)];
  return html`<section aria-labelledby="month">
    <div class="month-head">
      ${go(before, t('‹ 上个月', '‹ Previous'), 'prev')}
      <h2 id="month">${t(monthWords(month))}</h2>
      ${go(behind, t('下个月 ›', 'Next ›'), 'next')}
    </div>
    ${month === view.today.slice(0, 7) ? '' : html`<p><a href="${to({ month: undefined })}">${t('回到本月', 'Back to this month')}</a></p>`}
    ${
      items.length === 0
        ? html`<p class="empty">${t('这个月没有公示。', 'There is no notice in this month.')}</p>`
        : ''
    }
    ${more ? html`<p class="note plain-note">${t(`这里只画出最先截止的${items.length}项，其余请按地区、行业筛选，或者看列表。`, `Only the ${items.length} that end first are drawn. Filter by place or industry, or see the list, for the rest.`)}</p>` : ''}
    ${noticeMonth(view, show)}
  </section>`;
}

function subscribe(view: View, jurisdiction: string | undefined): Html {
  const t = tongue(view.lang);
  const place = jurisdiction ? placeWord(jurisdiction) : text('全部地区', 'All places');
  const [atom, ics] = feedsOf(view.lang, jurisdiction);
  return html`<section class="no-print" aria-labelledby="subscribe">
    <h2 id="subscribe">${t('订阅公示', 'Subscribe')}</h2>
    <p>
      ${t(`有新的公示自动得知，不用天天来看。${place.zh}：`, `Hear of new notices without coming back every day. ${place.en}:`)}
    </p>
    <ul class="links">
      <li>
        <a href="${ics?.href ?? ''}">${t('日历（iCalendar）', 'Calendar (iCalendar)')}</a>
        <span class="quiet"
          >${t('把这个地址填进手机或者电脑日历的“订阅日历”；每项公示的期间和异议截止日都在里面。', 'Give this address to “subscribe to a calendar” on your phone or computer: every period and last day to object is in it.')}</span
        >
      </li>
      <li>
        <a href="${atom?.href ?? ''}">${t('消息源（Atom）', 'News feed (Atom)')}</a>
        <span class="quiet"
          >${t('填进阅读器；最近100项。', 'For a feed reader: the newest 100.')}</span
        >
      </li>
    </ul>
  </section>`;
}

/** The feeds of the board, of all places or of one, in the language of the reader. */
function feedsOf(lang: Language, jurisdiction: string | undefined): readonly Feed[] {
  const query = { jurisdiction, lang: lang === 'en' ? 'en' : undefined };
  const title = text('公示', 'Public notices')[lang];
  return [
    { type: 'application/atom+xml', title, href: address('/notices.atom', query) },
    { type: 'text/calendar', title, href: address('/notices.ics', query) },
  ];
}

/** Notices as a table that becomes cards on a telephone. */
export function noticeTable(lang: Language, items: readonly NoticeItem[]): Html {
  const t = tongue(lang);
  if (items.length === 0) {
    return html`<p class="empty">${t('目前没有公示。', 'There is no notice at present.')}</p>`;
  }
  const heads = [
    [t('登记数据名称', 'Name of the data'), 40],
    t('登记主体', 'Registrant'),
    [t('地区', 'Place'), 15],
    [t('截止', 'Ends'), 20],
  ] as const;
  return listTable(
    heads,
    items.map((item) => [
      html`<a href="/notices/${encodeURIComponent(item.id)}">${inChinese(lang, item.dataName)}</a
        ><br /><span class="quiet">${t(procedureWord(item.procedure))}</span>`,
      inChinese(lang, item.registrantName),
      t(placeWord(item.jurisdiction)),
      html`${shortDay(lang, item.to)}<br /><span
          class="left${item.over ? ' over' : item.workingDaysLeft <= 3 ? ' soon' : ''}"
          >${t(leftWords(item.workingDaysLeft, item.over))}</span
        >`,
    ]),
  );
}
