import { html } from 'hono/html';
import type { Facet } from '../../../app/public/counts.ts';
import type { Language, Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import { districtWord, industryWord, objectKindWord, placeWord, statusWord } from '../labels.ts';
import { cites, inChinese } from '../parts.ts';
import type { RegistrationsData } from './registrations.ts';
import { tongue, type Html, type View } from '../view.ts';

/** `n` is null where the rules of the place close derived statistics (CQ-REG-19). */
export interface FacetValue {
  readonly value: string;
  readonly n: number | null;
  readonly label?: string;
}

/** In the order they stand on the page. */
const facetLabels: Readonly<Record<Facet, Text>> = {
  jurisdiction: text('地区', 'Place'),
  status: text('状态', 'Status'),
  objectKind: text('登记对象', 'Kind of object'),
  industry: text('行业', 'Industry'),
  year: text('登记年份', 'Year of registration'),
  holder: text('登记主体', 'Registrant'),
  district: text('登记主体所在区', 'District of the registrant'),
};
const facetNames = Object.keys(facetLabels) as Facet[];

const year = (value: string): Text => text(`${value}年`, value);
const asItIs = (value: string): Text => text(value, value);

const wordOf: Readonly<Record<Facet, (value: string) => Text>> = {
  jurisdiction: placeWord,
  status: statusWord,
  objectKind: objectKindWord,
  industry: industryWord,
  year,
  holder: asItIs,
  district: districtWord,
};

/** Facets with many values show the first of them; the others unfold. */
const SHOWN = 6;

/** Districts and registrants have Chinese names only. */
function facetWord(lang: Language, name: Facet, { value, label }: Omit<FacetValue, 'n'>) {
  const word = label ?? wordOf[name](value)[lang];
  return name === 'district' || name === 'holder' ? inChinese(lang, word) : word;
}

/** The address of the search with something said anew. */
export type Query = (change: Readonly<Record<string, string | undefined>>) => string;

export function chosenFilters(view: View, data: RegistrationsData, query: Query): Html | '' {
  const t = tongue(view.lang);
  const chosen = facetNames.filter((name) => data.chosen[name] !== undefined);
  if (chosen.length === 0) return '';
  return html`<ul class="chosen" aria-label="${t('已选条件', 'Chosen')}">
    ${chosen.map((name) => {
      const value = data.chosen[name] ?? '';
      const known = data.facets[name]?.find((one) => one.value === value);
      return html`<li>
        <a href="${query({ [name]: undefined })}"
          >${t(facetLabels[name])}${t('：', ': ')}${facetWord(view.lang, name, known ?? { value })}
          <span aria-hidden="true">×</span
          ><span class="hidden">${t('（去掉）', '(remove)')}</span></a
        >
      </li>`;
    })}
    ${chosen.length > 1 || data.q !== '' ? html`<li class="all"><a href="/registrations">${t('全部清除', 'Clear all')}</a></li>` : ''}
  </ul>`;
}

export function facets(view: View, data: RegistrationsData, query: Query): Html {
  const t = tongue(view.lang);
  const open = facetNames.filter((name) => {
    const values = data.facets[name]?.length ?? 0;
    // One registrant is everybody's: nothing to choose.
    return data.chosen[name] === undefined && values > (name === 'holder' ? 1 : 0);
  });
  return html`${open.map((name) => {
    const values = data.facets[name] ?? [];
    const row = (one: FacetValue): Html =>
      html`<li>
        <a href="${query({ [name]: one.value })}">${facetWord(view.lang, name, one)}</a
        >${one.n === null ? '' : html` <span class="quiet">${one.n}</span>`}
      </li> `;
    const rest = values.slice(SHOWN);
    return html`<div class="facet">
      <h3>${t(facetLabels[name])}</h3>
      <ul>
        ${values.slice(0, SHOWN).map(row)}
      </ul>
      ${
        rest.length === 0
          ? ''
          : html`<details>
              <summary>${t(`另外 ${rest.length} 项`, `${rest.length} more`)}</summary>
              <ul>
                ${rest.map(row)}
              </ul>
            </details>`
      }
    </div>`;
  })}`;
}

export function closedNote(view: View, data: RegistrationsData): Html | '' {
  const t = tongue(view.lang);
  return html`${data.uncounted.map(({ jurisdiction, law }) => {
    const place = t(placeWord(jurisdiction));
    return html`<div class="note plain-note">
      ${t(`数量不含${place}：按${place}的规则，登记信息的统计分析结果未经法定或同意不得对外提供。`, `Counts leave out ${place}: its rules close statistics derived from registrations unless the law or the parties allow them.`)}${cites(view.lang, law)}
    </div>`;
  })}`;
}
