import { html } from 'hono/html';
import type { Language } from '../../../base/text.ts';
import { frame } from '../frame.ts';
import { placeWord } from '../labels.ts';
import { listTable } from '../list-table.ts';
import { cites, inChinese, pager, shortDay, statusChip } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';

/** An entry on the board of lapses. */
export interface LapseItem {
  readonly code: string;
  readonly jurisdiction: string;
  readonly dataName: string;
  readonly registrantName: string;
  readonly status: string;
  readonly validTo: string;
  readonly announced: string;
}

export interface LapsesData {
  readonly items: readonly LapseItem[];
  readonly after: string | undefined;
  readonly next: string | null;
  /** The articles by which a place announces them. */
  readonly law: readonly string[];
}

/** The board of entries that were cancelled because nobody renewed them (CQ-REG-18). */
export function lapsesPage(view: View, data: LapsesData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('注销公告', 'Announced lapses');
  const to = (after?: string): string => address('/lapses', { after });
  const main = html`<p class="crumbs">
      <a href="/notices">${t('登记公示', 'Public notices')}</a>
    </p>
    <h1>${title}</h1>
    <p class="lead">
      ${t('有效期届满没有续展的登记，由登记机构注销并在这里公告。北京的规则没有要求公告，届满注销的只在登记条目里写明。', 'Entries not renewed by the end of their validity are cancelled by the registrar and announced here. The rules of Beijing ask for no announcement; there the entry itself says so.')}
    </p>
    ${cites(lang, data.law)} ${lapseTable(lang, data.items)}
    ${pager(lang, data.after === undefined ? null : to(), data.next === null ? null : to(data.next))}`;
  return frame(view, { title, main, json: '/api/public/lapses' });
}

function lapseTable(lang: Language, items: readonly LapseItem[]): Html {
  const t = tongue(lang);
  if (items.length === 0) {
    return html`<p class="empty">${t('目前没有注销公告。', 'No lapse has been announced.')}</p>`;
  }
  const heads = [
    [t('登记数据名称和登记码', 'Name and code'), 40],
    t('登记主体', 'Registrant'),
    [t('有效期届满', 'Validity ended'), 20],
    [t('公告日期', 'Announced'), 15],
  ] as const;
  return listTable(
    heads,
    items.map((item) => [
      html`<a href="/registrations/${encodeURIComponent(item.code)}"
          >${inChinese(lang, item.dataName)}</a
        ><br /><span class="mono quiet">${item.code}</span>`,
      html`${inChinese(lang, item.registrantName)}<br /><span class="quiet"
          >${t(placeWord(item.jurisdiction))}</span
        >`,
      shortDay(lang, item.validTo),
      html`${shortDay(lang, item.announced)}<br />${statusChip(lang, item.status)}`,
    ]),
  );
}
