import { z } from 'zod';
import { isRefusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { office, system } from '../../kernel/who.ts';
import { act } from './first-state.ts';
import { checkGaps } from './gaps.ts';
import { gapList, notified, refusal, refused } from './grounds.ts';

export const notifyIntakeGaps = act({
  title: text('一次性告知补正（受理）', 'Notify intake gaps'),
  help: text(
    '须一次性告知全部需要补充的事项；重新提交后不得就原有内容提出新的要求。',
    'Name everything at once; after re-submission nothing visible before may be demanded anew.',
  ),
  law: ['NAT-REG-10', 'BJ-REG-11b', 'CQ-REG-16'],
  by: [office('registrar.intake')],
  from: ['submitted'],
  to: ['intake_gap'],
  input: z.strictObject({ gaps: gapList }),
  emits: ['reg.IntakeDeficiencyNotified'],
  final: true,
  decide({ state, input, rules }) {
    const gaps = checkGaps(state, rules, 'intake', input.gaps);
    return isRefusal(gaps) ? gaps : [notified('reg.IntakeDeficiencyNotified', gaps)];
  },
});

export const refuseAcceptance = act({
  title: text('不予受理', 'Refuse acceptance'),
  law: ['NAT-REG-10', 'BJ-REG-11c', 'CQ-REG-16'],
  by: [office('registrar.intake')],
  from: ['submitted'],
  to: ['NOT_ACCEPTED'],
  input: refusal,
  needs: ['likeness'],
  emits: ['reg.AcceptanceRefused'],
  final: true,
  decide: ({ input, rules, facts }) =>
    refused('reg.AcceptanceRefused', input, rules, facts.likeness),
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
