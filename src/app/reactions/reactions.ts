import type { JsonObject } from '../../base/json.ts';
import type { CaseState, RecordedEvent } from '../../kernel/types.ts';
import type { StoredCase } from '../../store/cases.ts';
import type { Runner } from '../../store/transaction.ts';
import { procedures } from '../procedures.ts';
import { entryReactions } from './entry.ts';
import { evidenceReactions } from './evidence.ts';

/** What must follow in another case, in the same transaction: an act by the system with its own
 *  article, never a side effect (promise 2; links between procedures, E41). */
export interface Reaction {
  readonly on: string;
  readonly act: string;
  /** The cases it concerns. */
  readonly cases: (
    event: RecordedEvent,
    stored: StoredCase<CaseState>,
    tx: Runner,
  ) => Promise<string[]>;
  readonly input: (event: RecordedEvent) => JsonObject;
  /** Mostly there is none: the act is tried without a lock first, and taken back where there is one. */
  readonly seldom?: true;
}

const about = (event: RecordedEvent): Promise<string[]> => {
  const id = event.data['about'];
  return Promise.resolve(typeof id === 'string' ? [id] : []);
};

const settled = (on: string, outcome: string): Reaction => ({
  on,
  act: 'settleObjection',
  cases: about,
  input: (e) => ({ objection: e.caseId, outcome }),
});

/** Two imports of the largest sheet; what one transaction bears. */
const FILED_MAX = 20_000;

const agencyEnded = (on: string): Reaction => ({
  on,
  act: 'endAgency',
  // Of what the agent has open, the cases that were begun under this mandate: one may have been used for
  // an import of a whole sheet, and none of it may be left with an agent whose mandate is over.
  async cases(_event, stored, tx) {
    const agent = (stored.state as unknown as { agent: { code: string } }).agent.code;
    const rows = await tx.run<{ case_id: string }>(
      {
        name: 'agency_cases',
        text: `SELECT c.case_id FROM case_party p JOIN case_row c USING (case_id)
          JOIN event e ON e.case_id = c.case_id AND e.version = 1
          WHERE p.party_id = $1 AND p.party = 'agent' AND c.procedure = ANY($2::text[]) AND NOT c.terminal
            AND position(convert_to($3, 'UTF8') IN e.entry) > 0
          ORDER BY c.case_id LIMIT ${FILED_MAX}`,
      },
      [agent, procedures.filter((p) => p.acts['endAgency']).map((p) => p.name), stored.caseId],
    );
    return rows.map((r) => r.case_id);
  },
  input: (e) => ({ mandate: e.caseId }),
});

/** An agent that files uses its mandate (E9); a registrant that files for itself uses none. */
const mandateUsed = (on: string): Reaction => ({
  on,
  act: 'useMandate',
  seldom: true,
  cases: (_event, stored) => Promise.resolve(linkOf(stored, (s) => s.agent?.mandate)),
  input: (e) => ({ application: e.caseId }),
});

interface Linked {
  readonly agent?: { readonly mandate: string } | null;
  readonly dutyCase?: string | null;
}

function linkOf(stored: StoredCase, read: (s: Linked) => string | null | undefined): string[] {
  const id = read(stored.state as CaseState & Linked);
  return typeof id === 'string' ? [id] : [];
}

export const reactions: readonly Reaction[] = [
  { on: 'obj.Lodged', act: 'noteObjection', cases: about, input: (e) => ({ objection: e.caseId }) },
  settled('obj.Dismissed', 'dismissed'),
  settled('obj.Withdrawn', 'withdrawn'),
  { on: 'obj.Upheld', act: 'terminate', cases: about, input: (e) => ({ objection: e.caseId }) },
  agencyEnded('agency.MandateRevoked'),
  agencyEnded('agency.MandateExpired'),
  ...entryReactions,
  ...evidenceReactions,
  mandateUsed('reg.DraftOpened'),
  mandateUsed('reg.ChangeOpened'),
  mandateUsed('reg.RenewalFiled'),
  {
    on: 'reg.ApplicationSubmitted',
    act: 'fulfil',
    seldom: true,
    cases: (_event, stored) => Promise.resolve(linkOf(stored, (s) => s.dutyCase)),
    input: (e) => ({ application: e.caseId }),
  },
];
