import { z } from 'zod';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { office, system } from '../../kernel/who.ts';
import { act, type FirstState } from './first-state.ts';
import { checkGaps } from './gaps.ts';
import { gapList, notified, refusal, refused } from './grounds.ts';
import { reasons } from './inputs.ts';
import { sealedFiles, sealsOpen } from './seals.ts';

export const notifyReviewGaps = act({
  title: text('一次性告知补正（形式审核）', 'Notify review gaps'),
  help: text(
    '仅限规则列明的材料类别，须一次性告知。',
    'Only the listed kinds of material, and all at once.',
  ),
  law: ['NAT-REG-11', 'BJ-REG-12b', 'CQ-REG-16'],
  by: [office('registrar.review')],
  from: ['in_review'],
  to: ['review_gap'],
  input: z.strictObject({ gaps: gapList }),
  emits: ['reg.ReviewDeficiencyNotified'],
  final: true,
  decide({ state, input, rules }) {
    const gaps = checkGaps(state, rules, 'review', input.gaps);
    return isRefusal(gaps) ? gaps : [notified('reg.ReviewDeficiencyNotified', gaps)];
  },
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
  decide({ input }) {
    const told = { text: input.reason };
    return [{ type: 'reg.ReviewDelayExplained', data: {}, private: { reasons: told } }];
  },
});

export const failReview = act({
  title: text('形式审核不通过', 'Fail the review'),
  law: ['NAT-REG-11', 'BJ-REG-11c', 'CQ-REG-16'],
  by: [office('registrar.review')],
  from: ['in_review'],
  to: ['NOT_PASSED'],
  input: refusal,
  needs: ['likeness'],
  emits: ['reg.FormalReviewFailed'],
  final: true,
  decide: ({ input, rules, facts }) =>
    refused('reg.FormalReviewFailed', input, rules, facts.likeness),
});

export const passReview = act({
  title: text('形式审核通过', 'Pass the review'),
  help: text(
    '每份应当盖章的文件须经签名验证或目视核对。',
    'Every file that must be sealed needs a verified signature or a confirmation by eye.',
  ),
  law: ['NAT-REG-11', 'BJ-REG-12', 'CQ-REG-16'],
  by: [office('registrar.review')],
  from: ['in_review'],
  to: ['passed'],
  input: z.strictObject({
    checked: z.literal(true).meta({ title: '已逐项完成形式审核 Every item was checked' }),
  }),
  emits: ['reg.FormalReviewPassed'],
  final: true,
  decide({ state, rules }) {
    const open = sealedFiles(state, rules).filter(
      (f) => !f.verified && state.seals[f.id]?.found !== true,
    );
    if (open.length > 0) return sealsOpen(open);
    if (state.overdue.review !== undefined && !explained(state)) return explainFirst();
    return [{ type: 'reg.FormalReviewPassed', data: {} }];
  },
});

/** Whether this review, not an earlier one of the same case, has been accounted for. */
const explained = (state: FirstState): boolean =>
  state.delays.some((d) => d.submission === state.submissions.length);

const explainFirst = (): Refusal =>
  refuse(
    'DELAY_NOT_EXPLAINED',
    text(
      '审核已超过规定期限，应当先向登记主体说明原因。',
      'The review is late: explain the reason to the registrant first.',
    ),
    ['BJ-REG-12a', 'NAT-REG-11'],
  );
