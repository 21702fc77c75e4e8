import { html } from 'hono/html';
import type { Language } from '../../../base/text.ts';
import { wayPicture } from '../../verifier/tree/way-picture.ts';
import { IN_WORDS, TREE_NAMES, wayLines } from '../../verifier/tree/way-words.ts';
import type { Way } from '../../verifier/tree/way.ts';
import { svg } from '../svg.ts';
import { tongue, type Html } from '../view.ts';

/** The same way in words, with every hash in full: for those who do not see it, or work it out again. */
function inWords(lang: Language, way: Way): Html {
  return html`<ol class="way-lines">
    ${wayLines(way).map(
      ({ said, hashes }) =>
        html`<li>
          ${said[lang]}
          ${hashes.map(
            ({ label, hex }) =>
              html`<br /><span class="quiet">${label[lang]}</span>
                <code class="mono">${hex}</code>`,
          )}
        </li> `,
    )}
  </ol>`;
}

/** An entry's way to the root, drawn and told. */
export function wayFigure(lang: Language, way: Way): Html {
  return html`<figure class="way-drawn">
    ${svg(lang, wayPicture(way))}
    <figcaption class="quiet">${wayPicture(way).told[lang]}</figcaption>
    <details>
      <summary>${IN_WORDS[lang]}</summary>
      ${inWords(lang, way)}
    </details>
  </figure>`;
}

/** Under what a check found: the ways of both trees, folded away. */
export const wayFolds = (lang: Language, ways: readonly Way[]): Html =>
  html`${ways.map(
    (way) =>
      html`<details class="way">
        <summary>
          ${tongue(lang)('画出它怎样连到根', 'Draw how it is tied to the root')} ·
          ${TREE_NAMES[way.suite][lang]}
        </summary>
        ${wayFigure(lang, way)}
      </details>`,
  )}`;
