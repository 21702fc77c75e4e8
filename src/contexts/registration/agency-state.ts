import type { RecordedEvent } from '../../kernel/types.ts';

/** A mandate between a registrant and its agent, folded from its events. */
export interface AgencyState {
  readonly status: string;
  readonly principal: { readonly code: string; readonly name: string };
  readonly agent: { readonly code: string; readonly name: string };
  readonly from: string;
  readonly to: string;
  /** What it is limited to; null: every procedure, every object. */
  readonly procedures: readonly string[] | null;
  readonly objectKinds: readonly string[] | null;
  /** How many cases were filed under it, and when the last. */
  readonly uses: number;
  readonly lastUsedOn: string | null;
  readonly agreement: {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
  } | null;
  readonly seals: readonly string[];
}

/** What the agreement limits it to. Where the agreement was erased, to nothing. */
function limit(event: RecordedEvent, to: 'procedures' | 'objectKinds'): readonly string[] | null {
  const agreement = event.private?.['agreement'];
  return agreement ? ((agreement[to] ?? null) as readonly string[] | null) : [];
}

/** The fold of a mandate. */
export function evolveAgency(state: AgencyState | undefined, event: RecordedEvent): AgencyState {
  const { data } = event;
  if (event.type === 'agency.MandateDrafted') {
    const side = (code: 'principal' | 'agent') => ({
      code: String(data[code]),
      name: String(event.private?.['names']?.[`${code}Name`] ?? ''),
    });
    return {
      status: 'drafted',
      principal: side('principal'),
      agent: side('agent'),
      from: String(data['from']),
      to: String(data['to']),
      procedures: limit(event, 'procedures'),
      objectKinds: limit(event, 'objectKinds'),
      uses: 0,
      lastUsedOn: null,
      agreement: (event.private?.['agreement']?.['file'] ??
        null) as unknown as AgencyState['agreement'],
      seals: [],
    };
  }
  if (!state) throw new Error(`agency begins with ${event.type}`);
  switch (event.type) {
    case 'agency.MandateSealed': {
      const seals = [...state.seals, String(data['by'])];
      return { ...state, seals, status: seals.length === 2 ? 'sealed' : state.status };
    }
    case 'agency.MandateActivated':
      return { ...state, status: 'active' };
    case 'agency.MandateUsed':
      return { ...state, uses: state.uses + 1, lastUsedOn: event.at.slice(0, 10) };
    case 'agency.MandateExpiring':
      return state;
    case 'agency.MandateRevoked':
    case 'agency.MandateExpired':
      return { ...state, status: 'ENDED' };
    default:
      throw new Error(`agency does not know ${event.type}`);
  }
}
