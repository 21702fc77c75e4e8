import { html } from 'hono/html';
import { cites } from './parts.ts';
import { address, tongue, type Html, type View } from './view.ts';

export interface ObjectionForm {
  /** The case on notice; of an entry in force its registration code. */
  readonly id: string;
  readonly jurisdiction: string;
  readonly over: boolean;
  /** About an entry in force, where the rules list objections after the certificate (G20). */
  readonly issued?: true;
  readonly key: string;
}

const LAW = ['NAT-REG-12', 'BJ-REG-14'];
const ACCEPTED = '.pdf,.ofd,.docx,.xlsx,.png,.jpg,.jpeg,.csv,.txt,.json';

/** How to object (BJ-REG-14): who may, under which name, with what; the form for those signed in. */
export function objectionSection(view: View, form: ObjectionForm): Html {
  const t = tongue(view.lang);
  const { issued = false } = form;
  const notice = form.jurisdiction === 'chongqing' ? ['NAT-REG-12', 'CQ-REG-16'] : LAW;
  const law = issued ? ['CQ-REG-16'] : notice;
  return html`<section id="objection" aria-labelledby="object">
    <h2 id="object">${t('提出异议', 'Object')}</h2>
    <ul class="plain-list">
      <li>
        ${t(`谁可以提：与这项登记有利害关系的相关当事人。${issued ? '登记主体自己申请更正。' : '登记主体自己不能对自己的登记提异议，可以撤回申请。'}`, `Who: a party concerned by this registration. ${issued ? 'The registrant itself applies for a correction.' : 'The registrant itself cannot object, but may withdraw its application.'}`)}
      </li>
      <li>
        ${t('须实名，并至少附一份证据材料。', 'Under a verified real name, with at least one piece of evidence.')}
      </li>
      <li>
        ${t(`之后：登记机构告知登记主体，登记主体限期答复，由未办理受理的另一人复核；${issued ? '成立的，写明应当更正还是立案调查是否撤销。登记在此期间照旧有效。' : '成立的，终止登记。'}`, `Then: the registrar tells the registrant, who answers within a set period; somebody other than the officer who accepted it re-examines. ${issued ? 'If upheld, the decision says whether the entry is to be corrected or its revocation investigated. Until then it stays in force.' : 'If upheld, the registration ends.'}`)}
      </li>
      <li>
        ${t('异议人的身份不公开；理由和证据只给登记机构和登记主体看。', 'Who objects is not made public. Reasons and evidence are seen by the registrar and the registrant only.')}
      </li>
    </ul>
    ${cites(view.lang, law)} ${wayIn(view, form)}
  </section>`;
}

function wayIn(view: View, form: ObjectionForm): Html {
  const t = tongue(view.lang);
  if (form.over) {
    return html`<p class="note plain-note">
      ${t('公示已结束，不再受理异议。发现登记有误的，利害关系人可以申请更正登记。', 'The notice is over and objections are no longer taken. Whoever finds an error and is concerned by it may apply for a correction.')}
    </p>`;
  }
  if (!view.visitor) {
    const next = `${view.here}#objection`;
    return html`<p class="note plain-note">
      ${t('提异议须先登录，因为异议要实名。', 'Objections are made under a real name, so sign in first.')}
      <a class="button" href="${address('/signin', { next })}"
        >${t('登录后提异议', 'Sign in to object')}</a
      >
    </p>`;
  }
  if (!view.visitor.realName) {
    return html`<p class="note warn">
      ${t('您的账户尚未完成实名认证，不能提出异议。请先向登记机构完成认证。', 'Your account is not verified under a real name, so it cannot object yet. Have it verified by the registrar first.')}
    </p>`;
  }
  return fields(view, form, view.visitor.csrf);
}

function fields(view: View, form: ObjectionForm, csrf: string): Html {
  const t = tongue(view.lang);
  return html`<noscript
      ><p class="note warn">
        ${t('提交异议需要浏览器允许脚本；也可以通过开放接口或到登记窗口办理。', 'Filing an objection needs script in your browser; the open API and the counter are other ways.')}
      </p></noscript
    >
    <form
      class="card stack"
      data-objection
      data-csrf="${csrf}"
      data-key="${form.key}"
      data-lang="${view.lang}"
      data-parent="${form.id}"
      data-jurisdiction="${form.jurisdiction}"
      data-sending="${t('正在提交……', 'Sending …')}"
      data-done="${t('异议已提出。登记机构告知登记主体后，由另一人复核；进展和结果在工作台查看：', 'Your objection is lodged. The registrar tells the registrant and re-examines; follow it in the workbench: ')}"
      data-follow="${t('查看我的异议', 'my objection')}"
      data-failed="${t('没有提交成功，请检查网络后再试。', 'Nothing was sent. Check the connection and try again.')}"
      data-many="${t('证据文件最多20份。', 'At most 20 files of evidence.')}"
    >
      <label for="interest"
        >${t('您与这项登记的利害关系', 'How this registration concerns you')}</label
      >
      <textarea id="interest" name="interest" required maxlength="500" rows="2"></textarea>
      <label for="reason">${t('异议理由', 'Reasons')}</label>
      <textarea
        id="reason"
        name="reason"
        required
        minlength="5"
        maxlength="2000"
        rows="5"
      ></textarea>
      <label for="evidence"
        >${t('证据材料（至少1份，最多20份）', 'Evidence (1 to 20 files)')}</label
      >
      <input
        id="evidence"
        name="evidence"
        type="file"
        multiple
        required
        accept="${ACCEPTED}"
        aria-describedby="formats"
      />
      <p id="formats" class="quiet">PDF, OFD, DOCX, XLSX, PNG, JPG, CSV, TXT, JSON</p>
      <p class="quiet">
        ${t(`以“${view.visitor?.name ?? ''}”的实名提交。提交后可以撤回，不能修改。`, `Filed under the real name of ${view.visitor?.name ?? ''}. It can be withdrawn later, not changed.`)}
      </p>
      <p><button disabled>${t('提交异议', 'Lodge the objection')}</button></p>
      <p role="status" aria-live="polite" tabindex="-1" class="outcome"></p>
    </form>`;
}
