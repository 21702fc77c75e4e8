import type { RecordedEvent } from '../../kernel/types.ts';
import type { FileFact, FileFacts } from './inputs.ts';
import type { OfficeFact } from './registrar-office.ts';

export interface MisconductState {
  readonly status: string;
  readonly registrar: { readonly code: string; readonly name: string };
  readonly ground: string;
  /** `person:<id>`: a report is made by a person, and colleagues do not learn of it. */
  readonly reporter: { readonly id: string; readonly name: string };
  readonly report: { readonly statement: string; readonly files: readonly FileFact[] };
  /** Who investigates; null until somebody does. */
  readonly authority: { readonly code: string; readonly name: string } | null;
  readonly measure: Measure | null;
  readonly successor: { readonly code: string; readonly name: string } | null;
  readonly dismissal: string | null;
}

interface Measure {
  readonly kind: string;
  readonly on: string;
  readonly reasons: string;
  readonly files: readonly FileFact[];
  /** What was found to be an error in good faith (CQ-REG-25); empty where nothing was. */
  readonly goodFaith: string;
}

/** What the acts ask of the rest of the house. */
export interface MisconductFacts {
  readonly files: FileFacts;
  readonly registrarOffice: OfficeFact;
  /** The organisation that is named as successor; null where the register has none of that code. */
  readonly successor: {
    readonly code: string;
    readonly name: string;
    readonly region: string;
  } | null;
}

type Named = MisconductState['registrar'];

const nameIn = (event: RecordedEvent, group: string): string =>
  String(event.private?.[group]?.['name'] ?? '');
const filesIn = (event: RecordedEvent, group: string): readonly FileFact[] =>
  (event.private?.[group]?.['files'] ?? []) as unknown as readonly FileFact[];
const wordsIn = (event: RecordedEvent, group: string, field: string): string =>
  String(event.private?.[group]?.[field] ?? '');

/** The fold of a report on the registrar; total over its events, also where parts were erased. */
export function evolveMisconduct(
  state: MisconductState | undefined,
  event: RecordedEvent,
): MisconductState {
  const { data } = event;
  if (event.type === 'eval.MisconductReported') {
    const who = event.private?.['identity'];
    return {
      status: 'reported',
      registrar: { code: String(data['registrar']), name: nameIn(event, 'registrar') },
      ground: wordsIn(event, 'report', 'ground'),
      reporter: { id: String(who?.['reporter'] ?? ''), name: String(who?.['name'] ?? '') },
      report: {
        statement: wordsIn(event, 'report', 'statement'),
        files: filesIn(event, 'report'),
      },
      authority: null,
      measure: null,
      successor: null,
      dismissal: null,
    };
  }
  if (!state) throw new Error(`eval.misconduct begins with ${event.type}`);
  switch (event.type) {
    case 'eval.InvestigationOpened':
      return {
        ...state,
        status: 'investigating',
        authority: { code: String(data['authority']), name: nameIn(event, 'authority') },
      };
    case 'eval.RegistrarMeasureTaken': {
      const successor = successorOf(event);
      return {
        ...state,
        status: statusAfter(String(data['measure']), successor),
        measure: {
          kind: String(data['measure']),
          on: event.at.slice(0, 10),
          reasons: wordsIn(event, 'decision', 'reasons'),
          files: filesIn(event, 'decision'),
          goodFaith: wordsIn(event, 'decision', 'goodFaith'),
        },
        successor,
      };
    }
    case 'eval.SuccessorNamed':
      return { ...state, status: 'STATUS_WITHDRAWN', successor: successorOf(event) };
    case 'eval.ReportDismissed':
      return { ...state, status: 'DISMISSED', dismissal: wordsIn(event, 'decision', 'reasons') };
    default:
      throw new Error(`eval.misconduct does not know ${event.type}`);
  }
}

function successorOf(event: RecordedEvent): Named | null {
  const code = event.data['successor'];
  return typeof code === 'string' ? { code, name: nameIn(event, 'successor') } : null;
}

export const WITHDRAW = 'withdraw_status';
/** The states in which the registrar has lost its status; in the first one nobody holds the office. */
export const LOST = ['vacant', 'STATUS_WITHDRAWN'] as const;

const statusAfter = (measure: string, successor: Named | null): string =>
  measure !== WITHDRAW ? 'MEASURE_TAKEN' : successor ? LOST[1] : LOST[0];
