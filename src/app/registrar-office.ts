import {
  officeAfter,
  type RegistrarOffice,
  type Withdrawal,
} from '../contexts/supervision/registrar-office.ts';
import { MISCONDUCT } from '../contexts/supervision/misconduct.ts';
import { LOST } from '../contexts/supervision/misconduct-state.ts';
import { packs } from '../law/packs.ts';
import type { RulePack } from '../law/types.ts';
import type { StoredCase } from '../store/cases.ts';
import { runnerOf, statement, type Runner } from '../store/transaction.ts';
import type { House } from './house.ts';

const WITHDRAWALS = statement(
  'registrar_withdrawals',
  `SELECT lost.party_id AS withdrawn, heir.party_id AS successor, o.name FROM case_row c
   JOIN case_party lost ON lost.case_id = c.case_id AND lost.party = 'registrar'
   LEFT JOIN case_party heir ON heir.case_id = c.case_id AND heir.party = 'successor'
   LEFT JOIN organisation o ON o.code = heir.party_id
   WHERE c.jurisdiction = $1 AND c.status = ANY($2::text[]) AND c.procedure = $3 LIMIT 100`,
);

interface Row extends Withdrawal {
  /** Of the successor, as the directory of organisations has it. */
  readonly name: string | null;
}

/** A body that registers: its credit code, and its name as documents write it. A type, because it is a
 *  fact. */
type Registrar = { readonly code: string; readonly name: string };

/** The office of a place, and who came after the registrar of the pack, in order. */
interface Succession {
  readonly office: RegistrarOffice;
  readonly heirs: readonly Registrar[];
}

async function readSuccession(runner: Runner, rules: RulePack): Promise<Succession> {
  const asked = [rules.jurisdiction, [...LOST], MISCONDUCT];
  const rows = await runner.run<Row>(WITHDRAWALS, asked);
  const office = officeAfter(rules.profile.registrar.creditCode, rows);
  const held = [...office.withdrawn, office.holder].slice(1).filter((code) => code !== null);
  const name = (code: string): string => rows.find((r) => r.successor === code)?.name ?? code;
  return { office, heirs: held.map((code) => ({ code, name: name(code) })) };
}

/** Who holds the registrar's office of a place now (BJ-REG-23, CQ-REG-22): the registrar of the pack, or
 *  who came after it. Read from the cases that took the status away, which are the only record of it. */
export async function readOffice(runner: Runner, rules: RulePack): Promise<RegistrarOffice> {
  return (await readSuccession(runner, rules)).office;
}

/** In whose name documents are drawn, where it is not the registrar of the pack: who holds the office
 *  now, or held it last. Null: the registrar of the pack. */
export const readRegistrar = async (runner: Runner, rules: RulePack): Promise<Registrar | null> =>
  (await readSuccession(runner, rules)).heirs.at(-1) ?? null;

/** The offices as this process last read them: what a reader is shown is drawn from here. A decision
 *  never is; it reads the office again. */
export interface Offices {
  of(rules: RulePack): RegistrarOffice;
  /** As `readRegistrar`, from memory. */
  registrar(rules: RulePack): Registrar | null;
  /** The name of a body that came after a registrar; undefined for any other. */
  nameOf(code: string): string | undefined;
  keep(rules: RulePack, succession: Succession): void;
  /** Different whenever a view may be. */
  version(): string;
}

/** `heard` is told, each time they are read, of everybody who ever came after a registrar. */
export function officeMemory(heard: (heir: Registrar) => void = () => undefined): Offices {
  const kept = new Map<string, Succession>();
  return {
    of: ({ jurisdiction, profile }) =>
      kept.get(jurisdiction)?.office ?? officeAfter(profile.registrar.creditCode, []),
    registrar: ({ jurisdiction }) => kept.get(jurisdiction)?.heirs.at(-1) ?? null,
    nameOf: (code) =>
      [...kept.values()].flatMap(({ heirs }) => heirs).find((heir) => heir.code === code)?.name,
    keep({ jurisdiction }, succession) {
      kept.set(jurisdiction, succession);
      succession.heirs.forEach(heard);
    },
    version: () =>
      [...kept.values()]
        .flatMap(({ office: { withdrawn, holder }, heirs }) => [
          ...withdrawn,
          holder,
          heirs.at(-1)?.name,
        ])
        .join(' '),
  };
}

/** Reads the offices of every place again: at the start, and now and then, for what other processes did. */
export async function refreshOffices({ pool, offices }: Pick<House, 'pool' | 'offices'>) {
  const runner = runnerOf(pool);
  for (const rules of packs.filter((pack) => pack.refines !== null))
    offices.keep(rules, await readSuccession(runner, rules));
}

/** After an act of this process that may have moved an office. */
export async function noticeOffice(house: House, stored: StoredCase): Promise<void> {
  if (stored.procedure === MISCONDUCT) await refreshOffices(house);
}
