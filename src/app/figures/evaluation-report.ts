import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { EVALUATION } from '../../contexts/supervision/evaluation.ts';
import type { EvaluationState } from '../../contexts/supervision/evaluation-state.ts';
import {
  indicators,
  type Figures,
  type IndicatorRow,
  type Unit,
} from '../../contexts/supervision/indicators.ts';
import { citeLabel } from '../../law/articles.ts';
import type { RulePack } from '../../law/types.ts';
import type { StoredCase } from '../../store/cases.ts';
import { lineOf } from './indicators.ts';
import { citesFor, pinnedPack } from '../rules.ts';

export const REPORT_FORMAT = 'shuji-evaluation-v1';
export const ROWS_FORMAT = 'shuji-evaluation-rows-v1';

/** The yearly report as data: what the paper shows, and by what it can be checked. */
export interface EvaluationReport {
  readonly format: typeof REPORT_FORMAT;
  readonly caseId: string;
  readonly jurisdiction: string;
  readonly year: number;
  readonly status: string;
  readonly registrar: { readonly code: string; readonly name: string };
  readonly authority: { readonly code: string; readonly name: string };
  readonly axes: readonly {
    readonly id: string;
    readonly title: Text;
    readonly figures: readonly {
      readonly id: string;
      readonly title: Text;
      readonly unit: Unit;
      readonly value: number | null;
      readonly of: number;
      readonly ofWhat: Text;
      readonly law: readonly string[];
    }[];
  }[];
  /** What was recorded with the act: the figures themselves, and the span they were drawn from. */
  readonly recorded: Figures;
  readonly comments: EvaluationState['comments'];
  readonly conclusion: EvaluationState['conclusion'];
  readonly law: readonly string[];
}

/** The report of an evaluation; undefined while there are no figures. */
export function reportOf(stored: StoredCase): EvaluationReport | undefined {
  if (stored.procedure !== EVALUATION) return undefined;
  const { figures, ...state } = stored.state as EvaluationState;
  if (!figures) return undefined;
  const rules = pinnedPack(stored.pack);
  const { caseId, jurisdiction } = stored;
  const { year, status, registrar, authority, comments, conclusion } = state;
  return {
    format: REPORT_FORMAT,
    caseId,
    jurisdiction,
    year,
    status,
    registrar,
    authority,
    axes: axesOf(figures, rules),
    recorded: figures,
    comments,
    conclusion,
    law: rules.profile.evaluationLaw,
  };
}

const axesOf = ({ figures }: Figures, rules: RulePack): EvaluationReport['axes'] =>
  rules.profile.evaluationAxes.map(({ id: axis, label }) => ({
    id: axis,
    title: label,
    figures: figures.flatMap(({ id, value, of }) => {
      const spec = indicators[id];
      if (spec?.axis !== axis) return [];
      const { title, unit, of: ofWhat, law } = spec;
      return [{ id, title, unit, value, of, ofWhat, law: citesFor(rules, law) }];
    }),
  }));

type Shown = EvaluationReport['axes'][number]['figures'][number];

/** A figure as people read it; a share keeps its two numbers. */
export function wordsOf({ unit, value, of }: Pick<Shown, 'unit' | 'value' | 'of'>): string {
  if (unit === 'share') return `${value ?? 0}/${of}`;
  if (value === null) return '—';
  return unit === 'workingDays' ? `${value}个工作日` : String(value);
}

const cell = (value: string | number | null): string => {
  const words = String(value ?? '');
  return /[",\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
};

/** The figures as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read the Chinese). */
export function csvOf(report: EvaluationReport): string {
  const head = ['方面', '指标', '标识', '单位', '数值', '基数', '基数说明', '依据'];
  const rows = report.axes.flatMap(({ title, figures }) =>
    figures.map((f) => [
      title.zh,
      f.title.zh,
      f.id,
      f.unit,
      f.value,
      f.of,
      f.ofWhat.zh,
      f.law.map((id) => citeLabel(id).zh).join('、'),
    ]),
  );
  return `\ufeff${[head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** The data behind the figures, a line each: a head with what was recorded, then every row. */
export async function* rowLines(
  report: Pick<EvaluationReport, 'jurisdiction' | 'year' | 'recorded'>,
  loadedYears: readonly Json[],
  cases: AsyncIterable<readonly IndicatorRow[]>,
): AsyncGenerator<Buffer> {
  const { jurisdiction, year, recorded } = report;
  const head: JsonObject = {
    format: ROWS_FORMAT,
    jurisdiction,
    year,
    recorded: recorded as unknown as JsonObject,
    years: [...loadedYears],
  };
  yield Buffer.from(`${canonical(head)}\n`);
  for await (const rows of cases) yield Buffer.from(rows.map(lineOf).join(''));
}
