import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { party } from '../../kernel/who.ts';
import type { Actor } from '../../kernel/types.ts';
import { dutyOf } from './duty-rule.ts';
import { dutyCaseRefusal, earlierRefusal, type DutyCase } from './first-origins.ts';
import { act, type Mandate } from './first-state.ts';
import { day } from './inputs.ts';
import { mandateRefusal } from './mandate.ts';
import { accountRefusal, noOrganisation, packRefusal, scopeRefusal } from './reach.ts';

/** Opening a draft: who may file here, for whom, and whether the place's rules reach them. */
export const openDraft = act({
  title: text('新建登记申请', 'Open a draft'),
  help: text(
    '为本单位持有的数据资源，或利用授权数据形成的产品和服务，新建首次登记申请。',
    'Open a first registration for a resource your organisation holds, or a product made from authorised data.',
  ),
  law: [
    'NAT-REG-3',
    'NAT-REG-7',
    'BJ-REG-2',
    'BJ-REG-3',
    'BJ-REG-7',
    'BJ-REG-8e',
    'CQ-REG-2',
    'CQ-REG-3',
    'CQ-REG-8',
    'CQ-REG-9',
    'CQ-REG-11',
  ],
  by: [{ role: 'registrant' }, { role: 'agent' }],
  from: 'new',
  to: ['draft'],
  input: z.strictObject({
    objectKind: z.enum(['resource', 'product', 'service']).meta({ title: '登记对象 Object' }),
    inScope: z
      .boolean()
      .default(false)
      .meta({ title: '已纳入授权运营范围 Within authorised operation' }),
    suppliedOn: day.optional().meta({ title: '首次提供或交付日期 First supply or delivery' }),
    mandate: z
      .uuid()
      .optional()
      .meta({ title: '委托代理事项（代理机构填写） Mandate, for agents', 'x-for': 'agent' }),
    duty: z
      .uuid()
      .optional()
      .meta({ title: '所履行的登记义务事项编号 Duty case that this answers' }),
    after: z
      .uuid()
      .optional()
      .meta({ title: '原登记事项编号（终止、未通过等之后重新申请） Earlier case, now ended' }),
  }),
  needs: ['organisation', 'principal', 'mandate', 'dutyCase', 'earlier'],
  emits: ['reg.DraftOpened', 'reg.DraftLinked', 'reg.FilingClockStarted'],
  decide({ input, facts, rules, actor, today }) {
    const registrant = input.mandate === undefined ? facts.organisation : facts.principal;
    const wrong =
      packRefusal(rules, today) ??
      mandateRefusal(actor, input.mandate, facts, rules, today, {
        procedure: 'reg.first',
        objectKind: input.objectKind,
      }) ??
      (registrant
        ? (scopeRefusal(registrant, input.objectKind, rules) ?? accountRefusal(registrant, rules))
        : noOrganisation());
    if (wrong || !registrant) return wrong ?? noOrganisation();
    // Names stand in the material, whose parts can be erased: the log is public and keeps for ever.
    const { code, name, kind, region } = registrant;
    const unlinked =
      dutyCaseRefusal(input.duty, facts.dutyCase, code, input.objectKind) ??
      earlierRefusal(input.after, facts.earlier, code);
    if (unlinked) return unlinked;
    // Under a duty the day of supply is the duty's, and its clock runs there.
    const answered = input.duty === undefined ? null : facts.dutyCase;
    const suppliedOn = answered ? (answered.suppliedOn ?? undefined) : input.suppliedOn;
    const inScope = answered?.inScope ?? input.inScope;
    if (suppliedOn !== undefined && suppliedOn > today) return suppliedLater();
    const agent = input.mandate === undefined ? null : facts.mandate;
    const data = {
      objectKind: input.objectKind,
      inScope,
      duty: dutyOf(rules, kind, input.objectKind, inScope),
      registrant: { code, kind, region },
      ...(agent ? { agent: { code: agent.agent, mandate: agent.caseId, to: agent.to } } : {}),
      ...(suppliedOn === undefined ? {} : { suppliedOn }),
    };
    const subject = { name, creditCode: code, subjectKind: kind, district: region };
    return [
      {
        type: 'reg.DraftOpened',
        data,
        private: {
          material: { subject, ...(agent ? { agency: agencyOf(agent, actor) } : {}) },
        },
      },
      ...(answered || input.after !== undefined
        ? [{ type: 'reg.DraftLinked', data: linksOf(answered, input.after) }]
        : []),
      ...(suppliedOn === undefined || answered
        ? []
        : [{ type: 'reg.FilingClockStarted', data: { suppliedOn } }]),
    ];
  },
});

/** The duty it answers and the ended case it follows. */
const linksOf = (duty: DutyCase | null, after: string | undefined): JsonObject => ({
  ...(duty ? { dutyCase: duty.caseId } : {}),
  ...(after === undefined ? {} : { after }),
});

/** What the mandate says already need not be typed again; the sealed agreement is still attached. */
const agencyOf = (mandate: Mandate, actor: Actor): JsonObject => ({
  principalName: mandate.principalName,
  principalCreditCode: mandate.principal,
  agentName: actor.org?.name ?? '',
  agentCreditCode: mandate.agent,
  termFrom: mandate.from,
  termTo: mandate.to,
});

const suppliedLater = (): Refusal =>
  refuse(
    'SUPPLIED_LATER',
    text('首次提供或交付日期不能晚于今天。', 'The first supply cannot be later than today.'),
    ['BJ-REG-10(1)'],
  );

export const filer = [party('registrant', 'registrant'), party('agent', 'agent')] as const;
