import { html } from 'hono/html';
import { objectionPath } from './objection-form.ts';
import type { ObjectionPage } from './objection-steps.ts';
import { cites, shortDayText } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';

/** Who comes back finds what was lodged. */
export function lodgedBefore(view: View, { stage, lodged = [] }: ObjectionPage): Html | '' {
  if (lodged.length === 0 || stage === 'check') return '';
  const t = tongue(view.lang);
  return html`<div class="note good">
    <ul class="plain-list">
      ${lodged.map(
        ({ id, at, status }) =>
          html`<li>
            ${t(`您${shortDayText('zh', at.slice(0, 10))}提出的异议已经收到`, `Your objection of ${shortDayText('en', at.slice(0, 10))} was received`)}${status === null ? '' : html`${t('，现在：', ', now: ')}<b>${t(status)}</b>`}${t('。', '.')}
            <a href="/objections/${id}"
              >${t('看回执和进展', 'See the receipt and how it stands')}</a
            >
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Too late: what was written is there to be copied. */
export function over(view: View, { draft }: ObjectionPage): Html {
  const t = tongue(view.lang);
  const said = [draft.interest, draft.reason].filter(Boolean);
  return html`<p class="note warn">
      ${t('公示已结束，不再受理异议。发现登记有误的，利害关系人可以申请更正登记。', 'The notice is over and objections are no longer taken. Whoever finds an error and is concerned by it may apply for a correction.')}
    </p>
    ${
      said.length === 0
        ? ''
        : html`<h2>
              ${t('您写的内容（没有提交，可以复制）', 'What you wrote (not sent; you may copy it)')}
            </h2>
            ${said.map((one) => html`<p class="said">${one}</p>`)}`
    }`;
}

/** What stands in the way, and the way on. */
export function troubles(view: View, page: ObjectionPage): Html | '' {
  const { troubles: all, objected } = page;
  if (all.length === 0) return '';
  const t = tongue(view.lang);
  const path = objectionPath(objected);
  return html`<div class="note bad" role="alert">
      <ul class="plain-list">
        ${all.map(({ at, sentence, law }) => html`<li>${at === null ? t(sentence) : html`<a href="#${at}">${t(sentence)}</a>`}${law && law.length > 0 ? cites(view.lang, law) : ''}</li>`)}
      </ul>
      ${
        view.visitor
          ? ''
          : html`<p>
              <a
                class="button"
                target="_blank"
                rel="noopener"
                href="${address('/signin', { next: path })}"
                >${t('在新窗口登录', 'Sign in in a new window')}</a
              >
            </p>`
      }
    </div>
    ${saidElsewhere(view, page)}`;
}

/** What the other window says, to be read and copied before this one takes its place. */
function saidElsewhere(view: View, { elsewhere }: ObjectionPage): Html | '' {
  if (!elsewhere) return '';
  const t = tongue(view.lang);
  return html`<details class="card">
    <summary>${t('另一个窗口里写的', 'What the other window says')}</summary>
    ${[elsewhere.interest, elsewhere.reason].filter(Boolean).map((one) => html`<p class="said">${one}</p>`)}
  </details>`;
}
