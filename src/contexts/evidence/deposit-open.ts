import { z } from 'zod';
import { checkCreditCode } from '../../base/credit-code.ts';
import { text } from '../../base/text.ts';
import { party } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import * as no from './deposit-refusals.ts';
import { act, DEPOSIT_LAW, THIRD_LAW, type DepositState, type Mode } from './deposit-state.ts';
import { creditCode, words } from './inputs.ts';
import { conflicts, type OfficeFact } from './independence.ts';
import { isRegistered, type ServiceFact } from './service-state.ts';

export const openDeposit = act({
  title: text('新建存证', 'Open a deposit'),
  help: text(
    '申请登记前先行存证。自行存证的，由登记主体提供证明并承担证明责任；也可以委托第三方专业服务机构。',
    'Deposit before filing: by oneself, with the burden of proof, or by a third-party service.',
  ),
  law: DEPOSIT_LAW,
  by: [{ role: 'registrant' }],
  from: 'new',
  to: ['open'],
  input: z.strictObject({
    mode: z
      .enum(['self', 'third_party'])
      .meta({ title: '存证方式（自行存证、第三方存证） Way of deposit' }),
    title: words(200).meta({ title: '所存证的数据名称 Data deposited' }),
  }),
  needs: ['organisation'],
  emits: ['evid.Opened'],
  decide({ input, facts, rules }) {
    const { organisation } = facts;
    if (!organisation) return no.noOrganisation();
    if (!modes(rules).includes(input.mode)) return no.modeNotHere();
    const { code, name, region } = organisation;
    return [
      {
        type: 'evid.Opened',
        data: { mode: input.mode, registrant: { code, region } },
        private: { subject: { title: input.title, registrantName: name } },
      },
    ];
  },
});

/** A notary is a third party, too. */
function modes(rules: RulePack): readonly Mode[] {
  const asked = rules.profile.prerequisites.evidenceDeposit;
  if (asked === 'either') return ['self', 'third_party'];
  return asked === 'self' ? ['self'] : ['third_party'];
}

export const engageProvider = act({
  title: text('委托存证机构', 'Engage a third-party service'),
  help: text(
    '受托机构须已登记，并且与登记机构、登记主体没有重合、隶属、关联关系。',
    'The service must be registered, and independent of the registrar and the registrant.',
  ),
  law: THIRD_LAW,
  by: [party('registrant', 'registrant')],
  from: ['open'],
  to: ['open', 'engaged'],
  input: z.strictObject({
    provider: creditCode.meta({ title: '存证机构统一社会信用代码 Credit code of the service' }),
  }),
  needs: ['provider', 'registrarOffice'],
  emits: ['third.Engaged', 'third.ConflictFound'],
  ready: (state) => (state.mode === 'self' ? no.selfNeedsNobody() : undefined),
  decide({ state, input, facts, rules }) {
    const checked = checkCreditCode(input.provider);
    if (!checked.ok) return checked.refusal;
    const { provider } = facts;
    if (!isRegistered(provider) || provider.code !== checked.code) return no.notRegistered();
    const found = conflictsOf(state, provider, facts.registrarOffice);
    const { code, name } = provider;
    if (found.length > 0 && rules.profile.thirdParty.independence === 'block') {
      return [
        { type: 'third.ConflictFound', data: { provider: code }, private: { conflict: { found } } },
      ];
    }
    return [
      {
        type: 'third.Engaged',
        data: { provider: code, warned: found.length > 0 },
        private: { names: { providerName: name }, conflict: { found } },
      },
    ];
  },
});

/** In which ways this service is not independent here, of whoever holds the registrar's office now. */
export const conflictsOf = (state: DepositState, service: ServiceFact, office: OfficeFact) =>
  conflicts(service, {
    registrar: office.subject.code,
    registrant: state.registrant.code,
  });

export const withdrawDeposit = act({
  title: text('撤回存证', 'Withdraw'),
  law: DEPOSIT_LAW,
  by: [party('registrant', 'registrant')],
  from: ['open', 'engaged'],
  to: ['WITHDRAWN'],
  input: z.strictObject({}),
  emits: ['evid.Withdrawn'],
  final: true,
  decide: () => [{ type: 'evid.Withdrawn', data: {} }],
});
