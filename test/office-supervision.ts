import { createHash } from 'node:crypto';
import { daysOf, elapsedBy, lineOf } from '../src/app/figures/indicators.ts';
import type { JsonObject } from '../src/base/json.ts';
import { emergencyPlan } from '../src/contexts/supervision/emergency-plan.ts';
import { evaluation } from '../src/contexts/supervision/evaluation.ts';
import { incident } from '../src/contexts/supervision/incident.ts';
import { release } from '../src/contexts/supervision/release.ts';
import { ruleDocument } from '../src/contexts/supervision/rule-document.ts';
import { selfCheck } from '../src/contexts/supervision/self-check.ts';
import type { EvaluationState } from '../src/contexts/supervision/evaluation-state.ts';
import type { Figures, IndicatorRow } from '../src/contexts/supervision/indicators.ts';
import { hasLost, misconduct, MISCONDUCT } from '../src/contexts/supervision/misconduct.ts';
import type { MisconductState } from '../src/contexts/supervision/misconduct-state.ts';
import {
  officeAfter,
  readerOf,
  type RegistrarOffice,
} from '../src/contexts/supervision/registrar-office.ts';
import { figuresFrom } from '../src/contexts/supervision/tally.ts';
import type { RecordedEvent } from '../src/kernel/types.ts';
import { builtInYears, calendarOf } from '../src/law/calendar.ts';
import type { Case, Office } from './office.ts';

/** The procedures of supervision, for the bench. */
export const supervision = [
  evaluation,
  misconduct,
  release,
  selfCheck,
  emergencyPlan,
  incident,
  ruleDocument,
];

const calendar = calendarOf(builtInYears);

/** Who holds the registrar's office now, after whatever the cases on the desk did to it. */
export function officeIn(at: Office): RegistrarOffice {
  const lost = at.cases
    .filter((c) => c.procedure.name === MISCONDUCT && hasLost(c.still.state.status))
    .map((c) => c.still.state as MisconductState)
    .map((s) => ({ withdrawn: s.registrar.code, successor: s.successor?.code ?? null }));
  return officeAfter(at.rules.profile.registrar.creditCode, lost);
}

const rowOf = (e: RecordedEvent): IndicatorRow => ({
  caseId: e.caseId,
  version: e.version,
  type: e.type,
  at: e.at,
  role: e.actor.role,
  deadlines: e.deadlines.map(({ clock, startedOn, due }) => ({ clock, startedOn, due })),
});

/** Every event on the desk, as figures are drawn from it. */
export const rowsIn = (at: Office): IndicatorRow[] => at.cases.flatMap((c) => c.events.map(rowOf));

export function figuresIn(at: Office, year: number): Figures {
  const days = daysOf(year);
  const rows = rowsIn(at).filter((row) => row.at.slice(0, 10) <= days.to);
  const digest = createHash('sha256').update(rows.map(lineOf).join('')).digest('hex');
  const span = { ...days, cases: at.cases.length, events: rows.length, digest };
  const figures = figuresFrom(rows, days, elapsedBy(calendar));
  return { year, figures, span, calendar: calendar.version, log: null };
}

/** What the house would read for an act of supervision. */
export function supervisionFacts(
  at: Office,
  input: JsonObject,
  procedure: string,
  c: Case | undefined,
): Record<string, unknown> {
  const office = officeIn(at);
  const code = readerOf(office);
  const others = at.cases.filter((one) => one.procedure.name === procedure && one !== c);
  const year = (c?.still.state as Partial<EvaluationState> | undefined)?.year;
  const yearOf = (one: Case): unknown => (one.still.state as Partial<EvaluationState>).year;
  const running = (one: Case): boolean =>
    one.procedure.states[one.still.state.status]?.terminal !== true;
  const acting = code === at.rules.profile.registrar.creditCode ? null : code;
  return {
    registrar: acting && { code: acting, name: at.register[acting]?.name ?? acting },
    registrarOffice: { ...office, subject: { code, name: at.register[code]?.name ?? code } },
    successor: at.register[String(input['successor'])] ?? null,
    evaluationOf: others.find((one) => yearOf(one) === input['year'])?.id ?? null,
    sameOpen: others.find(running)?.id ?? null,
    indicators: year === undefined ? null : figuresIn(at, year),
  };
}
