import { html } from 'hono/html';
import type { Language } from '../../base/text.ts';
import { leftWords } from './countdown.ts';
import { frame } from './frame.ts';
import { placeWord, procedureWord } from './labels.ts';
import { inChinese, pager, shortDay } from './parts.ts';
import { listTable } from './list-table.ts';
import { address, tongue, type Html, type View } from './view.ts';

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

export interface NoticesData {
  readonly items: readonly NoticeItem[];
  readonly jurisdiction: string | undefined;
  readonly jurisdictions: readonly string[];
  readonly open: boolean;
  readonly after: string | undefined;
  readonly next: string | null;
}

/** The notice board (BJ-REG-13). */
export function noticesPage(view: View, data: NoticesData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const to = (change: { state?: string; after?: string }): string =>
    address('/notices', {
      jurisdiction: data.jurisdiction,
      state: data.open ? undefined : 'over',
      ...change,
    });
  const tab = (label: string, open: boolean): Html =>
    html`<li>
      <a
        href="${to({ state: open ? '' : 'over' })}"
        ${data.open === open ? html` aria-current="true"` : ''}
        >${label}</a
      >
    </li>`;
  const main = html`<h1>${t('登记公示', 'Public notices')}</h1>
    <p class="lead">
      ${t('通过形式审核的登记在这里公示。“还剩几个工作日”含今天；周末和节假日不算，调休上班日算，最后一日24时截止。', 'Registrations that passed formal review are on notice here. “Working days left” includes today; weekends and holidays do not count, make-up working days do, and the last day ends at 24:00.')}
    </p>
    <ul class="tabs">
      ${tab(t('正在公示', 'Running'), true)}${tab(t('已结束', 'Over'), false)}
      <li><a href="/lapses">${t('注销公告', 'Announced lapses')}</a></li>
    </ul>
    <form class="filter" method="get" action="/notices">
      ${data.open ? '' : html`<input type="hidden" name="state" value="over" />`}
      <label for="jurisdiction">${t('地区', 'Place')}</label>
      <select id="jurisdiction" name="jurisdiction">
        <option value="">${t('全部', 'All')}</option>
        ${data.jurisdictions.map((place) => html`<option value="${place}" ${place === data.jurisdiction ? html` selected` : ''}>${t(placeWord(place))}</option>`)}
      </select>
      <button class="quiet-button">${t('筛选', 'Filter')}</button>
    </form>
    ${noticeTable(lang, data.items)}
    ${pager(lang, data.after === undefined ? null : to({}), data.next === null ? null : to({ after: data.next }))}`;
  const json = address('/api/public/notices', {
    jurisdiction: data.jurisdiction,
    open: String(data.open),
  });
  return frame(view, { title: t('登记公示', 'Public notices'), main, json });
}

/** Notices as a table that becomes cards on a telephone. */
export function noticeTable(lang: Language, items: readonly NoticeItem[]): Html {
  const t = tongue(lang);
  if (items.length === 0) {
    return html`<p class="empty">${t('目前没有公示。', 'There is no notice at present.')}</p>`;
  }
  const heads = [
    t('登记数据名称', 'Name of the data'),
    t('登记主体', 'Registrant'),
    t('地区', 'Place'),
    t('截止', 'Ends'),
  ];
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
