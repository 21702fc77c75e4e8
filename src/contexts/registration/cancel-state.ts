import type { RecordedEvent } from '../../kernel/types.ts';
import { beginPetition, endOf, evolvePetition, takenIn } from './petition-fold.ts';
import type { Petition } from './petition.ts';

/** As what the applicant speaks: for itself, for a registrant that has ended (G23), or ex officio. */
export type Capacity = 'registrant' | 'successor' | 'liquidator' | 'superior_unit' | 'registrar';

export interface CancelState extends Petition {
  readonly ground: string;
  readonly capacity: Capacity;
}

/** The fold of a cancellation. */
export function evolveCancel(state: CancelState | undefined, event: RecordedEvent): CancelState {
  const { data, type } = event;
  if (type === 'reg.CancellationFiled') {
    const begun = beginPetition(event);
    const capacity = data['capacity'] as Capacity;
    const applicant = capacity === 'registrar' ? null : begun.applicant;
    return { ...begun, applicant, ground: String(data['ground']), capacity };
  }
  if (!state) throw new Error(`cancellation begins with ${type}`);
  switch (type) {
    case 'reg.CancellationAccepted':
      return takenIn(state, event);
    case 'reg.CancellationOverdue':
      return { ...state, overdue: { ...state.overdue, completion: event.at.slice(0, 10) } };
    case 'reg.EntryCancelled':
      return { ...state, status: 'CANCELLED', ended: endOf(event) };
    default:
      return evolvePetition(state, event) ?? unknown(type);
  }
}

const unknown = (type: string): never => {
  throw new Error(`cancellation does not know ${type}`);
};
