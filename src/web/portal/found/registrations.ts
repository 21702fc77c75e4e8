import { html } from 'hono/html';
import type { Counted, Facet } from '../../../app/public/counts.ts';
import type { Sort } from '../../../app/public/search.ts';
import type { Language, Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import { chosenFilters, closedNote, facets, type FacetValue, type Query } from './found-facets.ts';
import { foundList, type RegistrationItem } from './found-list.ts';
import { frame } from '../frame.ts';
import { placeWord } from '../labels.ts';
import { searchForm } from './search-form.ts';
import { oneLine } from '../feeds/one-line.ts';
import { address, tongue, type Html, type View } from '../view.ts';

export interface RegistrationsData {
  readonly q: string;
  readonly chosen: Readonly<Partial<Record<Facet, string>>>;
  readonly sort: Sort;
  readonly total: Counted['total'];
  readonly items: readonly RegistrationItem[];
  readonly facets: Readonly<Partial<Record<Facet, readonly FacetValue[]>>>;
  /** Places whose entries are found here but not counted, with the articles that close it. */
  readonly uncounted: readonly { readonly jurisdiction: string; readonly law: readonly string[] }[];
  readonly next: string | null;
  readonly previous: string | null;
}

const sortLabels: Readonly<Record<Sort, Text>> = {
  relevance: text('最相关', 'Best match'),
  newest: text('最新登记', 'Newest'),
  ending: text('快到期', 'Ending soonest'),
  name: text('名称', 'Name'),
};

/** Resource discovery (BJ-REG-19): search, facets, one keyset page. */
export function registrationsPage(view: View, data: RegistrationsData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('登记查询', 'The register');
  const narrow = { q: data.q, ...data.chosen };
  const sort = data.sort === (data.q === '' ? 'newest' : 'relevance') ? undefined : data.sort;
  // Who narrows down or sorts anew begins at the beginning.
  const query: Query = (change) => address('/registrations', { ...narrow, sort, ...change });
  const main = html`<h1>${title}</h1>
    ${searchForm(lang, data.q, { ...data.chosen, sort })} ${chosenFilters(view, data, query)}
    <div class="found-page">
      <section aria-labelledby="found">
        ${data.items.length === 0 ? '' : html`<p class="to-narrow"><a href="#narrow">${t('缩小范围', 'Narrow down')}</a></p>`}
        ${found(view, data, query)}${foundList(lang, data.items, data.q)}${pages(lang, data, query)}
      </section>
      <aside id="narrow" aria-label="${t('缩小范围', 'Narrow down')}">
        ${data.items.length === 0 ? '' : html`${facets(view, data, query)}${closedNote(view, data)}`}
      </aside>
    </div>`;
  const json = address('/api/public/registrations', { ...narrow, sort });
  const about = {
    path: '/registrations',
    description: t(
      '查询已登记的公共数据资源、数据产品：名称、登记主体、可使用场景和有效期。',
      'Look up registered public data: name, registrant, allowed uses and validity.',
    ),
    hidden: query({}) !== '/registrations' || data.previous !== null,
    preview: title,
  };
  const typed = oneLine(data.q, 60);
  const asked = typed === '' ? title : `“${typed}” · ${title}`;
  return frame(view, { title: asked, main, json, about });
}

/** How many, of which places; and in which order they stand. */
function found(view: View, data: RegistrationsData, query: Query): Html {
  const t = tongue(view.lang);
  const { total, uncounted, items, q } = data;
  const places = (total?.places ?? []).map(placeWord);
  const several = uncounted.length > 0 && places.length > 0;
  const of = several
    ? t(
        `（${places.map(({ zh }) => zh).join('、')}）`,
        ` (${places.map(({ en }) => en).join(', ')})`,
      )
    : '';
  const n = total && `${total.n}${total.atLeast ? '+' : ''}`;
  const count =
    items.length === 0
      ? t('没有查到', 'Nothing found')
      : total === null || total.n === 0
        ? t('查到的登记', 'Found')
        : t(`查到 ${n} 项${of}`, `${n} found${of}`);
  const sorts = (['relevance', 'newest', 'ending', 'name'] as const).filter(
    (one) => one !== 'relevance' || q !== '',
  );
  return html`<div class="found-head">
      <div role="status"><h2 id="found">${count}</h2></div>
      ${
        items.length === 0
          ? ''
          : html`<nav class="sorts" aria-label="${t('排序', 'Order')}">
              <ul>
                ${sorts.map(
                  (one) =>
                    html`<li>
                      <a
                        href="${query({ sort: one })}"
                        ${one === data.sort ? html` aria-current="true"` : ''}
                        >${t(sortLabels[one])}</a
                      >
                    </li> `,
                )}
              </ul>
            </nav>`
      }
    </div>
    ${items.length === 0 ? nothing(view, data, query) : ''}`;
}

/** What to try: with what was asked shown, so that it can be seen what was meant. */
function nothing(view: View, { q, chosen, previous }: RegistrationsData, query: Query): Html {
  const t = tongue(view.lang);
  const narrowed = Object.keys(chosen).length > 0;
  if (q === '' && !narrowed && previous === null) {
    return html`<p class="empty">
      ${t('登记簿还没有条目。第一项登记赋码后，会出现在这里。', 'The register is empty. The first registration will stand here once it has its code.')}
    </p>`;
  }
  return html`<div class="empty-says">
    <p>${t('可以试试：', 'You could try:')}</p>
    <ul class="plain-list">
      ${narrowed ? html`<li><a href="${address('/registrations', { q })}">${t('去掉已选的条件，只按词查', 'Remove the filters and search by the words alone')}</a></li>` : ''}
      ${q === '' ? '' : html`<li>${t('换一个更短的词，例如只写“养老”，不写全名；几个词用空格隔开，要同时出现', 'A shorter word. Several words with blanks between them must all occur')}</li>`}
      ${q === '' ? '' : html`<li>${t('登记码要写全，分清数字0、1和字母O、I', 'A registration code in full, telling the digits 0 and 1 from the letters O and I')}</li>`}
      <li>
        ${t('还在公示、没有赋码的，不在登记簿里：', 'What is still on notice has no code and is not in the register: ')}<a
          href="/notices"
          >${t('看公示', 'see the notices')}</a
        >
      </li>
      <li>
        <a
          href="${query({ q: undefined, ...Object.fromEntries(Object.keys(chosen).map((name) => [name, undefined])) })}"
          >${t('看全部登记', 'See the whole register')}</a
        >
      </li>
    </ul>
  </div>`;
}

function pages(lang: Language, { previous, next }: RegistrationsData, query: Query): Html | '' {
  if (previous === null && next === null) return '';
  const t = tongue(lang);
  return html`<nav class="pager" aria-label="${t('翻页', 'Pages')}">
    ${previous === null ? '' : html`<a href="${query({})}">${t('第一页', 'First page')}</a> <a class="button quiet-button" rel="prev" href="${query({ before: previous })}">${t('上一页', 'Previous page')}</a>`}
    ${next === null ? '' : html`<a class="button" rel="next" href="${query({ after: next })}">${t('下一页', 'Next page')}</a>`}
  </nav>`;
}
