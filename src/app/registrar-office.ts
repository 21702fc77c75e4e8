import { officeAfter, type RegistrarOffice } from '../contexts/supervision/registrar-office.ts';
import { MISCONDUCT } from '../contexts/supervision/misconduct.ts';
import { LOST } from '../contexts/supervision/misconduct-state.ts';
import { packs } from '../law/packs.ts';
import type { RulePack } from '../law/types.ts';
import type { StoredCase } from '../store/cases.ts';
import { runnerOf, statement, type Runner } from '../store/transaction.ts';
import type { House } from './house.ts';

const WITHDRAWALS = statement(
  'registrar_withdrawals',
  `SELECT lost.party_id AS withdrawn, heir.party_id AS successor FROM case_row c
   JOIN case_party lost ON lost.case_id = c.case_id AND lost.party = 'registrar'
   LEFT JOIN case_party heir ON heir.case_id = c.case_id AND heir.party = 'successor'
   WHERE c.jurisdiction = $1 AND c.status = ANY($2::text[]) AND c.procedure = $3 LIMIT 100`,
);

interface Row {
  readonly withdrawn: string;
  readonly successor: string | null;
}

/** Who holds the registrar's office of a place now (BJ-REG-23, CQ-REG-22): the registrar of the pack, or
 *  who came after it. Read from the cases that took the status away, which are the only record of it. */
export async function readOffice(runner: Runner, rules: RulePack): Promise<RegistrarOffice> {
  const asked = [rules.jurisdiction, [...LOST], MISCONDUCT];
  return officeAfter(rules.profile.registrar.creditCode, await runner.run<Row>(WITHDRAWALS, asked));
}

/** The offices as this process last read them: what a reader is shown is drawn from here. A decision
 *  never is; it reads the office again. */
export interface Offices {
  of(rules: RulePack): RegistrarOffice;
  keep(rules: RulePack, office: RegistrarOffice): void;
  /** Different whenever a view may be. */
  version(): string;
}

export function officeMemory(): Offices {
  const kept = new Map<string, RegistrarOffice>();
  return {
    of: (rules) =>
      kept.get(rules.jurisdiction) ?? officeAfter(rules.profile.registrar.creditCode, []),
    keep: (rules, office) => void kept.set(rules.jurisdiction, office),
    version: () => [...kept.values()].flatMap((o) => [...o.withdrawn, o.holder]).join(' '),
  };
}

/** Reads the offices of every place again: at the start, and now and then, for what other processes did. */
export async function refreshOffices({ pool, offices }: Pick<House, 'pool' | 'offices'>) {
  const runner = runnerOf(pool);
  for (const rules of packs.filter((pack) => pack.refines !== null))
    offices.keep(rules, await readOffice(runner, rules));
}

/** After an act of this process that may have moved an office. */
export async function noticeOffice(house: House, stored: StoredCase): Promise<void> {
  if (stored.procedure === MISCONDUCT) await refreshOffices(house);
}
