import type { RecordedEvent } from '../../kernel/types.ts';

/** A mandate between a registrant and its agent, folded from its events. */
export interface AgencyState {
  readonly status: string;
  readonly principal: { readonly code: string; readonly name: string };
  readonly agent: { readonly code: string; readonly name: string };
  readonly from: string;
  readonly to: string;
  readonly agreement: {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
  } | null;
  readonly seals: readonly string[];
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
    case 'agency.MandateRevoked':
    case 'agency.MandateExpired':
      return { ...state, status: 'ENDED' };
    default:
      throw new Error(`agency does not know ${event.type}`);
  }
}
