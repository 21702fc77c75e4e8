import { html } from 'hono/html';
import type { Language, Text } from '../../base/text.ts';
import { frame } from './frame.ts';
import { districtWord, hasEndedEarly, industryWord, objectKindWord, placeWord } from './labels.ts';
import { cites, inChinese, pager, shortDay, statusChip } from './parts.ts';
import { searchForm } from './search-form.ts';
import { listTable } from './list-table.ts';
import { address, tongue, type Html, type View } from './view.ts';

export const facetNames = ['jurisdiction', 'objectKind', 'industry', 'district'] as const;
export type FacetName = (typeof facetNames)[number];

export interface RegistrationItem {
  readonly code: string;
  readonly jurisdiction: string;
  readonly dataName: string;
  readonly registrantName: string;
  readonly objectKind: string;
  readonly status: string;
  readonly validTo: string;
}

/** `n` is null where the rules of the place close derived statistics (CQ-REG-19). */
export interface FacetValue {
  readonly value: string;
  readonly n: number | null;
}

export interface RegistrationsData {
  readonly q: string;
  readonly chosen: Readonly<Partial<Record<FacetName, string>>>;
  readonly items: readonly RegistrationItem[];
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetValue[]>>>;
  /** Places whose entries are found here but not counted, with the articles that close it. */
  readonly uncounted: readonly { readonly jurisdiction: string; readonly law: readonly string[] }[];
  readonly after: string | undefined;
  readonly next: string | null;
}

const facetLabels: Readonly<Record<FacetName, Text>> = {
  jurisdiction: { zh: '地区', en: 'Place' },
  objectKind: { zh: '登记对象', en: 'Kind of object' },
  industry: { zh: '行业', en: 'Industry' },
  district: { zh: '登记主体所在区', en: 'District of the registrant' },
};

const wordOf: Readonly<Record<FacetName, (value: string) => Text>> = {
  jurisdiction: placeWord,
  objectKind: objectKindWord,
  industry: industryWord,
  district: districtWord,
};

/** Districts have Chinese names only. */
const facetWord = (lang: Language, name: FacetName, value: string): Html | string => {
  const word = wordOf[name](value)[lang];
  return name === 'district' ? inChinese(lang, word) : word;
};

/** Resource discovery (BJ-REG-19): search, facets, one keyset page. */
export function registrationsPage(view: View, data: RegistrationsData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('登记查询', 'The register');
  const query = (change: Readonly<Record<string, string | undefined>>): string =>
    address('/registrations', { q: data.q, ...data.chosen, ...change });
  const main = html`<h1>${title}</h1>
    ${searchForm(lang, data.q, data.chosen)} ${chosenFilters(view, data, query)}
    <div class="columns aside-left">
      <aside aria-label="${t('缩小范围', 'Narrow down')}">
        ${facets(view, data, query)}${closedNote(view, data)}
      </aside>
      <section aria-label="${t('查询结果', 'Results')}">
        ${results(view, data)}
        ${pager(lang, data.after === undefined ? null : query({}), data.next === null ? null : query({ after: data.next }))}
      </section>
    </div>`;
  const json = address('/api/public/registrations', { q: data.q, ...data.chosen });
  return frame(view, { title, main, json });
}

type Query = (change: Readonly<Record<string, string | undefined>>) => string;

function chosenFilters(view: View, data: RegistrationsData, query: Query): Html | '' {
  const t = tongue(view.lang);
  const chosen = facetNames.filter((name) => data.chosen[name] !== undefined);
  if (chosen.length === 0) return '';
  return html`<ul class="chosen" aria-label="${t('已选条件', 'Chosen')}">
    ${chosen.map((name) => {
      const word = facetWord(view.lang, name, data.chosen[name] ?? '');
      return html`<li>
        <a href="${query({ [name]: undefined })}"
          >${t(facetLabels[name])}: ${word} <span aria-hidden="true">×</span
          ><span class="hidden">${t('（去掉）', '(remove)')}</span></a
        >
      </li>`;
    })}
  </ul>`;
}

function facets(view: View, data: RegistrationsData, query: Query): Html {
  const t = tongue(view.lang);
  const open = facetNames.filter(
    (name) => data.chosen[name] === undefined && (data.facets[name]?.length ?? 0) > 0,
  );
  return html`${open.map(
    (name) =>
      html`<details class="facet" open>
        <summary>${t(facetLabels[name])}</summary>
        <ul>
          ${(data.facets[name] ?? []).map(
            ({ value, n }) =>
              html`<li>
                <a href="${query({ [name]: value })}">${facetWord(view.lang, name, value)}</a
                >${n === null ? '' : html` <span class="quiet">${n}</span>`}
              </li>`,
          )}
        </ul>
      </details>`,
  )}`;
}

function closedNote(view: View, data: RegistrationsData): Html | '' {
  const t = tongue(view.lang);
  return html`${data.uncounted.map(({ jurisdiction, law }) => {
    const place = t(placeWord(jurisdiction));
    return html`<div class="note plain-note">
      ${t(`数量不含${place}：按${place}的规则，登记信息的统计分析结果未经法定或同意不得对外提供。`, `Counts leave out ${place}: its rules close statistics derived from registrations unless the law or the parties allow them.`)}${cites(view.lang, law)}
    </div>`;
  })}`;
}

function results(view: View, data: RegistrationsData): Html {
  const { lang } = view;
  const t = tongue(lang);
  if (data.items.length === 0) {
    return html`<p class="empty" role="status">
      ${t('没有查到。可以换一个更短的词，或去掉已选的条件。', 'Nothing found. Try a shorter word, or remove a filter.')}
    </p>`;
  }
  const heads = [
    t('名称和登记码', 'Name and code'),
    t('登记主体', 'Registrant'),
    t('对象', 'Kind'),
    t('状态', 'Status'),
  ];
  return listTable(
    heads,
    data.items.map((item) => [
      html`<a href="/registrations/${encodeURIComponent(item.code)}"
          >${inChinese(lang, item.dataName)}</a
        ><br /><span class="mono quiet">${item.code}</span>`,
      inChinese(lang, item.registrantName),
      html`${t(objectKindWord(item.objectKind))}<br /><span class="quiet"
          >${t(placeWord(item.jurisdiction))}</span
        >`,
      html`${statusChip(lang, item.status)}${hasEndedEarly(item.status) || item.status === 'renewalPending' ? '' : html`<br /><span class="quiet">${t('至', 'until')} ${shortDay(lang, item.validTo)}</span>`}`,
    ]),
  );
}
