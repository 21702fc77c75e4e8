import { html } from 'hono/html';
import { dayNumber, isPlainDate } from '../../base/plain-date.ts';
import type { Language, Text } from '../../base/text.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { articleById, citeLabel } from '../../law/articles.ts';
import { dayWords } from '../../law/date-words.ts';
import { placeWord, statusTone, statusWord } from './labels.ts';
import { tongue, type Html } from './view.ts';

/** 2026年3月5日（星期四）, Thu 5 Mar 2026; what is no date stands as it is. */
export function dayText(lang: Language, date: string): string {
  if (!isPlainDate(date)) return date;
  const words = dayWords(dayNumber(date));
  return lang === 'zh' ? words.fullZh : words.fullEn;
}

export const dayTag = (lang: Language, date: string): Html =>
  html`<time datetime="${date}">${dayText(lang, date)}</time>`;

/** 2026年3月5日, 5 Mar 2026: within sentences. */
export function shortDayText(lang: Language, date: string): string {
  if (!isPlainDate(date)) return date;
  const words = dayWords(dayNumber(date));
  const year = date.slice(0, 4);
  return lang === 'zh' ? `${year}年${words.zh}` : `${words.en} ${year}`;
}

/** The same, marked as a date: for lists. */
export const shortDay = (lang: Language, date: string): Html =>
  html`<time datetime="${date}">${shortDayText(lang, date)}</time>`;

export function statusChip(lang: Language, status: string): Html {
  return html`<span class="chip ${statusTone(status)}">${statusWord(status)[lang]}</span>`;
}

/** Our own splits of one article are printed alike in Chinese: each label once. */
export const printedOnce = (lang: Language, law: readonly string[]): readonly string[] =>
  law.filter(
    (id, at) => law.findIndex((one) => citeLabel(one)[lang] === citeLabel(id)[lang]) === at,
  );

/** Articles as links to what we say of them. */
export function cites(lang: Language, law: readonly string[]): Html {
  const t = tongue(lang);
  const items = printedOnce(lang, law).map((id) => html`<li>${articleLink(lang, id)}</li>`);
  return html`<ul class="cites" aria-label="${t('依据', 'Articles')}">
    ${items}
  </ul>`;
}

/** The same on one line, each by the place and the number alone: where many stand in a list. */
export function shortCites(lang: Language, law: readonly string[]): Html {
  const items = printedOnce(lang, law).flatMap((id) => {
    const found = articleById(id);
    if (!found) return [];
    const place = placeWord(PLACE_OF[found.text.id] ?? '')[lang] || found.text.id;
    const label =
      lang === 'zh'
        ? `${place}${found.article.label}`
        : `${place} ${id.split('-').slice(2).join('-')}`;
    return [html`<li><a href="/law/articles/${encodeURIComponent(id)}">${label}</a></li> `];
  });
  return html`<ul class="cites short-cites" aria-label="${tongue(lang)('依据', 'Articles')}">
    ${items}
  </ul>`;
}

const PLACE_OF: Readonly<Record<string, string>> = {
  'NAT-REG': 'national',
  'BJ-REG': 'beijing',
  'CQ-REG': 'chongqing',
};

export const articleLink = (lang: Language, id: string): Html =>
  html`<a href="/law/articles/${encodeURIComponent(id)}">${citeLabel(id)[lang]}</a>`;

/** One public value as words; lists are joined, anything deeper is not public and not shown. */
export function valueText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join('、');
  return typeof value === 'object' ? '' : String(value);
}

export interface Row {
  readonly label: string;
  readonly value: Html | string;
}

/** Labels and values; empty values are said to be empty, so that nobody thinks they are hidden. */
export function fieldList(lang: Language, rows: readonly Row[]): Html {
  const t = tongue(lang);
  return html`<dl class="fields">
    ${rows.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value === '' ? html`<span class="quiet">${t('无', 'None')}</span>` : value}</dd>
        </div> `,
    )}
  </dl>`;
}

/** Rows of `fields` for exactly these labels, in their order. Values are Chinese, the language of
 *  record, on pages in any language. */
export function rowsOf(
  lang: Language,
  labels: readonly { readonly id: string; readonly label: Text }[],
  fields: JsonObject,
): Row[] {
  return labels.map(({ id, label }) => {
    const value = valueText(fields[id]);
    return {
      label: label[lang],
      value: isPlainDate(value)
        ? shortDay(lang, value)
        : value && html`<span class="said" lang="zh-CN">${value}</span>`,
    };
  });
}

/** Marks words of record as Chinese for those who listen to an English page. */
export const inChinese = (lang: Language, words: string): Html | string =>
  lang === 'en' && words !== '' ? html`<span lang="zh-CN">${words}</span>` : words;

export function draftBanner(lang: Language, jurisdiction: string): Html {
  const t = tongue(lang);
  const place = t(placeWord(jurisdiction));
  return html`<p class="note warn">
    ${t(
      `${place}规则为公开征求意见稿，尚未生效；此处仅供试运行，不产生法律效力。`,
      `The rules of ${place} are a consultation draft and not in force. What is shown is a trial without legal effect.`,
    )}
  </p>`;
}

/** The way on through a keyset list: onwards, and back to its beginning. */
export function pager(lang: Language, first: string | null, next: string | null): Html | '' {
  if (first === null && next === null) return '';
  const t = tongue(lang);
  return html`<nav class="pager" aria-label="${t('翻页', 'Pages')}">
    ${first === null ? '' : html`<a href="${first}">${t('回到第一页', 'Back to the first page')}</a>`}
    ${next === null ? '' : html`<a class="button" rel="next" href="${next}">${t('下一页', 'Next page')}</a>`}
  </nav>`;
}
