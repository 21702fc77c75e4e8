import type { DepositState } from '../../contexts/evidence/deposit-state.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { procedureByName } from '../procedures.ts';
import type { Reaction } from './reactions.ts';

const CASES = statement(
  'evidence_linked_cases',
  'SELECT case_id AS id, procedure, status FROM case_row WHERE case_id = ANY($1::uuid[])',
);

/** Those of these cases in which the act is open now: others have ended, and nothing follows there. */
async function whereOpen(tx: Runner, ids: readonly string[], act: string): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.run<{ id: string; procedure: string; status: string }>(CASES, [ids]);
  return rows
    .filter(({ procedure, status }) => {
      const from = procedureByName(procedure)?.acts[act]?.from;
      return from !== undefined && from !== 'new' && from.includes(status);
    })
    .map(({ id }) => id);
}

const DEPOSITS = statement(
  'evidence_of_service',
  `SELECT c.case_id AS id FROM case_party p JOIN case_row c USING (case_id)
   WHERE p.party_id = $1 AND p.party = 'provider' AND c.procedure = 'evid'
     AND c.status = ANY($2::text[]) AND ($3::uuid[] IS NULL OR c.case_id = ANY($3::uuid[]))
     AND c.jurisdiction = (SELECT jurisdiction FROM case_row WHERE case_id = $4)
   ORDER BY c.case_id LIMIT 1000`,
);

/** The deposits of a service that a violation concerns: as many as one transaction bears; the act is
 *  taken again for the rest. */
async function depositsOf(event: RecordedEvent, tx: Runner): Promise<string[]> {
  const { provider, scope } = event.data;
  if (scope === 'none') return [];
  const named = event.private?.['violation']?.['deposits'] ?? [];
  const rows = await tx.run<{ id: string }>(DEPOSITS, [
    provider,
    ['deposited', 'proven', 'LINKED'],
    scope === 'named' ? named : null,
    event.caseId,
  ]);
  return rows.map(({ id }) => id);
}

/** What follows from deposits and from those who make them (E10, E41). */
export const evidenceReactions: readonly Reaction[] = [
  {
    on: 'evid.Linked',
    act: 'noteLink',
    // A registration names its deposit; the deposit's own note names none.
    cases: (event) => {
      const id = event.data['deposit'];
      return Promise.resolve(typeof id === 'string' ? [id] : []);
    },
    input: (e) => ({ about: e.caseId }),
  },
  {
    on: 'evid.Invalidated',
    act: 'dropEvidence',
    cases: (_event, stored, tx) =>
      whereOpen(tx, (stored.state as unknown as DepositState).links, 'dropEvidence'),
    input: (e) => ({ deposit: e.caseId }),
  },
  {
    on: 'third.ViolationRecorded',
    act: 'invalidateFor',
    cases: (event, _stored, tx) => depositsOf(event, tx),
    input: (e) => ({ violation: e.caseId, ground: e.data['ground'] }),
  },
];
