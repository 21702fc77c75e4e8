import { html } from 'hono/html';
import { text, type Text } from '../../../base/text.ts';
import { differences } from '../../../law/differences.ts';
import { matters, type Matter } from '../../../law/matters.ts';
import type { RulePack } from '../../../law/types.ts';
import { frame } from '../frame.ts';
import { standingWords, placeWord } from '../labels.ts';
import { shortCites } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';

export interface CompareData {
  readonly packs: readonly RulePack[];
  readonly a: RulePack;
  readonly b: RulePack;
  /** Also what is the same in both. */
  readonly all: boolean;
}

/** The rules of two places side by side, matter by matter: what differs, and all of it if asked. */
export function comparePage(view: View, { packs, a, b, all }: CompareData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('两地规则比较', 'Compare the rules of two places');
  const [nameA, nameB] = [t(placeWord(a.jurisdiction)), t(placeWord(b.jurisdiction))];
  const different = new Set(differences(a, b).map(({ path }) => path));
  const shown = matters.filter(({ path }) => all || different.has(path));
  const choose = (name: 'a' | 'b', label: string, chosen: RulePack): Html =>
    html`<p>
      <label for="${name}">${label}</label
      ><select id="${name}" name="${name}">
        ${packs.map(({ jurisdiction }) => html`<option value="${jurisdiction}" ${jurisdiction === chosen.jurisdiction ? html` selected` : ''}>${t(placeWord(jurisdiction))}</option>`)}
      </select>
    </p>`;
  const head = (pack: RulePack, name: string): Html =>
    html`<th scope="col">
      ${name}<br /><span class="quiet">${standingWords[pack.text.status][lang]}</span>
    </th>`;
  const tab = (label: string, isAll: boolean): Html =>
    html`<li>
      <a
        href="${address('/law/compare', { a: a.jurisdiction, b: b.jurisdiction, all: isAll ? '1' : undefined })}"
        ${all === isAll ? html` aria-current="true"` : ''}
        >${label}</a
      >
    </li>`;
  const main = html`<h1>${title}</h1>
    <form method="get" action="/law/compare" class="card inline">
      ${all ? html`<input type="hidden" name="all" value="1" />` : ''}
      ${choose('a', t('甲地', 'One place'), a)}${choose('b', t('乙地', 'The other'), b)}
      <p><button>${t('比较', 'Compare')}</button></p>
    </form>
    <ul class="tabs">
      ${tab(t(`只看不同（${different.size}项）`, `Differences only (${different.size})`), false)}
      ${tab(t(`全部（${matters.length}项）`, `All (${matters.length})`), true)}
    </ul>
    <p role="status">
      ${t(`${nameA}与${nameB}有${different.size}项不同，${matters.length - different.size}项相同。同一项里，加粗的是只有这一地才有的。`, `${nameA} and ${nameB} differ in ${different.size} matters and agree in ${matters.length - different.size}. What only one of them has is in bold.`)}
    </p>
    ${
      shown.length === 0
        ? ''
        : html`<table class="list">
            <thead>
              <tr>
                <th scope="col" class="share-20">${t('事项', 'Matter')}</th>
                ${head(a, nameA)}${head(b, nameB)}
              </tr>
            </thead>
            <tbody>
              ${shown.map((matter) => row(view, matter, [a, b], different.has(matter.path)))}
            </tbody>
          </table>`
    }`;
  const trail = [{ path: '/law', label: text('规则', 'The rules') }];
  return frame(view, { title, main, trail });
}

function row(view: View, matter: Matter, [a, b]: [RulePack, RulePack], differs: boolean): Html {
  const t = tongue(view.lang);
  const [wordsA, wordsB] = [matter.words(a.profile), matter.words(b.profile)];
  const cell = (pack: RulePack, own: Text, other: Text): Html =>
    html`<td data-head="${t(placeWord(pack.jurisdiction))}">
      <span>${differs ? marked(view, own, other) : t(own)}</span>
      ${shortCites(view.lang, matter.law(pack.profile))}
    </td>`;
  return html`<tr>
    <th scope="row">
      ${t(matter.label)}${differs ? '' : html`<br /><span class="chip">${t('相同', 'Same')}</span>`}
    </th>
    ${cell(a, wordsA, wordsB)} ${cell(b, wordsB, wordsA)}
  </tr> `;
}

/** A list of several things, with what the other has not in bold; a single value as it is. */
function marked(view: View, own: Text, other: Text): Html | string {
  const t = tongue(view.lang);
  const join = t('、', ', ');
  const [[mine, tail], [theirs]] = [parted(t(own), join), parted(t(other), join)];
  if (mine.length < 2 || !mine.some((one) => theirs.includes(one))) return t(own);
  return html`${mine.map((one, n) => html`${n === 0 ? '' : join}${theirs.includes(one) ? one : html`<b>${one}</b>`}`)}${tail}`;
}

/** The things of a list, and the remark that stands behind all of them. */
function parted(words: string, join: string): readonly [readonly string[], string] {
  const tail = /(?:（[^（）]*）| \([^()]*\))$/.exec(words)?.[0] ?? '';
  return [words.slice(0, words.length - tail.length).split(join), tail];
}
