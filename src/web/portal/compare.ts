import { html } from 'hono/html';
import { text, type Language, type Text } from '../../base/text.ts';
import type { Difference } from '../../law/differences.ts';
import { articleById } from '../../law/articles.ts';
import { matters } from '../../law/matters.ts';
import type { RulePack, RuleText } from '../../law/types.ts';
import { articleLabel } from './law.ts';
import { frame } from './frame.ts';
import { standingWords, placeWord } from './labels.ts';
import { printedOnce } from './parts.ts';
import { tongue, type Html, type View } from './view.ts';

export interface CompareData {
  readonly packs: readonly RulePack[];
  readonly a: RulePack;
  readonly b: RulePack;
  readonly differences: readonly Difference[];
}

/** Where the rules of two places differ, matter by matter, with the articles of both. */
export function comparePage(view: View, data: CompareData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('两地规则比较', 'Compare the rules of two places');
  const { a, b } = data;
  const [nameA, nameB] = [t(placeWord(a.jurisdiction)), t(placeWord(b.jurisdiction))];
  const choose = (name: 'a' | 'b', label: string, chosen: RulePack): Html =>
    html`<p>
      <label for="${name}">${label}</label
      ><select id="${name}" name="${name}">
        ${data.packs.map(({ jurisdiction }) => html`<option value="${jurisdiction}" ${jurisdiction === chosen.jurisdiction ? html` selected` : ''}>${t(placeWord(jurisdiction))}</option>`)}
      </select>
    </p>`;
  const rows = data.differences.map(
    ({ path, label, words }) =>
      html`<tr>
        <th scope="row">${t(label)}</th>
        <td data-head="${nameA}">${t(words.a)} ${shortCites(lang, a, path)}</td>
        <td data-head="${nameB}">${t(words.b)} ${shortCites(lang, b, path)}</td>
      </tr> `,
  );
  const head = (pack: RulePack, name: string): Html =>
    html`<th scope="col">
      ${name}<br /><span class="quiet">${standingWords[pack.text.status][lang]}</span>
    </th>`;
  const main = html`<p class="crumbs"><a href="/law">${t('规则', 'The rules')}</a></p>
    <h1>${title}</h1>
    <form method="get" action="/law/compare" class="card inline">
      ${choose('a', t('甲地', 'One place'), a)}${choose('b', t('乙地', 'The other'), b)}
      <p><button>${t('比较', 'Compare')}</button></p>
    </form>
    <p role="status">
      ${t(`${nameA}与${nameB}有${data.differences.length}处不同；没有列出的相同。`, `${nameA} and ${nameB} differ in ${data.differences.length} matters; the rest is the same.`)}
    </p>
    ${
      rows.length === 0
        ? ''
        : html`<table class="list compare">
            <thead>
              <tr>
                <th scope="col">${t('事项', 'Matter')}</th>
                ${head(a, nameA)}${head(b, nameB)}
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }`;
  return frame(view, { title, main });
}

/** The articles of one place, short: which text it is, the column says; another text is named. */
function shortCites(lang: Language, pack: RulePack, path: string): Html {
  const law = matters.find((matter) => matter.path === path)?.law(pack.profile) ?? [];
  return html`<ul class="cites">
    ${printedOnce(lang, law).flatMap((id) => {
      const found = articleById(id);
      if (!found) return [];
      const other = found.text.id === pack.text.id ? '' : `${citedText(found.text)[lang]} `;
      return [
        html`<li>
          <a href="/law/articles/${encodeURIComponent(id)}"
            >${other}${lang === 'zh' ? found.article.label : articleLabel(found.article).en}</a
          >
        </li>`,
      ];
    })}
  </ul>`;
}

const citedText = (rule: RuleText): Text =>
  rule.id === 'NAT-REG' ? text('国家办法', 'National') : rule.title;
