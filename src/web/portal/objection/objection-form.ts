import { html } from 'hono/html';
import { text, type Text } from '../../../base/text.ts';
import type { RulePack } from '../../../law/types.ts';
import { cites } from '../parts.ts';
import { tongue, type Html, type View } from '../view.ts';

/** What can be objected to: a notice, or an entry in force where the rules list objections after the
 *  certificate (G20). */
export interface Objected {
  readonly about: 'notices' | 'registrations';
  /** The case on notice; of an entry its registration code. */
  readonly id: string;
  readonly pack: RulePack;
  /** Objections are no longer taken. */
  readonly over: boolean;
}

/** The pages somebody goes through who objects, in their order. */
export const STAGES: readonly { readonly id: Stage; readonly label: Text }[] = [
  { id: 'who', label: text('资格和实名', 'Who may, real name') },
  { id: 'words', label: text('理由', 'Reasons') },
  { id: 'files', label: text('证据', 'Evidence') },
  { id: 'check', label: text('核对、提交', 'Check and send') },
  { id: 'receipt', label: text('回执', 'Receipt') },
];
export type Stage = 'who' | 'words' | 'files' | 'check' | 'receipt';

export const objectionLaw = ({
  about,
  pack,
}: Pick<Objected, 'about' | 'pack'>): readonly string[] => {
  if (about === 'registrations') return ['CQ-REG-16'];
  return pack.jurisdiction === 'chongqing'
    ? ['NAT-REG-12', 'CQ-REG-16']
    : ['NAT-REG-12', 'BJ-REG-14'];
};

export const objectionPath = ({ about, id }: Pick<Objected, 'about' | 'id'>): string =>
  `/${about}/${encodeURIComponent(id)}/objection`;

/** How to object (BJ-REG-14), on the page of what it is about: the steps, and the way in. */
export function objectionSection(view: View, objected: Objected): Html {
  const t = tongue(view.lang);
  return html`<section id="objection" aria-labelledby="object">
    <h2 id="object">${t('提出异议', 'Object')}</h2>
    ${
      objected.over
        ? html`<p class="note plain-note">
            ${t('公示已结束，不再受理异议。发现登记有误的，利害关系人可以申请更正登记。', 'The notice is over and objections are no longer taken. Whoever finds an error and is concerned by it may apply for a correction.')}
          </p>`
        : html`<p>
              ${t('与这项登记有利害关系的相关当事人，可以实名提出异议，附上理由和至少一份证据。全程大约十分钟，可以随时退出。', 'A party concerned by this registration may object under their real name, with reasons and at least one piece of evidence. It takes some ten minutes and can be left at any time.')}
            </p>
            ${stages(view, null)}
            <p>
              <a class="button" href="${objectionPath(objected)}"
                >${t('开始提出异议', 'Begin an objection')}</a
              >
            </p>`
    }
    ${cites(view.lang, objectionLaw(objected))}
  </section>`;
}

/** The way through, with the place where one is. */
export function stages(view: View, at: Stage | null): Html {
  const t = tongue(view.lang);
  const here = STAGES.findIndex(({ id }) => id === at);
  return html`<ol class="stages" aria-label="${t('步骤', 'Steps')}">
    ${STAGES.map(
      ({ label }, n) =>
        html`<li class="${n < here ? 'done' : ''}" ${n === here ? html` aria-current="step"` : ''}>
          <b>${n < here ? '✓' : n + 1}</b> ${t(label)}
        </li>`,
    )}
  </ol>`;
}

/** Who may object, with what, and what comes of it. */
export function objectionRules(view: View, { about }: Objected): Html {
  const t = tongue(view.lang);
  const issued = about === 'registrations';
  return html`<ul class="plain-list">
    <li>
      ${t(`谁可以提：与这项登记有利害关系的相关当事人。${issued ? '登记主体自己申请更正。' : '登记主体自己不能对自己的登记提异议，可以撤回申请。'}`, `Who: a party concerned by this registration. ${issued ? 'The registrant itself applies for a correction.' : 'The registrant itself cannot object, but may withdraw its application.'}`)}
    </li>
    <li>
      ${t('要准备的：您与这项登记的利害关系、异议的理由，以及至少一份证据文件。', 'What is needed: how it concerns you, your reasons, and at least one file of evidence.')}
    </li>
    <li>
      ${t(`之后：登记机构告知登记主体，登记主体限期答复，由未办理受理的另一人复核；${issued ? '成立的，写明应当更正还是立案调查是否撤销。登记在此期间照旧有效。' : '成立的，终止登记。'}`, `Then: the registrar tells the registrant, who answers within a set period; somebody other than the officer who accepted it re-examines. ${issued ? 'If upheld, the decision says whether the entry is to be corrected or its revocation investigated. Until then it stays in force.' : 'If upheld, the registration ends.'}`)}
    </li>
    <li>
      ${t('异议人的身份不公开；理由和证据只给登记机构和登记主体看。', 'Who objects is not made public. Reasons and evidence are seen by the registrar and the registrant only.')}
    </li>
  </ul>`;
}
