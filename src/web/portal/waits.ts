import { html } from 'hono/html';
import type { Unit } from '../../base/deadline.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { ClockName } from '../../law/types.ts';
import { placeWord, unitWords } from './labels.ts';
import { cites } from './parts.ts';
import { tongue, type Html, type View } from './view.ts';

/** What a person waits for, in a person's words; the periods are those of the rule packs. */
const words = {
  acceptance: text('是否受理我的申请', 'whether my application is accepted'),
  formalReview: text('形式审核的结果', 'the outcome of formal review'),
  publicNotice: text('公示到哪天为止', 'the last day of the notice'),
  objectionReply: text('登记主体答复异议', 'the registrant’s answer to an objection'),
  objectionDecision: text('异议处理结果', 'the decision on an objection'),
  coding: text('赋码，发登记结果', 'the code and the result'),
  cancelCompletion: text('办结注销登记', 'a cancellation to be completed'),
} as const satisfies Partial<Record<ClockName, Text>>;

export type WaitName = keyof typeof words;
export const waitNames = Object.keys(words) as readonly WaitName[];

export interface WaitPlace {
  readonly jurisdiction: string;
  readonly waits: readonly {
    readonly name: WaitName;
    readonly n: number;
    readonly unit: Unit;
    readonly law: readonly string[];
    /** `inf`: set by the office, named by no text. */
    readonly basis: 'text' | 'inf';
  }[];
}

/** Asks what is waited for and since when; the calculator answers with the calendar drawn. */
export function waitForm(view: View, places: readonly WaitPlace[]): Html {
  const t = tongue(view.lang);
  const length = ({ n, unit }: { n: number; unit: Unit }): string =>
    `${n}${t('', ' ')}${t(unitWords[unit])}`;
  return html`<form action="/deadline/wait" method="get">
      <label for="wait">${t('我在等', 'I am waiting for')}</label>
      <select id="wait" name="wait">
        ${places.map(
          ({ jurisdiction, waits }) =>
            html`<optgroup label="${t(placeWord(jurisdiction))}">
              ${waits.map((wait) => html`<option value="${jurisdiction}.${wait.name}">${t(words[wait.name])}${t('：', ': ')}${length(wait)}</option> `)}
            </optgroup>`,
        )}
      </select>
      <label for="since"
        >${t('从哪天起（收到、提交或者公示开始的那一天）', 'Since (the day it was received, filed, or the notice began)')}</label
      >
      <input
        id="since"
        name="from"
        type="date"
        required
        min="1990-01-01"
        max="2099-12-31"
        value="${view.today}"
      />
      <p><button>${t('算到哪天', 'Work out the day')}</button></p>
    </form>
    <details class="bases">
      <summary>${t('这些期限写在哪一条', 'The articles they stand in')}</summary>
      ${places.map(
        ({ jurisdiction, waits }) =>
          html`<h3>${t(placeWord(jurisdiction))}</h3>
            <ul class="plain-list">
              ${waits.map(
                (wait) =>
                  html`<li>
                    ${t(words[wait.name])}${t('：', ': ')}${length(wait)}${wait.basis === 'inf' ? t('（办理设置，非法定）', ' (office setting, not statutory)') : ''}
                    ${cites(view.lang, wait.law)}
                  </li>`,
              )}
            </ul>`,
      )}
    </details>`;
}
