import { z } from 'zod';
import { text } from '../../base/text.ts';
import { system } from '../../kernel/who.ts';
import { act, TIME } from './duty-acts.ts';
import { DUE } from './duty-state.ts';

export const remind = act({
  title: text('到期前提醒', 'Remind before the end'),
  law: TIME,
  by: [system],
  from: ['running'],
  to: ['running'],
  input: z.strictObject({}),
  emits: ['reg.FilingReminded'],
  decide: () => [{ type: 'reg.FilingReminded', data: { stage: 'before' } }],
});

/** Who must file and has not is on the overdue list; who is encouraged to is reminded once more, and
 *  nothing else follows (G7). */
export const flagOverdue = act({
  title: text('标记逾期未申请', 'Flag the filing as overdue'),
  law: TIME,
  by: [system],
  from: ['running'],
  to: ['overdue', 'reminded'],
  input: z.strictObject({}),
  emits: ['reg.FilingOverdue', 'reg.FilingReminded'],
  decide: ({ state }) =>
    state.duty === 'must'
      ? [{ type: 'reg.FilingOverdue', data: {} }]
      : [{ type: 'reg.FilingReminded', data: { stage: 'over' } }],
});

/** The first application filed under it meets the duty. A second one finds it met, or released. */
export const fulfil = act({
  title: text('申请已提交，义务履行', 'Fulfil the duty'),
  law: TIME,
  by: [system],
  from: [...DUE, 'FULFILLED', 'RELEASED'],
  to: ['FULFILLED'],
  input: z.strictObject({ application: z.uuid() }),
  emits: ['reg.DutyFulfilled'],
  decide: ({ state, input }) =>
    DUE.includes(state.status)
      ? [{ type: 'reg.DutyFulfilled', data: { application: input.application } }]
      : [],
});
