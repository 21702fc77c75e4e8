import type { JsonObject } from '../../base/json.ts';
import { procedures } from '../procedures.ts';
import type { Reaction } from './reactions.ts';

const moves = (
  on: string,
  act: string,
  input: Reaction['input'] = (e) => ({ by: e.caseId, ground: e.data['ground'] }),
): Reaction => ({
  on,
  act,
  cases: ({ data }) => Promise.resolve(typeof data['about'] === 'string' ? [data['about']] : []),
  input,
});

const settles = (on: string, outcome: string): Reaction =>
  moves(on, 'settleRenewal', (e) => ({ renewal: e.caseId, outcome }));

const revises = (on: string, kind: string): Reaction =>
  moves(on, 'revise', (e) => ({ by: e.caseId, kind }));

const ENDING_WITH_IT = procedures.filter((p) => p.acts['endWithEntry']).map((p) => p.name);

/** An entry that ends takes with it what was still asked about it. */
const endsWhatIsOpen = (on: string): Reaction => ({
  on,
  act: 'endWithEntry',
  seldom: true,
  async cases(_event, stored, tx) {
    const rows = await tx.run<{ case_id: string }>(
      {
        name: 'entry_children',
        text: `SELECT case_id FROM case_row
          WHERE parent_id = $1 AND NOT terminal AND procedure = ANY($2::text[]) LIMIT 1000`,
      },
      [stored.caseId, ENDING_WITH_IT],
    );
    return rows.map((r) => r.case_id);
  },
  input: (): JsonObject => ({}),
});

/** What the procedures about a register entry do to it (E2 to E6), and it to them. */
export const entryReactions: readonly Reaction[] = [
  moves('reg.EntryCancelled', 'cancelEntry'),
  moves('reg.EntryRevoked', 'revokeEntry'),
  revises('reg.ChangeRegistered', 'change'),
  revises('reg.CorrectionGranted', 'correction'),
  moves('reg.RenewalFiled', 'noteRenewal', (e) => ({ renewal: e.caseId })),
  moves('reg.Renewed', 'extend', ({ caseId, data }) => ({
    renewal: caseId,
    validFrom: data['validFrom'],
    validTo: data['validTo'],
  })),
  settles('reg.RenewalRefused', 'refused'),
  settles('reg.RenewalWithdrawn', 'withdrawn'),
  endsWhatIsOpen('entry.Cancelled'),
  endsWhatIsOpen('entry.Revoked'),
  endsWhatIsOpen('reg.CancelledOnExpiry'),
];
