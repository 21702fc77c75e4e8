import { z } from 'zod';
import { checkCreditCode } from '../../base/credit-code.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { party, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import type { AgencyState } from './agency-state.ts';
import type { FileRef } from './dossier.ts';
import { day, words } from './inputs.ts';

interface AgencyFacts {
  readonly files: Readonly<Record<string, FileRef>>;
}

const act = actsOf<AgencyState, RulePack, AgencyFacts>();
const LAW = ['BJ-REG-8e', 'BJ-REG-10(1)8', 'CQ-REG-9'];

/** Procedures an agent may file; declarations and seals stay the registrant's (G67). */
const MANDATABLE = ['reg.first', 'reg.change', 'reg.renew'] as const;
const OBJECTS = ['resource', 'product', 'service'] as const;

export const draftMandate = act({
  title: text('拟定委托', 'Draft a mandate'),
  help: text(
    '登记主体委托代理机构办理登记申请手续：双方名称、代码、委托时限和协议书。',
    'A registrant mandates an agent: both names and codes, the term, the agreement.',
  ),
  law: LAW,
  by: [{ role: 'registrant' }],
  from: 'new',
  to: ['drafted'],
  input: z.strictObject({
    agentName: words(200).meta({ title: '代理机构名称 Agent' }),
    agentCreditCode: z
      .string()
      .max(40)
      .meta({ title: '代理机构统一社会信用代码 Credit code of the agent' }),
    from: day.meta({ title: '委托起始日期 From' }),
    to: day.meta({ title: '委托终止日期 To' }),
    procedures: z
      .array(z.enum(MANDATABLE))
      .min(1)
      .max(MANDATABLE.length)
      .optional()
      .meta({ title: '限于办理的事项（不选为全部） Limited to these procedures' }),
    objectKinds: z
      .array(z.enum(OBJECTS))
      .min(1)
      .max(OBJECTS.length)
      .optional()
      .meta({ title: '限于登记对象（不选为全部） Limited to these objects' }),
    agreement: z
      .uuid()
      .meta({ title: '加盖双方公章的委托代理协议书 Sealed agreement', 'x-file': true }),
  }),
  needs: ['files'],
  emits: ['agency.MandateDrafted'],
  decide({ input, facts, actor, rules, today }) {
    if (!rules.profile.agents.allowed || !actor.org) return notAllowed();
    const agent = checkCreditCode(input.agentCreditCode);
    if (!agent.ok) return agent.refusal;
    if (agent.code === actor.org.code) return notAllowed();
    if (input.to < input.from || input.to < today) return termWrong();
    const file = facts.files[input.agreement];
    if (!file) return agreementUnknown();
    return [
      {
        type: 'agency.MandateDrafted',
        data: {
          principal: actor.org.code,
          agent: agent.code,
          from: input.from,
          to: input.to,
        },
        private: {
          names: { principalName: actor.org.name, agentName: input.agentName },
          agreement: {
            file: { id: file.id, name: file.name, sha256: file.sha256 },
            procedures: input.procedures ?? null,
            objectKinds: input.objectKinds ?? null,
          },
        },
      },
    ];
  },
});

export const seal = act({
  title: text('盖章确认', 'Seal'),
  law: LAW,
  by: [party('registrant', 'principal'), party('agent', 'agent')],
  from: ['drafted'],
  to: ['drafted', 'sealed', 'active'],
  input: z.strictObject({
    sealed: z.literal(true).meta({ title: '确认协议书已加盖本单位公章 Our seal is on it' }),
  }),
  emits: ['agency.MandateSealed', 'agency.MandateActivated'],
  final: true,
  ready(state, actor) {
    return state.seals.includes(actor.org?.code ?? '') ? sealedAlready() : undefined;
  },
  decide({ state, actor, today }) {
    const by = actor.org?.code ?? '';
    const both = new Set([...state.seals, by]).size === 2;
    const sealedNow = { type: 'agency.MandateSealed', data: { by } };
    const inside = both && state.from <= today && today <= state.to;
    return inside ? [sealedNow, { type: 'agency.MandateActivated', data: {} }] : [sealedNow];
  },
});

export const activate = act({
  title: text('委托生效', 'Activate'),
  law: LAW,
  by: [system],
  from: ['sealed'],
  to: ['active'],
  input: z.strictObject({}),
  emits: ['agency.MandateActivated'],
  decide: () => [{ type: 'agency.MandateActivated', data: {} }],
});

export const revoke = act({
  title: text('解除委托', 'Revoke the mandate'),
  law: LAW,
  by: [party('registrant', 'principal')],
  from: ['drafted', 'sealed', 'active'],
  to: ['ENDED'],
  input: z.strictObject({ reason: words(500).meta({ title: '原因 Reason' }) }),
  emits: ['agency.MandateRevoked'],
  final: true,
  decide: ({ input }) => [
    { type: 'agency.MandateRevoked', data: {}, private: { reason: { text: input.reason } } },
  ],
});

export const expire = act({
  title: text('委托期满', 'Expire'),
  law: LAW,
  by: [system],
  from: ['drafted', 'sealed', 'active'],
  to: ['ENDED'],
  input: z.strictObject({}),
  emits: ['agency.MandateExpired'],
  decide: () => [{ type: 'agency.MandateExpired', data: {} }],
});

/** Each filing under the mandate stands on its record; a mandate that has ended refuses it. */
export const useMandate = act({
  title: text('依委托办理', 'File under the mandate'),
  law: LAW,
  by: [system],
  from: ['active'],
  to: ['active'],
  input: z.strictObject({ application: z.uuid() }),
  emits: ['agency.MandateUsed'],
  decide: ({ input }) => [{ type: 'agency.MandateUsed', data: { application: input.application } }],
});

export const remindTerm = act({
  title: text('提示委托将满', 'Remind of the end of the term'),
  law: LAW,
  by: [system],
  from: ['active'],
  to: ['active'],
  input: z.strictObject({}),
  emits: ['agency.MandateExpiring'],
  decide: ({ state }) => [{ type: 'agency.MandateExpiring', data: { to: state.to } }],
});

const notAllowed = (): Refusal =>
  refuse('MANDATE_NOT_ALLOWED', text('不能设立该委托。', 'This mandate cannot be set up.'), LAW);

const termWrong = (): Refusal =>
  refuse(
    'MANDATE_TERM',
    text(
      '委托时限不正确：终止日期应不早于起始日期和今天。',
      'The term is wrong: its end must not precede its start or today.',
    ),
    LAW,
  );

const agreementUnknown = (): Refusal =>
  refuse(
    'FILE_UNKNOWN',
    text(
      '所引用的委托代理协议书不存在或不属于本单位。',
      'The agreement file does not exist or is not yours.',
    ),
    LAW,
  );

const sealedAlready = (): Refusal =>
  refuse(
    'ALREADY_SEALED',
    text('本单位已经盖章。', 'Your organisation has sealed already.'),
    LAW,
    'conflict',
  );
