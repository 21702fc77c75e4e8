import { html } from 'hono/html';
import type { Language } from '../../../base/text.ts';
import { excerpt, foundIn } from './found-words.ts';
import { hasEndedEarly, industryWord, objectKindWord, placeWord } from '../labels.ts';
import { inChinese, shortDay, statusChip } from '../parts.ts';
import { tongue, type Html } from '../view.ts';

/** An entry as lists show it. */
export interface RegistrationItem {
  readonly code: string;
  readonly jurisdiction: string;
  readonly dataName: string;
  readonly summary: string;
  readonly registrantName: string;
  readonly objectKind: string;
  /** A section of GB/T 4754: one letter. */
  readonly industry: string;
  readonly status: string;
  /** The day it came into the register; empty where nothing says so. */
  readonly registered: string;
  readonly validTo: string;
}

const EXCERPT = 72;

const marked = (lang: Language, words: string, q: string): Html | string =>
  lang === 'en' && words !== ''
    ? html`<span lang="zh-CN">${foundIn(words, q)}</span>`
    : foundIn(words, q);

/** What was found: name and status, what it is, whose it is and from when to when. */
export function foundList(
  lang: Language,
  items: readonly RegistrationItem[],
  q: string,
): Html | '' {
  if (items.length === 0) return '';
  return html`<ol class="found">
    ${items.map((item) => one(lang, item, q))}
  </ol>`;
}

function one(lang: Language, item: RegistrationItem, q: string): Html {
  const t = tongue(lang);
  const until =
    hasEndedEarly(item.status) || item.status === 'renewalPending'
      ? ''
      : html`<li>${t('有效期至', 'Valid until')} ${shortDay(lang, item.validTo)}</li>`;
  return html`<li>
    <h3>
      <a href="/registrations/${encodeURIComponent(item.code)}"
        >${marked(lang, item.dataName, q)}</a
      >
      ${statusChip(lang, item.status)}
    </h3>
    ${item.summary === '' ? '' : html`<p>${marked(lang, excerpt(item.summary, q, EXCERPT), q)}</p>`}
    <ul class="facts">
      <li class="holder">${marked(lang, item.registrantName, q)}</li>
      <li>${t(placeWord(item.jurisdiction))}</li>
      <li>${t(objectKindWord(item.objectKind))}</li>
      ${item.industry === '' ? '' : html`<li>${t(industryWord(item.industry))}</li>`}
      ${item.registered === '' ? '' : html`<li>${t('登记于', 'Registered')} ${shortDay(lang, item.registered)}</li>`}
      ${until}
      <li class="mono">${foundIn(item.code, q)}</li>
    </ul>
  </li>`;
}

/** The newest, for the first page: name, whose, since when. */
export function newestList(lang: Language, items: readonly RegistrationItem[]): Html {
  return html`<ul class="short-list">
    ${items.map(
      (item) =>
        html`<li>
          <a href="/registrations/${encodeURIComponent(item.code)}"
            >${inChinese(lang, item.dataName)}</a
          >
          <span class="quiet"
            >${inChinese(lang, item.registrantName)}${item.registered === '' ? '' : html` · ${shortDay(lang, item.registered)}`}</span
          >
        </li> `,
    )}
  </ul>`;
}
