import { html } from 'hono/html';
import type { Difference } from '../../law/differences.ts';
import type { RulePack } from '../../law/types.ts';
import { frame } from './frame.ts';
import { standingWords, placeWord } from './labels.ts';
import { cites } from './parts.ts';
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
    ({ label, words, law }) =>
      html`<tr>
        <th scope="row">${t(label)}</th>
        <td data-head="${nameA}">${t(words.a)}</td>
        <td data-head="${nameB}">${t(words.b)}</td>
        <td data-head="${t('依据', 'Articles')}">${cites(lang, law)}</td>
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
                <th scope="col">${t('依据', 'Articles')}</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }`;
  return frame(view, { title, main });
}
