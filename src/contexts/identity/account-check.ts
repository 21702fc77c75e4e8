import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { office, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import type { AccountState } from './account.ts';

/** What a service for real-name checks answered. It decides nothing: the officer does. */
export interface IdentityCheck {
  readonly outcome: CheckOutcome;
  readonly adapter: string;
  /** The number under which the service keeps its answer, and what it said; empty once erased. */
  readonly reference: string;
  readonly message: string;
}

export const CHECK_OUTCOMES = ['verified', 'refused', 'unreachable'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

interface Facts {
  /** Name of the service that is set; `manual`: none is. */
  readonly identityVerifier: string;
}

const act = actsOf<AccountState, RulePack, Facts>();
const LAW = ['CQ-REG-11', 'BJ-REG-3'];

export const askVerifier = act({
  title: text('送身份核验', 'Ask the identity service'),
  help: text(
    '把单位代码、名称和经办人姓名送身份核验服务；答复只作参考，由登记机构决定。',
    'Sends the code and name of the organisation and the acting person; the answer is evidence, the registrar decides.',
  ),
  law: LAW,
  by: [office('registrar.intake')],
  from: ['requested'],
  to: ['requested'],
  input: z.strictObject({}),
  needs: ['identityVerifier'],
  emits: ['account.CheckAsked'],
  ready: (state) => (state.asked ? pending() : undefined),
  decide: ({ facts }) =>
    facts.identityVerifier === 'manual' ? nobody() : [{ type: 'account.CheckAsked', data: {} }],
});

/** The answer, put on record by the house: which one it is an answer to is told by the round. */
export const noteCheck = act({
  title: text('记载核验答复', 'Note the answer'),
  law: LAW,
  by: [system],
  from: ['requested'],
  to: ['requested'],
  input: z.strictObject({
    round: z.int().min(1),
    outcome: z.enum(CHECK_OUTCOMES),
    adapter: z.string().regex(/^[a-z]{1,20}$/),
    reference: z.string().max(200),
    message: z.string().max(500),
  }),
  emits: ['account.Checked'],
  decide({ state, input }) {
    const { round, outcome, adapter, reference, message } = input;
    if (!state.asked || round !== state.round) return stale();
    return [
      {
        type: 'account.Checked',
        data: { outcome, adapter },
        private: { check: { reference, message } },
      },
    ];
  },
});

const pending = (): Refusal =>
  refuse(
    'CHECK_PENDING',
    text('已送核验，尚无答复。', 'The service was asked and has not answered yet.'),
    LAW,
    'conflict',
  );

const nobody = (): Refusal =>
  refuse(
    'NO_VERIFIER',
    text(
      '本实例没有接入身份核验服务，请人工核对。',
      'No identity service is connected; check by hand.',
    ),
    LAW,
    'conflict',
  );

const stale = (): Refusal =>
  refuse(
    'CHECK_STALE',
    text('身份信息已经更新，答复不再适用。', 'The identity has changed since; the answer is void.'),
    LAW,
    'conflict',
  );

export const reasonsNeeded = (): Refusal =>
  refuse(
    'REASONS_NEEDED',
    text(
      '身份核验服务没有核实，仍予通过的须写明理由。',
      'The identity service did not confirm it; say why it is verified nevertheless.',
    ),
    LAW,
  );
