import type { EvaluationState } from '../../contexts/supervision/evaluation-state.ts';
import { EVALUATION } from '../../contexts/supervision/evaluation.ts';
import { RULE_DOCUMENT, type RuleDocumentState } from '../../contexts/supervision/rule-document.ts';
import { jurisdictions, packFor } from '../../law/packs.ts';
import { openCase, type CaseRow, type StoredCase } from '../../store/cases.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { openFigures } from '../figures/statistics.ts';

const CASES = statement(
  'supervision_cases',
  `SELECT case_id, procedure, jurisdiction, pack, version, opened_at, updated_at, state FROM case_row
   WHERE jurisdiction = ANY($1::text[]) AND status = ANY($2::text[]) AND procedure = $3
   ORDER BY case_id DESC LIMIT 200`,
);

async function casesOf(
  house: House,
  places: readonly string[],
  states: readonly string[],
  procedure: string,
): Promise<StoredCase[]> {
  const asked = [places, states, procedure];
  const rows = await runnerOf(house.pool).run<CaseRow>(CASES, asked);
  return rows.map((row) => openCase(house.keys, row));
}

/** Published evaluations that may be shown outside, newest first (CQ-REG-19). */
export async function publicEvaluations(house: House): Promise<StoredCase[]> {
  const places = (await openFigures(house)).places('evaluation');
  return casesOf(house, places, ['PUBLISHED'], EVALUATION);
}

/** Business rules of the registrars with all their versions; public in every state. */
export const publicRules = (house: House, jurisdiction?: string): Promise<StoredCase[]> =>
  casesOf(
    house,
    jurisdictions.filter((place) => (jurisdiction ?? place) === place),
    ['in_force', 'REPEALED'],
    RULE_DOCUMENT,
  );

export const ruleState = (stored: StoredCase) => stored.state as RuleDocumentState;

/** How one year's evaluation stands. */
export interface YearStanding {
  readonly year: number;
  readonly caseId: string | null;
  readonly status: string | null;
  /** Nothing was published by the end of the year that follows. */
  readonly overdue: boolean;
}

/** Year by year since the rules of the place apply: one report each, or a flag (CQ-REG-21, G50). A place
 *  whose rules are not in force owes none. */
export async function evaluationYears(house: House, jurisdiction: string): Promise<YearStanding[]> {
  const since = packFor(jurisdiction)?.text.effectiveFrom;
  const found = await casesOf(house, [jurisdiction], ['open', 'draft', 'PUBLISHED'], EVALUATION);
  const states = found.map(({ caseId, state }) => ({ caseId, ...(state as EvaluationState) }));
  const today = Number(house.time.today().slice(0, 4));
  const owed = since ? yearsFrom(Number(since.slice(0, 4)), today) : [];
  const years = [...new Set([...owed, ...states.map(({ year }) => year)])].toSorted();
  return years.map((year) => {
    const own = states.find((s) => s.year === year);
    const published = own?.status === 'PUBLISHED';
    const late = owed.includes(year) && year + 1 < today;
    return {
      year,
      caseId: own?.caseId ?? null,
      status: own?.status ?? null,
      overdue: !published && late,
    };
  });
}

const yearsFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, Math.min(last - first + 1, 200)) }, (_, n) => first + n);
