import { z } from 'zod';
import { text } from '../../base/text.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { system } from '../../kernel/who.ts';
import { gap, type Finding } from './finding.ts';
import { act, dossierText, EDITING, type Evidence, type FirstState } from './first-state.ts';

/** While the application is examined, and as long as the entry stands. */
const CARRIED = [
  ...EDITING,
  'submitted',
  'in_review',
  'passed',
  'in_notice',
  'objection_open',
  'clear',
  'REGISTERED',
];

/** A deposit was found invalid (E41): who examines the application must hear of it; of an entry, the
 *  registrar may open its revocation. */
export const dropEvidence = act({
  title: text('所关联的存证失效', 'Note that the deposit is invalid'),
  law: ['NAT-REG-7', 'BJ-REG-8a', 'CQ-REG-14', 'CQ-REG-23'],
  by: [system],
  from: CARRIED,
  to: CARRIED,
  input: z.strictObject({ deposit: z.uuid() }),
  emits: ['reg.EvidenceLost'],
  decide: ({ state, input }) =>
    state.evidence?.deposit?.caseId === input.deposit && !state.evidence.deposit.lost
      ? [{ type: 'reg.EvidenceLost', data: { deposit: input.deposit } }]
      : [],
});

/** The evidence as it was linked. */
export function linkedEvidence({ data, private: secret }: RecordedEvent): Evidence {
  const said = secret?.['deposit'] ?? {};
  const caseId = data['deposit'];
  const provider = said['provider'];
  const deposit = {
    caseId: String(caseId),
    mode: String(said['mode'] ?? ''),
    provider: typeof provider === 'string' ? provider : null,
    lost: false,
  };
  return {
    digest: String(said['digest'] ?? ''),
    depositedOn: String(data['depositedOn']),
    ...(caseId === undefined ? {} : { deposit }),
  };
}

export const lostEvidence = (evidence: Evidence | null, caseId: string): Evidence | null =>
  evidence?.deposit?.caseId === caseId
    ? { ...evidence, deposit: { ...evidence.deposit, lost: true } }
    : evidence;

/** Whether the deposit still stands, and whether the dossier says of it what it was. */
export function depositFindings(
  { evidence, ...state }: Pick<FirstState, 'dossier' | 'evidence'>,
  law: readonly string[],
): Finding[] {
  const deposit = evidence?.deposit;
  if (!deposit) return [];
  const found: Finding[] = [];
  if (deposit.lost) {
    found.push(
      gap(
        'evidence.proofFile',
        'EVIDENCE_INVALID',
        '所关联的存证已被认定无效，须重新存证。',
        'The deposit linked was found invalid; deposit anew.',
        law,
      ),
    );
  }
  const said = [
    dossierText(state, 'evidence', 'mode'),
    dossierText(state, 'evidence', 'providerCreditCode'),
  ];
  const differs = said[0] !== deposit.mode || (deposit.provider ?? '') !== (said[1] ?? '');
  if (said[0] !== '' && deposit.mode !== '' && differs) {
    found.push(
      gap(
        'evidence.mode',
        'EVIDENCE_MODE_DIFFERS',
        '存证方式或者存证机构与所关联的存证不一致。',
        'Way of deposit or provider differ from the deposit linked.',
        law,
      ),
    );
  }
  return found;
}
