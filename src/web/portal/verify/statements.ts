import { html } from 'hono/html';
import { text, type Language } from '../../../base/text.ts';
import type { CheckState } from '../../verifier/report.ts';
import { STATEMENTS, type Statement } from '../../verifier/statements.ts';
import type { Way } from '../../verifier/tree/way.ts';
import { DETAILS, STATES, WHOLE } from '../../verifier/words.ts';
import type { CodedSeal } from '../entry/entry.ts';
import { seals } from '../chain/seal.ts';
import { wayFolds } from '../chain/way-figure.ts';
import type { Html } from '../view.ts';

function item(lang: Language, { id, state, sentence, details }: Statement, more: Html | ''): Html {
  const { sign, tone, word } = STATES[state];
  const { name, asks } = STATEMENTS[id];
  return html`<li class="${tone}">
    <span class="sign" aria-hidden="true">${sign}</span>
    <div>
      <p><b>${name[lang]}</b> <span class="chip ${tone}">${word[lang]}</span></p>
      <p>${sentence[lang]}</p>
      <details class="quiet">
        <summary>${DETAILS[lang]}<span class="hidden"> · ${name[lang]}</span></summary>
        <ul class="plain-list">
          ${[asks, ...details].map((line) => html`<li>${line[lang]}</li> `)}
        </ul>
        ${more}
      </details>
    </div>
  </li> `;
}

/** The four statements as the script shows them, written by the server. `index`: the entry's page. */
export function statementList(
  lang: Language,
  statements: readonly Statement[],
  {
    ways = [],
    index = null,
  }: { readonly ways?: readonly Way[]; readonly index?: number | null } = {},
): Html | '' {
  if (statements.length === 0) return '';
  const see = text(`看第 ${index} 号记录怎样连到根`, `See how entry ${index} is tied to the root`);
  const link = index === null ? '' : html`<p><a href="/chain/${index}">${see[lang]}</a></p>`;
  const more = html`${wayFolds(lang, ways)}${link}`;
  return html`<ul class="checklist" aria-label="${WHOLE[lang]}">
    ${statements.map((one) => item(lang, one, one.id === 'logged' ? more : ''))}
  </ul>`;
}

const SEAL_STATES: Readonly<Record<CodedSeal['seal'], readonly [CheckState, CheckState]>> = {
  waiting: ['absent', 'absent'],
  published: ['pass', 'absent'],
  witnessed: ['pass', 'pass'],
  rehearsed: ['pass', 'caution'],
  alone: ['pass', 'absent'],
};

const NO_FILE = text(
  '这里只按编码查了登记簿，没有看文件。手上有确认单的，把 PDF 放到下面“核对文件”里看签名。',
  'The register was asked by code and no file was looked at. If you hold the sheet, give the PDF under “Check a file” below to see its signature.',
);
const NO_STAMP = text(
  '时间戳在确认单文件里，按编码看不到。',
  'The time-stamp is in the sheet itself and cannot be seen by a code.',
);
const NO_PLACE = text(
  '登记簿里没有这一编码的赋码记录，链上也就无从查起。',
  'The register has no entry that assigned this code, so there is none to look for on the log.',
);

/** The four statements as far as a code alone can tell: where the entry stands on the log. */
export function statementsByCode(seal: CodedSeal | null): readonly Statement[] {
  const [logged, witnessed] = seal ? SEAL_STATES[seal.seal] : (['absent', 'absent'] as const);
  const place =
    seal === null
      ? NO_PLACE
      : seal.index === null
        ? seals[seal.seal].means
        : text(
            `登记结果是目录链上的第 ${seal.index} 号记录。`,
            `The result is entry ${seal.index} of the log.`,
          );
  return [
    { id: 'signature', state: 'absent', sentence: NO_FILE, details: [] },
    { id: 'logged', state: logged, sentence: place, details: [] },
    {
      id: 'witnessed',
      state: witnessed,
      sentence: seal === null ? NO_PLACE : seals[seal.seal].means,
      details: [],
    },
    { id: 'timestamp', state: 'absent', sentence: NO_STAMP, details: [] },
  ];
}
