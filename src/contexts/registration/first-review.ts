import { z } from 'zod';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { office, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { isFileValue } from './dossier.ts';
import { checkGaps } from './gaps.ts';
import { act, type FirstState } from './first-state.ts';
import { groupsFor } from './precheck.ts';
import { reasons, words } from './inputs.ts';

const gapList = z
  .array(
    z.strictObject({
      item: words(100).meta({ title: '材料项目 Item' }),
      ground: words(60).meta({ title: '情形 Ground' }),
      reason: reasons.meta({ title: '需要补充的内容 What to supply' }),
    }),
  )
  .min(1)
  .max(100)
  .meta({ title: '一次性告知的全部事项 Everything, once' });

const ground = words(60).meta({ title: '法定情形 Ground', options: 'refusalGrounds' });

export const notifyIntakeGaps = act({
  title: text('一次性告知补正（受理）', 'Notify intake gaps'),
  help: text('须一次性告知全部需要补充的事项；重新提交后不得就原有内容提出新的要求。', 'Name everything at once; after re-submission nothing visible before may be demanded anew.'),
  law: ['NAT-REG-10', 'BJ-REG-11b', 'CQ-REG-16'],
  by: [office('registrar.intake')],
  from: ['submitted'],
  to: ['intake_gap'],
  input: z.strictObject({ gaps: gapList }),
  emits: ['reg.IntakeDeficiencyNotified'],
  final: true,
  decide({ state, input, rules }) {
    const gaps = checkGaps(state, rules, 'intake', input.gaps);
    if (isRefusal(gaps)) return gaps;
    return [notified('reg.IntakeDeficiencyNotified', gaps)];
  },
});

export const notifyReviewGaps = act({
  title: text('一次性告知补正（形式审核）', 'Notify review gaps'),
  help: text('仅限规则列明的材料类别，须一次性告知。', 'Only the listed kinds of material, and all at once.'),
  law: ['NAT-REG-11', 'BJ-REG-12b', 'CQ-REG-16'],
  by: [office('registrar.review')],
  from: ['in_review'],
  to: ['review_gap'],
  input: z.strictObject({ gaps: gapList }),
  emits: ['reg.ReviewDeficiencyNotified'],
  final: true,
  decide({ state, input, rules }) {
    const gaps = checkGaps(state, rules, 'review', input.gaps);
    if (isRefusal(gaps)) return gaps;
    return [notified('reg.ReviewDeficiencyNotified', gaps)];
  },
});

/** Which items is public; what is said about each is between the registrar and the registrant. */
const notified = (type: string, gaps: readonly { item: string; ground: string; reason: string; law: string }[]) => ({
  type,
  data: { items: gaps.map((g) => g.item), grounds: [...new Set(gaps.map((g) => g.ground))] },
  private: { gaps: { items: gaps.map((g) => ({ ...g })) } },
});

export const refuseAcceptance = act({
  title: text('不予受理', 'Refuse acceptance'),
  law: ['NAT-REG-10', 'BJ-REG-11c', 'CQ-REG-16'],
  by: [office('registrar.intake')],
  from: ['submitted'],
  to: ['NOT_ACCEPTED'],
  input: z.strictObject({
    ground,
    reasons: reasons.meta({ title: '理由 Reasons' }),
    duplicateOf: z.uuid().optional().meta({ title: '重复的登记事项编号 The entry it repeats' }),
  }),
  needs: ['likeness'],
  emits: ['reg.AcceptanceRefused'],
  final: true,
  decide({ input, rules, facts }) {
    const wrong = unknownGround(rules, input.ground);
    if (wrong) return wrong;
    if (input.ground === 'duplicate' && !facts.likeness.some((l) => l.caseId === input.duplicateOf)) {
      return duplicateUnnamed();
    }
    const { duplicateOf } = input;
    return [
      {
        type: 'reg.AcceptanceRefused',
        data: { ground: input.ground, ...(duplicateOf === undefined ? {} : { duplicateOf }) },
        private: { reasons: { text: input.reasons } },
      },
    ];
  },
});

export const accept = act({
  title: text('受理', 'Accept'),
  law: ['NAT-REG-10', 'BJ-REG-11a', 'CQ-REG-16'],
  by: [office('registrar.intake')],
  from: ['submitted'],
  to: ['in_review'],
  input: z.strictObject({}),
  emits: ['reg.ApplicationAccepted'],
  decide: () => [{ type: 'reg.ApplicationAccepted', data: {} }],
});

export const flagAcceptanceOverdue = act({
  title: text('标记受理逾期', 'Flag acceptance as overdue'),
  law: ['NAT-REG-10', 'BJ-REG-11a', 'CQ-REG-16'],
  by: [system],
  from: ['submitted'],
  to: ['submitted'],
  input: z.strictObject({}),
  emits: ['reg.AcceptanceOverdue'],
  decide: () => [{ type: 'reg.AcceptanceOverdue', data: {} }],
});

export const flagReviewOverdue = act({
  title: text('标记审核逾期', 'Flag the review as overdue'),
  law: ['NAT-REG-11', 'BJ-REG-12a', 'CQ-REG-16'],
  by: [system],
  from: ['in_review'],
  to: ['in_review'],
  input: z.strictObject({}),
  emits: ['reg.ReviewOverdue'],
  decide: () => [{ type: 'reg.ReviewOverdue', data: {} }],
});

export const explainDelay = act({
  title: text('说明未完成审核的原因', 'Explain the delay'),
  law: ['NAT-REG-11', 'BJ-REG-12a', 'CQ-REG-16'],
  by: [office('registrar.review')],
  from: ['in_review'],
  to: ['in_review'],
  input: z.strictObject({ reason: reasons.meta({ title: '原因 Reason' }) }),
  emits: ['reg.ReviewDelayExplained'],
  decide: ({ input }) => [{ type: 'reg.ReviewDelayExplained', data: { reason: input.reason } }],
});

export const confirmSeal = act({
  title: text('目视核对公章', 'Confirm a seal by eye'),
  help: text('扫描件不能由机器核验：请逐份核对后记录结论。', 'A scan cannot be checked by machine: look at each and record what you saw.'),
  law: ['NAT-REG-11', 'BJ-REG-10(1)2', 'BJ-REG-10(1)4', 'BJ-REG-10(1)7', 'CQ-REG-16'],
  by: [office('registrar.review'), office('registrar.intake')],
  from: ['submitted', 'in_review'],
  to: ['submitted', 'in_review'],
  input: z.strictObject({
    file: z.uuid().meta({ title: '文件编号 File' }),
    found: z.boolean().meta({ title: '公章齐全、与主体一致 Seal present and of the right body' }),
    note: z.string().trim().max(500).default('').meta({ title: '备注 Note' }),
  }),
  emits: ['reg.SealConfirmed'],
  decide({ state, input, rules }) {
    if (!sealedFiles(state, rules).some((f) => f.id === input.file)) return fileNotHere();
    return [
      { type: 'reg.SealConfirmed', data: { file: input.file, found: input.found }, private: { note: { text: input.note } } },
    ];
  },
});

export const failReview = act({
  title: text('形式审核不通过', 'Fail the review'),
  law: ['NAT-REG-11', 'BJ-REG-11c', 'CQ-REG-16'],
  by: [office('registrar.review')],
  from: ['in_review'],
  to: ['NOT_PASSED'],
  input: z.strictObject({ ground, reasons: reasons.meta({ title: '理由 Reasons' }) }),
  emits: ['reg.FormalReviewFailed'],
  final: true,
  decide({ input, rules }) {
    return (
      unknownGround(rules, input.ground) ?? [
        { type: 'reg.FormalReviewFailed', data: { ground: input.ground }, private: { reasons: { text: input.reasons } } },
      ]
    );
  },
});

export const passReview = act({
  title: text('形式审核通过', 'Pass the review'),
  help: text('每份应当盖章的文件须经签名验证或目视核对。', 'Every file that must be sealed needs a verified signature or a confirmation by eye.'),
  law: ['NAT-REG-11', 'BJ-REG-12', 'CQ-REG-16'],
  by: [office('registrar.review')],
  from: ['in_review'],
  to: ['passed'],
  input: z.strictObject({
    checked: z.literal(true).meta({ title: '已逐项完成形式审核 Every item was checked' }),
  }),
  emits: ['reg.FormalReviewPassed'],
  final: true,
  decide({ state, rules, actor }) {
    const open = sealedFiles(state, rules).filter((f) => !f.verified && state.seals[f.id]?.found !== true);
    if (open.length > 0) return sealsOpen(open);
    if (state.delays.length === 0 && state.overdue.review !== undefined) return explainFirst();
    return [{ type: 'reg.FormalReviewPassed', data: { officer: actor.accountId } }];
  },
});

export interface SealedFile {
  readonly id: string;
  readonly item: string;
  readonly name: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** A digital signature that verifies stands for the eye. */
  readonly verified: boolean;
}

/** The files of this dossier that must carry an official seal. */
export function sealedFiles(state: FirstState, rules: RulePack): SealedFile[] {
  return groupsFor(state, rules).flatMap((group) =>
    group.fields.flatMap((field) => {
      const value = state.dossier[group.id]?.[field.id];
      if (!field.seals || !isFileValue(value)) return [];
      const signature = value['signature'] as { kind?: string; valid?: boolean } | undefined;
      const verified = signature?.kind === 'digital' && signature.valid === true;
      return [{ id: value.id, item: `${group.id}.${field.id}`, name: String(value['name']), label: field.label, verified }];
    }),
  );
}

function unknownGround(rules: RulePack, id: string): Refusal | undefined {
  const grounds = rules.profile.refusalGrounds;
  if (grounds.some((g) => g.id === id)) return undefined;
  const listed = grounds.map((g) => g.label.zh).join('、');
  return refuse(
    'GROUND_NOT_LISTED',
    text(`只能依规则列明的情形：${listed}。`, `Only the listed grounds: ${grounds.map((g) => g.label.en).join(', ')}.`),
    grounds.flatMap((g) => g.law),
  );
}

const duplicateUnnamed = (): Refusal =>
  refuse('DUPLICATE_UNNAMED', text('以登记内容重复为由的，须指明重复的登记事项。', 'A refusal for duplicate content must name the entry it repeats.'), ['BJ-REG-11c', 'NAT-REG-10']);

const fileNotHere = (): Refusal =>
  refuse('FILE_NOT_HERE', text('该文件不是本申请中应当盖章的文件。', 'This is not a file of this application that must be sealed.'), ['BJ-REG-10(1)'], 'unknown');

const sealsOpen = (open: readonly SealedFile[]): Refusal =>
  refuse(
    'SEALS_NOT_CONFIRMED',
    text(
      `以下文件的公章尚未核对或核对未通过：${open.map((f) => f.label.zh).join('、')}。`,
      `The seals of these files are not confirmed: ${open.map((f) => f.label.en).join(', ')}.`,
    ),
    ['BJ-REG-10(1)2', 'BJ-REG-10(1)4', 'BJ-REG-10(1)7', 'NAT-REG-11'],
    'unprocessable',
    { files: open.map((f) => f.id) },
  );

const explainFirst = (): Refusal =>
  refuse('DELAY_NOT_EXPLAINED', text('审核已超过规定期限，应当先向登记主体说明原因。', 'The review is late: explain the reason to the registrant first.'), ['BJ-REG-12a', 'NAT-REG-11']);
