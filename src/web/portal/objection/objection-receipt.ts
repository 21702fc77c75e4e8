import { html } from 'hono/html';
import type { Text } from '../../../base/text.ts';
import type { ExplainedDeadline } from '../../../base/deadline.ts';
import { frame } from '../frame.ts';
import { stages } from './objection-form.ts';
import { cites, dayText, fieldList, inChinese, shortDayText } from '../parts.ts';
import { tongue, type Html, type View } from '../view.ts';

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
  /** What the registrant said; null while it may still answer, or where it did not. */
  readonly answer: { readonly statement: string; readonly files: number } | null;
  readonly answerMissed: boolean;
  readonly decision: {
    readonly on: string;
    readonly reasons: string;
    /** What becomes of the registration. */
    readonly follows: Text | null;
  } | null;
  /** The reader may take it back now. */
  readonly withdrawable: boolean;
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
      ${t('请打印或者记下回执编号。以后登录，在“我的异议”或者公示页的“提出异议”里也能找到这一页。', 'Print this page or note the number. Signed in, you find it again under “My objections”, or under “Object” on the page of the notice.')}
      <a href="/objections">${t('我的异议', 'My objections')}</a>
    </p>
    ${course(view, receipt)} ${receipt.ended ? '' : nextSteps(view, receipt)}
    ${cites(lang, receipt.law)} ${ways(view, receipt)}`;
  return frame(view, { title, main });
}

/** What the other side said and what was decided, each as it comes. */
function course(view: View, { answer, answerMissed, decision, status }: ObjectionReceipt): Html {
  const { lang } = view;
  const t = tongue(lang);
  const said =
    answer === null
      ? answerMissed
        ? html`<p class="note plain-note">
            ${t('登记主体逾期没有答复，登记机构依现有材料复核。', 'The registrant did not answer in time; the registrar re-examines on what it has.')}
          </p>`
        : ''
      : html`<section aria-labelledby="answer">
          <h2 id="answer">${t('登记主体的答复', 'What the registrant answered')}</h2>
          <p class="said">${inChinese(lang, answer.statement)}</p>
          <p class="quiet">
            ${t(`附证据${answer.files}份，可以在工作台查看。`, `With ${answer.files} ${answer.files === 1 ? 'file' : 'files'} of evidence, to be read in the workbench.`)}
          </p>
        </section>`;
  return html`${said}${
    decision === null
      ? ''
      : html`<section aria-labelledby="decision">
          <h2 id="decision">
            ${t(`复核决定：${status.zh}`, `The decision: ${status.en.toLowerCase()}`)}
          </h2>
          <p class="quiet">${dayText(lang, decision.on)}</p>
          <p class="said">${inChinese(lang, decision.reasons)}</p>
          ${decision.follows === null ? '' : html`<p><b>${t(decision.follows)}</b></p>`}
        </section>`
  }`;
}

/** To withdraw works without script; the files of both sides are read in the workbench. */
function ways(view: View, { id, withdrawable }: ObjectionReceipt): Html {
  const t = tongue(view.lang);
  const path = `/objections/${encodeURIComponent(id)}`;
  return html`<div class="no-print">
    ${
      view.workbench === null
        ? ''
        : html`<p>
            <a class="button" href="${view.workbench}cases/${encodeURIComponent(id)}"
              >${t('在工作台查看双方材料', 'Read both files in the workbench')}</a
            >
          </p>`
    }
    ${
      withdrawable
        ? html`<details class="card" id="withdraw">
            <summary>${t('撤回异议', 'Withdraw the objection')}</summary>
            <p>
              ${t('撤回以后不再复核，登记照常办理，不能恢复。公示还没有结束的，可以重新提出。', 'Once withdrawn it is not examined any more and the registration goes on; this cannot be undone. While the notice runs you may object anew.')}
            </p>
            <form method="post" enctype="multipart/form-data" action="${path}/withdraw">
              <input type="hidden" name="csrf" value="${view.visitor?.csrf ?? ''}" />
              <button>${t('确认撤回', 'Withdraw it')}</button>
            </form>
          </details>`
        : ''
    }
  </div>`;
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
        ${t('决定作出以前，您可以撤回异议。提交了的不能改；要补充理由或者证据的，公示期内另提一份，写明是补充。', 'Until it is decided you may withdraw the objection. What was sent cannot be changed: to add reasons or evidence, lodge another one while the notice runs and say that it supplements this one.')}
      </li>
    </ol>
  </section>`;
}
