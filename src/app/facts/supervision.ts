import { checkCreditCode } from '../../base/credit-code.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { evaluation } from '../../contexts/supervision/evaluation.ts';
import type { EvaluationState } from '../../contexts/supervision/evaluation-state.ts';
import { readerOf } from '../../contexts/supervision/registrar-office.ts';
import { statement } from '../../store/transaction.ts';
import type { Asking } from './facts.ts';
import { drawIndicators } from '../figures/indicators.ts';
import { readOffice, readRegistrar } from '../registrar-office.ts';

// Two acts that look at one place's office, or open the same thing there, come one after the other.
const TURN = statement(
  'fact_supervision_turn',
  `SELECT pg_advisory_xact_lock(hashtextextended('supervision/' || $1 || '/' || $2, 0))`,
);
const NAME = statement('fact_registrar_name', 'SELECT name FROM organisation WHERE code = $1');

const turn = (a: Asking, what: string) => a.tx.run(TURN, [a.jurisdiction, what]);

/** The registrar of the place as acts of supervision may know it. */
export async function registrarOffice(a: Asking): Promise<Json> {
  await turn(a, 'office');
  const office = await readOffice(a.tx, a.rules);
  const code = readerOf(office);
  const { registrar } = a.rules.profile;
  const [row] = await a.tx.run<{ name: string }>(NAME, [code]);
  const name = row?.name ?? (code === registrar.creditCode ? registrar.name.zh : code);
  return { ...office, subject: { code, name } };
}

/** In whose name a document is drawn and a message sent; null: of the registrar of the pack. */
export const registrar = (a: Asking): Promise<Json> => readRegistrar(a.tx, a.rules);

const ORGANISATION = statement(
  'fact_successor',
  'SELECT code, name, region FROM organisation WHERE code = $1',
);

/** The organisation named as successor, if the register knows it. */
export async function successor(a: Asking): Promise<Json> {
  const given = a.input['successor'];
  const checked = typeof given === 'string' ? checkCreditCode(given) : undefined;
  if (!checked?.ok) return null;
  return (await a.tx.run<JsonObject>(ORGANISATION, [checked.code]))[0] ?? null;
}

const PERIODS = statement(
  'fact_evaluation_periods',
  `SELECT e.case_id, e.entry FROM case_row c JOIN event e ON e.case_id = c.case_id AND e.version = 1
   WHERE c.procedure = $1 AND c.jurisdiction = $2 LIMIT 500`,
);

/** The case in which that year of this place is evaluated already. */
export async function evaluationOf(a: Asking): Promise<Json> {
  await turn(a, 'evaluation');
  const rows = await a.tx.run<{ case_id: string; entry: Buffer }>(PERIODS, [
    evaluation.name,
    a.jurisdiction,
  ]);
  const year = (entry: Buffer): Json | undefined =>
    (JSON.parse(entry.toString('utf8')) as { data: JsonObject }).data['year'];
  return rows.find(({ entry }) => year(entry) === a.input['year'])?.case_id ?? null;
}

const RUNNING = statement(
  'fact_same_open',
  `SELECT case_id FROM case_row
   WHERE jurisdiction = $1 AND procedure = $2 AND NOT terminal AND case_id <> $3 LIMIT 1`,
);

/** Another case of this procedure that still runs in the same place. */
export async function sameOpen(a: Asking): Promise<Json> {
  await turn(a, a.procedure);
  const asked = [a.jurisdiction, a.procedure, a.caseId];
  const [row] = await a.tx.run<{ case_id: string }>(RUNNING, asked);
  return row?.case_id ?? null;
}

/** The figures of the year of the case. */
export async function indicators(a: Asking): Promise<Json> {
  const { year } = a.state as EvaluationState;
  const { jurisdiction } = a;
  return drawIndicators(a.tx, { year, jurisdiction, calendar: a.house.calendar() });
}
