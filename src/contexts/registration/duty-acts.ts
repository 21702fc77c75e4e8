import { z } from 'zod';
import { checkCreditCode } from '../../base/credit-code.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { anyone, office, party } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import * as no from './duty-refusals.ts';
import { dutyOf } from './duty-rule.ts';
import { DUE, type DutyState } from './duty-state.ts';
import type { Organisation } from './first-state.ts';
import { day, reasons, words } from './inputs.ts';
import { noOrganisation, packRefusal, scopeRefusal } from './reach.ts';

interface DutyFacts {
  /** The organisation named as holder, or the actor's own where none is named. */
  readonly holder: Organisation | null;
}

export const act = actsOf<DutyState, RulePack, DutyFacts>();

const AUTHORITIES = [
  anyone('municipal_data_authority'),
  anyone('district_data_authority'),
  office('registrar.intake'),
] as const;

export const ARISES = ['NAT-REG-5', 'BJ-REG-7', 'CQ-REG-8'];
export const TIME = ['NAT-REG-9(1)', 'BJ-REG-10(1)', 'CQ-REG-16'];

export const raise = act({
  title: text('列明登记义务', 'Raise a duty to register'),
  help: text(
    '把纳入授权运营的资源、产品或服务列入持有单位的待登记清单；是应当登记还是鼓励登记，由规则决定。',
    'Puts a resource, product or service in authorised operation on its holder’s list; the rules say whether it must be registered.',
  ),
  law: ARISES,
  by: [...AUTHORITIES, anyone('registrant')],
  from: 'new',
  to: ['arisen'],
  input: z.strictObject({
    holder: z.string().max(40).optional().meta({
      title: '持有单位统一社会信用代码（本单位自行列明的不填） Credit code of the holder',
    }),
    objectKind: z.enum(['resource', 'product', 'service']).meta({ title: '登记对象 Object' }),
    objectName: words(200).meta({ title: '名称 Name' }),
    inScope: z
      .boolean()
      .default(true)
      .meta({ title: '已纳入授权运营范围 Within authorised operation' }),
    agreementNumber: words(80)
      .optional()
      .meta({ title: '授权运营协议编号 Number of the agreement' }),
    agreementOrganisation: words(200)
      .optional()
      .meta({ title: '运营机构 Operator under the agreement' }),
    operationBegan: day.optional().meta({ title: '开始授权运营日期 Operation began on' }),
  }),
  needs: ['holder'],
  emits: ['reg.DutyArose'],
  decide({ input, facts, rules, actor, today }) {
    const given = input.holder === undefined ? undefined : checkCreditCode(input.holder);
    if (given && !given.ok) return given.refusal;
    const { holder } = facts;
    if (!holder) return given ? no.holderUnknown() : noOrganisation();
    const wrong =
      packRefusal(rules, today) ??
      scopeRefusal(holder, input.objectKind, rules) ??
      no.raiserRefusal(actor, holder);
    if (wrong) return wrong;
    const { operationBegan } = input;
    if (operationBegan !== undefined && operationBegan > today) return no.dayLater();
    const { code, name, kind, region } = holder;
    return [
      {
        type: 'reg.DutyArose',
        data: {
          holder: { code, kind, region },
          objectKind: input.objectKind,
          inScope: input.inScope,
          duty: dutyOf(rules, kind, input.objectKind, input.inScope),
          ...(operationBegan === undefined ? {} : { operationBegan }),
        },
        private: {
          names: { holder: name, raiser: actor.org?.name ?? '' },
          object: {
            name: input.objectName,
            agreementNumber: input.agreementNumber ?? '',
            agreementOrganisation: input.agreementOrganisation ?? '',
          },
        },
      },
    ];
  },
});

const supply = {
  suppliedOn: day.meta({
    title: '开始运营后首次提供或交付日期 First supply or delivery in operation',
  }),
};

/** The time to file runs from the first supply or delivery after operation began (G8). */
export const noteSupply = act({
  title: text('记录首次提供或交付', 'Note the first supply'),
  help: text(
    '开展授权运营并首次提供资源或交付产品后，申请期限开始计算。',
    'Once operation has begun and something was supplied, the time to file runs.',
  ),
  law: TIME,
  by: [...AUTHORITIES, party('registrant', 'registrant')],
  from: ['arisen'],
  to: ['running'],
  input: z.strictObject(supply),
  emits: ['reg.FilingClockStarted'],
  ready: no.outOfReach,
  decide({ state, input, rules, today }) {
    const wrong = no.supplyRefusal(input.suppliedOn, state.operationBegan, today);
    return wrong ?? [{ type: 'reg.FilingClockStarted', data: counted(rules, input.suppliedOn) }];
  },
});

/** A wrong day moves a deadline: whoever keeps the list puts it right, with reasons. */
export const correctSupply = act({
  title: text('更正提供或交付日期', 'Correct the day of supply'),
  law: TIME,
  by: [...AUTHORITIES],
  from: ['running', 'overdue', 'reminded'],
  to: ['running'],
  input: z.strictObject({
    ...supply,
    operationBegan: day.optional().meta({ title: '开始授权运营日期 Operation began on' }),
    reasons: reasons.meta({ title: '理由 Reasons' }),
  }),
  emits: ['reg.SupplyCorrected', 'reg.FilingClockStarted'],
  ready: (state, actor) => no.outOfReach(state, actor) ?? no.ownDuty(state, actor),
  decide({ state, input, rules, today }) {
    const { suppliedOn, operationBegan } = input;
    const began = operationBegan ?? state.operationBegan;
    const wrong = no.supplyRefusal(suppliedOn, began, today);
    if (wrong) return wrong;
    const data = operationBegan === undefined ? {} : { operationBegan };
    return [
      { type: 'reg.SupplyCorrected', data, private: { reasons: { text: input.reasons } } },
      { type: 'reg.FilingClockStarted', data: counted(rules, suppliedOn) },
    ];
  },
});

export const release = act({
  title: text('解除登记义务', 'Release from the duty'),
  help: text(
    '不再纳入授权运营、列明有误等，登记义务不复存在的，写明理由后解除。',
    'Where the duty no longer exists, or never did: with reasons.',
  ),
  law: ARISES,
  by: [...AUTHORITIES],
  from: DUE,
  to: ['RELEASED'],
  input: z.strictObject({ reasons: reasons.meta({ title: '理由 Reasons' }) }),
  emits: ['reg.DutyReleased'],
  final: true,
  ready: (state, actor) => no.outOfReach(state, actor) ?? no.ownDuty(state, actor),
  decide: ({ input }) => [
    { type: 'reg.DutyReleased', data: {}, private: { reasons: { text: input.reasons } } },
  ],
});

/** What was supplied before the national measures applied counts from their first day (NAT-REG-9(1)). */
function counted(rules: RulePack, suppliedOn: string) {
  const { operatingBefore } = rules.profile.duty;
  return suppliedOn < operatingBefore
    ? { suppliedOn, countedFrom: operatingBefore }
    : { suppliedOn };
}
