import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { beginPetition, endOf, evolvePetition, takenIn } from './petition-fold.ts';
import type { Paper, Petition } from './petition.ts';

export interface CorrectState extends Petition {
  /** The registrant asks for itself; otherwise an interested party does. */
  readonly own: boolean;
  /** The version of the entry that was found wrong. */
  readonly version: number;
  /** What the registrant says to somebody else's request. */
  readonly consent: {
    readonly askedOn: string;
    readonly answer: 'given' | 'declined' | null;
    readonly paper: Paper | null;
    readonly reasons: string;
  } | null;
  readonly decision: {
    readonly outcome: 'granted' | 'refused';
    readonly basis: string;
    readonly finding: string;
    readonly on: string;
  } | null;
  /** What a granted correction writes into the entry. */
  readonly revision: { readonly material: JsonObject; readonly personal: JsonObject } | null;
}

/** The registrant agrees in writing: by asking itself, by its paper that came with the request, or by
 *  its answer; an answer counts for more than a paper somebody else brought. */
export const consented = ({ own, claim, consent }: CorrectState): boolean =>
  own || consent?.answer === 'given' || (claim['consent'] !== undefined && !consent?.answer);

/** Whether a decision must wait for the registrant to be asked. */
export const unasked = (state: CorrectState): boolean =>
  state.status === 'accepted' && !consented(state);

/** The fold of a correction. */
export function evolveCorrect(state: CorrectState | undefined, event: RecordedEvent): CorrectState {
  const { type, data, private: secret } = event;
  if (type === 'reg.CorrectionFiled') {
    const own = data['own'] === true;
    const { version = 1 } = (secret?.['claim']?.['about'] ?? {}) as { version?: number };
    return { ...beginPetition(event), own, version, consent: null, decision: null, revision: null };
  }
  if (!state) throw new Error(`correction begins with ${type}`);
  const on = event.at.slice(0, 10);
  const answered = (answer: 'given' | 'declined'): CorrectState => ({
    ...state,
    status: 'deciding',
    consent: {
      askedOn: state.consent?.askedOn ?? on,
      answer,
      paper: (secret?.['consent']?.['paper'] ?? null) as Paper | null,
      reasons: String(secret?.['reasons']?.['text'] ?? ''),
    },
  });
  const finding = String(secret?.['finding']?.['text'] ?? '');
  switch (type) {
    case 'reg.CorrectionAccepted':
      return takenIn(state, event);
    case 'reg.ConsentRequested':
      return {
        ...state,
        status: 'awaiting_consent',
        consent: { askedOn: on, answer: null, paper: null, reasons: '' },
      };
    case 'reg.ConsentGiven':
      return answered('given');
    case 'reg.ConsentDeclined':
      return answered('declined');
    case 'reg.CorrectionGranted':
      return {
        ...state,
        status: 'CORRECTED',
        ended: endOf(event),
        decision: { outcome: 'granted', basis: String(data['basis']), finding, on },
        revision: { material: secret?.['material'] ?? {}, personal: secret?.['personal'] ?? {} },
      };
    case 'reg.CorrectionRefused':
      return {
        ...state,
        status: 'REFUSED',
        ended: endOf(event),
        decision: { outcome: 'refused', basis: 'neither', finding, on },
      };
    default:
      return evolvePetition(state, event) ?? unknown(type);
  }
}

const unknown = (type: string): never => {
  throw new Error(`correction does not know ${type}`);
};
