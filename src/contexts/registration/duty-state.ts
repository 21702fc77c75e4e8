import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import type { ObjectKind, Organisation } from './first-state.ts';

/** A duty to register one object, or the encouragement to, folded from its events. */
export interface DutyState {
  readonly status: string;
  readonly holder: Omit<Organisation, 'realName'>;
  readonly objectKind: ObjectKind;
  readonly objectName: string;
  readonly inScope: boolean;
  readonly duty: 'must' | 'encouraged';
  /** The agreement of authorised operation that the object stands in. */
  readonly agreement: { readonly number: string; readonly organisation: string };
  readonly operationBegan: string | null;
  /** Who put it on the holder's list, and as what. */
  readonly raisedBy: { readonly role: string; readonly code: string; readonly name: string };
  readonly suppliedOn: string | null;
  /** The day the time to file runs from, and whether older operation gave the longer time. */
  readonly countedFrom: string | null;
  readonly transition: boolean;
  readonly remindedOn: string | null;
  readonly overdueOn: string | null;
  readonly fulfilled: { readonly application: string; readonly on: string } | null;
  readonly released: { readonly reasons: string; readonly on: string } | null;
}

/** States in which somebody still waits for an application. */
export const DUE = ['arisen', 'running', 'overdue', 'reminded'];

const word = (group: JsonObject | undefined, key: string): string => String(group?.[key] ?? '');

function arose({ data, private: secret, actor }: RecordedEvent): DutyState {
  const names = secret?.['names'];
  return {
    status: 'arisen',
    holder: {
      ...(data['holder'] as unknown as Omit<DutyState['holder'], 'name'>),
      name: word(names, 'holder'),
    },
    objectKind: data['objectKind'] as ObjectKind,
    objectName: word(secret?.['object'], 'name'),
    inScope: data['inScope'] === true,
    duty: data['duty'] === 'must' ? 'must' : 'encouraged',
    agreement: {
      number: word(secret?.['object'], 'agreementNumber'),
      organisation: word(secret?.['object'], 'agreementOrganisation'),
    },
    operationBegan: (data['operationBegan'] as string | undefined) ?? null,
    raisedBy: { role: actor.role, code: actor.org ?? '', name: word(names, 'raiser') },
    suppliedOn: null,
    countedFrom: null,
    transition: false,
    remindedOn: null,
    overdueOn: null,
    fulfilled: null,
    released: null,
  };
}

/** The fold of a duty to register. */
export function evolveDuty(state: DutyState | undefined, event: RecordedEvent): DutyState {
  const { data } = event;
  if (event.type === 'reg.DutyArose') return arose(event);
  if (!state) throw new Error(`a duty begins with ${event.type}`);
  const on = event.at.slice(0, 10);
  switch (event.type) {
    case 'reg.SupplyCorrected':
      return {
        ...state,
        operationBegan: (data['operationBegan'] as string | undefined) ?? state.operationBegan,
      };
    case 'reg.FilingClockStarted':
      return {
        ...state,
        status: 'running',
        suppliedOn: String(data['suppliedOn']),
        countedFrom: String(data['countedFrom'] ?? data['suppliedOn']),
        transition: data['countedFrom'] !== undefined,
        remindedOn: null,
        overdueOn: null,
      };
    case 'reg.FilingReminded':
      return {
        ...state,
        remindedOn: on,
        status: data['stage'] === 'over' ? 'reminded' : state.status,
      };
    case 'reg.FilingOverdue':
      return { ...state, status: 'overdue', overdueOn: on };
    case 'reg.DutyFulfilled':
      return {
        ...state,
        status: 'FULFILLED',
        fulfilled: { application: String(data['application']), on },
      };
    case 'reg.DutyReleased':
      return {
        ...state,
        status: 'RELEASED',
        released: { reasons: word(event.private?.['reasons'], 'text'), on },
      };
    default:
      throw new Error(`a duty does not know ${event.type}`);
  }
}
