import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import type { Figures } from './indicators.ts';
import type { OfficeFact } from './registrar-office.ts';

export interface EvaluationState {
  readonly status: string;
  readonly year: number;
  readonly registrar: { readonly code: string; readonly name: string };
  readonly authority: { readonly code: string; readonly name: string };
  /** Null until they are computed, and again where they were lawfully erased. */
  readonly figures: Figures | null;
  readonly computedOn: string | null;
  readonly comments: readonly { readonly on: string; readonly text: string }[];
  readonly conclusion: { readonly on: string; readonly text: string } | null;
  readonly overdue: boolean;
}

/** What the acts ask of the rest of the house. */
export interface EvaluationFacts {
  readonly registrarOffice: OfficeFact;
  /** The case in which that year of this place is evaluated already. */
  readonly evaluationOf: string | null;
  /** Of the year of the case, drawn from the events of its place. */
  readonly indicators: Figures;
}

/** The fold of a yearly evaluation. */
export function evolveEvaluation(
  state: EvaluationState | undefined,
  event: RecordedEvent,
): EvaluationState {
  const { data } = event;
  const on = event.at.slice(0, 10);
  const said = (group: string): string => String(event.private?.[group]?.['text'] ?? '');
  if (event.type === 'eval.PeriodOpened') {
    const names: JsonObject = event.private?.['names'] ?? {};
    return {
      status: 'open',
      year: Number(data['year']),
      registrar: { code: String(data['registrar']), name: String(names['registrar'] ?? '') },
      authority: { code: String(data['authority']), name: String(names['authority'] ?? '') },
      figures: null,
      computedOn: null,
      comments: [],
      conclusion: null,
      overdue: false,
    };
  }
  if (!state) throw new Error(`eval begins with ${event.type}`);
  switch (event.type) {
    case 'eval.IndicatorsComputed': {
      const figures = (event.private?.['indicators']?.['figures'] ?? null) as unknown;
      return { ...state, status: 'draft', figures: figures as Figures | null, computedOn: on };
    }
    case 'eval.CommentFiled':
      return { ...state, comments: [...state.comments, { on, text: said('comment') }] };
    case 'eval.RegistrarEvaluated':
      return { ...state, status: 'PUBLISHED', conclusion: { on, text: said('conclusion') } };
    case 'eval.EvaluationOverdue':
      return { ...state, overdue: true };
    default:
      throw new Error(`eval does not know ${event.type}`);
  }
}
