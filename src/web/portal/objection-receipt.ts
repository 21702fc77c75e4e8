import { html } from 'hono/html';
import type { Text } from '../../base/text.ts';
import type { ExplainedDeadline } from '../../base/deadline.ts';
import { frame } from './frame.ts';
import { stages } from './objection-form.ts';
import { cites, dayText, fieldList, inChinese, shortDayText } from './parts.ts';
import { tongue, type Html, type View } from './view.ts';

export interface ObjectionReceipt {
  readonly id: string;
  /** RFC 3339 with the offset of the office. */
  readonly lodgedAt: string;
  readonly name: string;
  /** The page of what it is about; null where that is not public any more. */
  readonly about: string | null;
  readonly objector: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly status: Text;
  readonly ended: boolean;
  /** By when the registrant has to answer; `assumed`: if it is told today. */
  readonly reply: { readonly deadline: ExplainedDeadline; readonly assumed: boolean } | null;
  readonly law: readonly string[];
}

/** The receipt of an objection, for the one who lodged it. */
export function receiptPage(view: View, receipt: ObjectionReceipt): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('异议回执', 'Receipt of an objection');
  const time = receipt.lodgedAt.slice(11, 19);
  const main = html`<h1>${title}</h1>
    ${stages(view, 'receipt')}
    <div class="result good">
      <h2>
        <span class="kicker">${t('已收到', 'Received')}</span>
        ${t(`${dayText('zh', receipt.lodgedAt.slice(0, 10))}${time}`, `${dayText('en', receipt.lodgedAt.slice(0, 10))}, ${time}`)}
      </h2>
      ${fieldList(lang, [
        { label: t('回执编号', 'Number'), value: html`<span class="mono">${receipt.id}</span>` },
        {
          label: t('异议事项', 'About'),
          value: receipt.about
            ? html`<a href="${receipt.about}">${inChinese(lang, receipt.name)}</a>`
            : inChinese(lang, receipt.name),
        },
        { label: t('异议人', 'Objector'), value: inChinese(lang, receipt.objector) },
        {
          label: t('证据', 'Evidence'),
          value: html`<ol class="plain-list">
            ${receipt.files.map(({ name, sha256 }) => html`<li>${name}<br /><span class="mono quiet">SHA-256 ${sha256.slice(0, 16)}…</span></li>`)}
          </ol>`,
        },
        { label: t('现在', 'Now'), value: t(receipt.status) },
      ])}
    </div>
    <p class="quiet no-print">
      ${t('请打印或者记下回执编号。', 'Print this page or note the number.')}
    </p>
    ${receipt.ended ? '' : nextSteps(view, receipt)} ${cites(lang, receipt.law)}
    ${
      view.workbench === null
        ? ''
        : html`<p class="no-print">
            <a class="button" href="${view.workbench}cases/${encodeURIComponent(receipt.id)}"
              >${t('在工作台查看进展、撤回', 'Follow or withdraw it in the workbench')}</a
            >
          </p>`
    }`;
  return frame(view, { title, main });
}

function nextSteps(view: View, { reply }: ObjectionReceipt): Html {
  const { lang } = view;
  const t = tongue(lang);
  const due = reply && shortDayText(lang, reply.deadline.due);
  return html`<section aria-labelledby="next">
    <h2 id="next">${t('接下来', 'What happens next')}</h2>
    <ol class="plain-list">
      <li>
        ${t('登记机构把异议告知登记主体，不公开您的身份。', 'The registrar tells the registrant, without making public who you are.')}
      </li>
      ${
        reply === null
          ? ''
          : html`<li>
              ${reply.assumed ? t(`登记主体限期答复。如果今天告知，最迟${due}答复：`, `The registrant answers within a set period. If told today, by ${due}:`) : t(`登记主体最迟${due}答复：`, `The registrant answers by ${due}:`)}
              <span class="quiet">${t(reply.deadline.explanation)}</span>
            </li>`
      }
      <li>
        ${t('由没有办理受理的另一人复核并作出决定；双方都会收到决定和理由。', 'Somebody other than the officer who accepted it re-examines and decides; both sides are told the decision and its reasons.')}
      </li>
      <li>
        ${t('决定作出以前，您可以撤回异议。', 'Until it is decided you may withdraw the objection.')}
      </li>
    </ol>
  </section>`;
}
