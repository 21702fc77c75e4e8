import { z } from 'zod';
import { text } from '../../base/text.ts';
import { party } from '../../kernel/who.ts';
import { serviceUnfit } from './deposit-hold.ts';
import * as no from './deposit-refusals.ts';
import { act, DEPOSIT_LAW, type DepositState } from './deposit-state.ts';
import { file, kept } from './inputs.ts';

const LAW = [...DEPOSIT_LAW, 'CQ-REG-12', 'CQ-REG-14'];

export const attachProof = act({
  title: text('出具证明文件', 'Attach the proof'),
  help: text(
    '自行存证的，由登记主体提供加盖公章的证明文件并承担证明责任；第三方存证的，由受托机构出具并盖章。',
    'Deposited by oneself: the registrant\u2019s sealed proof and the burden of proof. By a third party: the sealed proof of that party.',
  ),
  law: LAW,
  by: [party('registrant', 'registrant'), party('third_party_service', 'provider')],
  from: ['deposited'],
  to: ['proven'],
  input: z.strictObject({
    proof: file.meta({ title: '盖章的存证证明文件 Sealed proof of deposit', 'x-file': true }),
    sealed: z.literal(true).meta({ title: '已加盖本单位公章 Our seal is on it' }),
    burdenOfProof: z
      .boolean()
      .default(false)
      .meta({ title: '自行存证：承担证明责任 We bear the burden of proof' }),
  }),
  needs: ['files', 'provider', 'registrarOffice'],
  emits: ['evid.ProofAttached'],
  final: true,
  ready: (state, actor) => (actor.org?.code === authorOf(state) ? undefined : no.notTheAuthor()),
  decide({ state, input, facts, rules }) {
    const unfit = serviceUnfit(state, facts, rules);
    if (unfit) return unfit;
    const self = state.mode === 'self';
    if (self && rules.profile.prerequisites.selfProofDuty && !input.burdenOfProof) {
      return no.burdenMissing();
    }
    const found = facts.files[input.proof];
    if (!found) return no.fileUnknown();
    return [
      {
        type: 'evid.ProofAttached',
        data: {
          author: self ? 'registrant' : 'provider',
          burdenOfProof: self && input.burdenOfProof,
        },
        private: { proof: { file: kept(found) } },
      },
    ];
  },
});

/** Who writes the proof (CQ-REG-13): its seal is the author's (G61). */
const authorOf = (state: DepositState): string =>
  state.mode === 'self' ? state.registrant.code : (state.provider?.code ?? '');
