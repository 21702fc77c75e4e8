import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { party } from '../../kernel/who.ts';
import type { Actor } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { packInForce } from '../../law/packs.ts';
import { act, type FirstFacts, type Mandate, type Organisation } from './first-state.ts';
import { day } from './inputs.ts';

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
      .meta({ title: '委托代理事项编号（代理机构填写） Mandate, for agents' }),
  }),
  needs: ['organisation', 'principal', 'mandate'],
  emits: ['reg.DraftOpened', 'reg.FilingClockStarted'],
  decide({ input, facts, rules, actor, today }) {
    const registrant = input.mandate === undefined ? facts.organisation : facts.principal;
    const wrong =
      packRefusal(rules, today) ??
      mandateRefusal(actor, input.mandate, facts, rules, today) ??
      (registrant ? scopeRefusal(registrant, input.objectKind, rules) : noOrganisation());
    if (wrong || !registrant) return wrong ?? noOrganisation();
    if (input.suppliedOn !== undefined && input.suppliedOn > today) return suppliedLater();
    const must =
      input.inScope &&
      (input.objectKind === 'resource'
        ? rules.profile.duty.mandatoryFor.some((k) => k === registrant.kind)
        : rules.profile.duty.products === 'must');
    const agent = input.mandate === undefined ? null : facts.mandate;
    // Names stand in the material, whose parts can be erased: the log is public and keeps for ever.
    const { code, name, kind, region } = registrant;
    const data = {
      objectKind: input.objectKind,
      inScope: input.inScope,
      duty: must ? 'must' : 'encouraged',
      registrant: { code, kind, region },
      ...(agent ? { agent: { code: agent.agent, mandate: agent.caseId, to: agent.to } } : {}),
      ...(input.suppliedOn === undefined ? {} : { suppliedOn: input.suppliedOn }),
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
      ...(input.suppliedOn === undefined
        ? []
        : [{ type: 'reg.FilingClockStarted', data: { suppliedOn: input.suppliedOn } }]),
    ];
  },
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

function packRefusal(rules: RulePack, today: string): Refusal | undefined {
  const standing = packInForce(rules, today);
  if (standing === 'not-yet' || standing === 'over') {
    return refuse(
      'PACK_NOT_IN_FORCE',
      text(
        `《${rules.text.title.zh}》于${rules.text.effectiveFrom ?? '未定日期'}起施行，当前日期${today}不适用。`,
        `"${rules.text.title.en}" applies from ${rules.text.effectiveFrom ?? 'a date not set'}; it does not reach ${today}.`,
      ),
      ['BJ-REG-27', 'CQ-REG-28', 'NAT-REG-24'],
    );
  }
  return undefined;
}

function scopeRefusal(who: Organisation, object: string, rules: RulePack): Refusal | undefined {
  const { scope, prerequisites } = rules.profile;
  if (scope.regions.length > 0 && !scope.regions.some((r) => who.region.startsWith(r))) {
    return refuse(
      'REGISTRANT_ELSEWHERE',
      text(
        `“${who.name}”不在本市行政区域内，不能依本规则申请登记。`,
        `"${who.name}" is not of this city and cannot file under these rules.`,
      ),
      scope.law,
    );
  }
  if (!scope.subjects.some((k) => k === who.kind)) {
    return refuse(
      'REGISTRANT_KIND',
      text(
        '该类主体不属于本规则规定的登记主体（例如非法人组织在北京不能作为登记主体）。',
        'This kind of organisation is not a registrant under these rules.',
      ),
      scope.law,
      'unprocessable',
      { kind: who.kind, object },
    );
  }
  if (prerequisites.realNameAccount && who.realName !== 'verified') {
    return refuse(
      'ACCOUNT_NOT_VERIFIED',
      text(
        '登记账户尚未通过登记机构实名认证，不能申请登记；请先新建“登记账户实名认证”。',
        'The account is not real-name verified by the registrar; it cannot file.',
      ),
      prerequisites.accountLaw,
      'forbidden',
    );
  }
  return undefined;
}

function mandateRefusal(
  actor: Actor,
  asked: string | undefined,
  facts: Pick<FirstFacts, 'mandate'>,
  rules: RulePack,
  today: string,
): Refusal | undefined {
  if (asked === undefined) {
    return actor.roles.includes('registrant') ? undefined : noMandate(rules.profile.agents.law);
  }
  const m = facts.mandate;
  const mine = m && actor.roles.includes('agent') && m.agent === actor.org?.code;
  const live = mine && m.status === 'active' && m.from <= today && today <= m.to;
  return live && rules.profile.agents.allowed ? undefined : noMandate(rules.profile.agents.law);
}

const noMandate = (law: readonly string[]): Refusal =>
  refuse(
    'MANDATE_NOT_IN_FORCE',
    text(
      '没有有效的委托代理关系：代理机构须持有期限内、双方盖章的委托。',
      'There is no mandate in force: an agent needs one sealed by both sides and within its term.',
    ),
    law,
    'forbidden',
  );

const noOrganisation = (): Refusal =>
  refuse(
    'ORGANISATION_UNKNOWN',
    text('该账户未归属任何已登记的单位。', 'This account belongs to no registered organisation.'),
    ['BJ-REG-3', 'CQ-REG-3'],
    'forbidden',
  );

const suppliedLater = (): Refusal =>
  refuse(
    'SUPPLIED_LATER',
    text('首次提供或交付日期不能晚于今天。', 'The first supply cannot be later than today.'),
    ['BJ-REG-10(1)'],
  );

export const filer = [party('registrant', 'registrant'), party('agent', 'agent')] as const;
