import { z } from 'zod';
import { checkCreditCode } from '../../base/credit-code.ts';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { office, party } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { creditCode, file, kept, words, type Files } from './inputs.ts';
import { RELATIONS, type OfficeFact, type Relation } from './independence.ts';
import * as no from './service-refusals.ts';
import { SCOPES, VIOLATIONS, type ServiceFact, type ServiceState } from './service-state.ts';

interface ServiceFacts {
  readonly organisation: { readonly code: string; readonly name: string } | null;
  readonly files: Files;
  /** What the register of services already has of the actor's own organisation. */
  readonly ownService: ServiceFact | null;
  readonly registrarOffice: OfficeFact;
}

const act = actsOf<ServiceState, RulePack, ServiceFacts>();
const LAW = ['CQ-REG-12', 'CQ-REG-14', 'BJ-REG-10(1)4', 'NAT-REG-9(1)'];
const MOST_RELATIONS = 50;
const MOST_DEPOSITS = 200;

const described = z.strictObject({
  statement: words(2000, 10).meta({
    title: '管理和技术能力说明 Management and technical capability',
  }),
  proof: file.meta({ title: '能力证明材料 Proof of capability', 'x-file': true }),
  relations: z
    .array(
      z.strictObject({
        code: creditCode.meta({ title: '对方统一社会信用代码 Credit code of the other' }),
        kind: z.enum(RELATIONS).meta({ title: '关系（重合、隶属、关联） Kind' }),
      }),
    )
    .max(MOST_RELATIONS)
    .default([])
    .meta({ title: '与其他单位的关系 Relations with other bodies' }),
  declared: z.literal(true).meta({
    title: '承诺客观、独立、公正，关系已如实、完整申报 Declared: independent, relations complete',
  }),
});

/** What the service says of itself; codes are checked, and each relation stands once. */
function said(
  input: z.infer<typeof described>,
  files: Files,
): Readonly<Record<string, JsonObject>> | Refusal {
  const proof = files[input.proof];
  if (!proof) return no.fileUnknown();
  const relations: Relation[] = [];
  for (const { code, kind } of input.relations) {
    const checked = checkCreditCode(code);
    if (!checked.ok) return checked.refusal;
    if (relations.some((r) => r.code === checked.code && r.kind === kind)) continue;
    relations.push({ code: checked.code, kind });
  }
  return {
    capability: { statement: input.statement, file: kept(proof) },
    relations: { declared: relations },
  };
}

export const applyAsService = act({
  title: text('申请第三方服务登记', 'Apply as a third-party service'),
  help: text(
    '申报管理和技术能力，以及与其他单位的重合、隶属、关联关系；登记机构确认后方可受托存证。',
    'State capability and every overlap, subordination and affiliation; once confirmed, it may be engaged.',
  ),
  law: LAW,
  by: [{ role: 'third_party_service' }],
  from: 'new',
  to: ['applied'],
  input: described,
  needs: ['organisation', 'files', 'ownService', 'registrarOffice'],
  emits: ['third.Applied'],
  decide({ input, facts }) {
    const { organisation, ownService, registrarOffice } = facts;
    if (!organisation) return no.noOrganisation();
    if (organisation.code === registrarOffice.subject.code) return no.isRegistrar();
    if (ownService) return no.alreadyThere(ownService.status === 'BARRED');
    const secret = said(input, facts.files);
    if (isRefusal(secret)) return secret;
    const identity = { name: organisation.name };
    return [
      {
        type: 'third.Applied',
        data: { provider: organisation.code },
        private: { identity, ...secret },
      },
    ];
  },
});

export const updateService = act({
  title: text('更新能力和关系申报', 'Update the statement'),
  help: text(
    '能力或者关系变化的应当及时更新；更新后须重新确认，确认前不能受托。',
    'Changes are to be stated at once; until confirmed again the service cannot be engaged.',
  ),
  law: LAW,
  by: [party('third_party_service', 'provider')],
  from: ['applied', 'registered'],
  to: ['applied'],
  input: described,
  needs: ['files'],
  emits: ['third.Updated'],
  decide({ state, input, facts }) {
    const secret = said(input, facts.files);
    if (isRefusal(secret)) return secret;
    return [{ type: 'third.Updated', data: { provider: state.provider.code }, private: secret }];
  },
});

export const confirmService = act({
  title: text('确认登记', 'Confirm'),
  law: LAW,
  by: [office('registrar.intake')],
  from: ['applied'],
  to: ['registered'],
  input: z.strictObject({
    examined: z
      .literal(true)
      .meta({ title: '已核对能力证明和关系申报 Capability and relations examined' }),
  }),
  emits: ['third.Registered'],
  decide: ({ state }) => [{ type: 'third.Registered', data: { provider: state.provider.code } }],
});

export const declineService = act({
  title: text('不予登记', 'Decline'),
  law: LAW,
  by: [office('registrar.intake')],
  from: ['applied'],
  to: ['DECLINED'],
  input: z.strictObject({ reasons: words(2000, 5).meta({ title: '理由 Reasons' }) }),
  emits: ['third.Declined'],
  final: true,
  decide: ({ state, input }) => [
    {
      type: 'third.Declined',
      data: { provider: state.provider.code },
      private: { reasons: { text: input.reasons } },
    },
  ],
});

export const recordViolation = act({
  title: text('记录违规，停止受托', 'Record a violation and bar'),
  help: text(
    '虚假记载、误导性陈述或者泄露信息的，停止其受托存证；受影响的存证随之失效。存证很多的，一次处理一千件，可再次办理直至处理完。',
    'A false record, a misleading statement or a leak: the service is barred and the deposits concerned lose their force, a thousand at a time; take the act again until none is left.',
  ),
  law: ['CQ-REG-14', 'CQ-REG-23', 'BJ-REG-10(1)4', 'NAT-REG-9(1)'],
  by: [office('registrar.review')],
  from: ['registered', 'applied', 'BARRED'],
  to: ['BARRED'],
  input: z.strictObject({
    ground: z.enum(VIOLATIONS).meta({ title: '情形（虚假记载、误导、泄露） Ground' }),
    scope: z.enum(SCOPES).meta({ title: '受影响的存证（指明、全部、无） Deposits concerned' }),
    deposits: z
      .array(z.strictObject({ caseId: z.uuid().meta({ title: '存证事项编号 Deposit' }) }))
      .max(MOST_DEPOSITS)
      .default([])
      .meta({ title: '指明的存证 Deposits named' }),
    reasons: words(2000, 5).meta({ title: '查明的事实和理由 Facts and reasons' }),
  }),
  emits: ['third.ViolationRecorded'],
  final: true,
  decide({ state, input }) {
    const { ground, scope, reasons } = input;
    const deposits = input.deposits.map(({ caseId }) => caseId);
    if ((scope === 'named') !== deposits.length > 0) return no.scopeWrong();
    return [
      {
        type: 'third.ViolationRecorded',
        data: { provider: state.provider.code, ground, scope },
        private: { violation: { reasons, deposits } },
      },
    ];
  },
});
