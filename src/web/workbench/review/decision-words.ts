import { text, type Text } from '../../../base/text.ts';
import type { ActView } from '../queries.ts';

/** What follows from each decision on an objection, and words to begin its reasons with. */
export interface Outcome {
  readonly follows: readonly Text[];
  readonly template: (about: { readonly title: string; readonly answered: boolean }) => Text;
}

const DISMISSED: Outcome = {
  follows: [
    text(
      '登记程序继续；没有其他未决异议的，公示期满后赋码。',
      'The procedure goes on; with no other objection open, a code is assigned once the notice is over.',
    ),
    text('双方都会收到决定和理由。', 'Both sides receive the decision and its reasons.'),
  ],
  template: ({ title, answered }) =>
    text(
      `经审查异议人提交的理由和证据${answered ? '以及登记主体的答复和证据' : '（登记主体逾期未答复）'}，现有材料不能证明“${title}”的公示内容与事实不符。异议不成立。`,
      `Having examined the objector's reasons and evidence${answered ? " and the registrant's answer and evidence" : ' (the registrant did not answer in time)'}, the material does not show that the notice of "${title}" is wrong. The objection is dismissed.`,
    ),
};

const UPHELD: Outcome = {
  follows: [
    text(
      '登记终止，不赋码；公示撤下。',
      'The registration is terminated; no code is assigned and the notice comes down.',
    ),
    text('登记主体改正后可以重新提出申请。', 'The registrant may file anew once it is put right.'),
    text('双方都会收到决定和理由。', 'Both sides receive the decision and its reasons.'),
  ],
  template: ({ title, answered }) =>
    text(
      `经审查异议人提交的理由和证据${answered ? '以及登记主体的答复和证据' : '（登记主体逾期未答复）'}，足以认定“${title}”的公示内容与事实不符：（请写明不符之处和所依据的证据）。异议成立，终止登记。`,
      `Having examined the objector's reasons and evidence${answered ? " and the registrant's answer and evidence" : ' (the registrant did not answer in time)'}, it is found that the notice of "${title}" is wrong: (say in what, and by which evidence). The objection is upheld and the registration terminated.`,
    ),
};

const AFTER_ISSUE: Outcome = {
  follows: [
    text(
      '登记已经生效，不因异议直接终止。',
      'The registration is in force and does not end by the objection itself.',
    ),
    text(
      '应当更正的，由登记主体或者异议人申请更正；应当撤销的，由登记机构立案调查。',
      'To be corrected: on the application of the registrant or the objector. To be revoked: the registrar opens an investigation.',
    ),
  ],
  template: ({ title, answered }) =>
    text(
      `经审查异议人提交的理由和证据${answered ? '以及登记主体的答复和证据' : '（登记主体逾期未答复）'}，“${title}”的登记内容存在下列问题：（请写明问题和所依据的证据）。异议成立。`,
      `Having examined the objector's reasons and evidence${answered ? " and the registrant's answer and evidence" : ' (the registrant did not answer in time)'}, the entry "${title}" is wrong in this: (say in what, and by which evidence). The objection is upheld.`,
    ),
};

/** By the event an act of decision puts on record. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  'obj.Dismissed': DISMISSED,
  'obj.Upheld': UPHELD,
  'obj.UpheldAfterIssue': AFTER_ISSUE,
};

export const outcomeOf = (act: ActView): Outcome | undefined =>
  act.emits.map((type) => OUTCOMES[type]).find((one) => one !== undefined);
