import type { RecordedEvent } from '../../kernel/types.ts';
import type { KeptFile } from './inputs.ts';
import type { Relation } from './independence.ts';

/** What a service may be barred for (CQ-REG-14). */
export const VIOLATIONS = ['false_record', 'misleading', 'leak'] as const;

/** Which of its deposits lose their force: those named, all of them, or none. */
export const SCOPES = ['named', 'all', 'none'] as const;

/** A third-party service in the register of services, folded from its events. */
export interface ServiceState {
  readonly status: string;
  readonly provider: { readonly code: string; readonly name: string };
  readonly capability: { readonly statement: string; readonly file: KeptFile | null };
  readonly relations: readonly Relation[];
  readonly declined: string | null;
  readonly violations: readonly {
    readonly on: string;
    readonly ground: string;
    readonly scope: string;
    readonly reasons: string;
  }[];
}

/** What a service's own deposits and other cases may know of it. */
export interface ServiceFact {
  readonly caseId: string;
  readonly status: string;
  readonly code: string;
  readonly name: string;
  readonly relations: readonly Relation[];
}

/** Whether it may be engaged and may sign (CQ-REG-12). */
export const isRegistered = (service: ServiceFact | null): service is ServiceFact =>
  service?.status === 'registered';

const VIOLATIONS_KEPT = 100;

function described(event: RecordedEvent) {
  const secret = event.private ?? {};
  return {
    capability: {
      statement: String(secret['capability']?.['statement'] ?? ''),
      file: (secret['capability']?.['file'] ?? null) as unknown as KeptFile | null,
    },
    relations: (secret['relations']?.['declared'] ?? []) as unknown as readonly Relation[],
  };
}

/** The fold of a service's registration. */
export function evolveService(state: ServiceState | undefined, event: RecordedEvent): ServiceState {
  const { data, private: secret } = event;
  if (event.type === 'third.Applied') {
    return {
      status: 'applied',
      provider: {
        code: String(data['provider']),
        name: String(secret?.['identity']?.['name'] ?? ''),
      },
      ...described(event),
      declined: null,
      violations: [],
    };
  }
  if (!state) throw new Error(`a third-party service begins with ${event.type}`);
  switch (event.type) {
    case 'third.Updated':
      return { ...state, status: 'applied', ...described(event) };
    case 'third.Registered':
      return { ...state, status: 'registered' };
    case 'third.Declined':
      return {
        ...state,
        status: 'DECLINED',
        declined: String(secret?.['reasons']?.['text'] ?? ''),
      };
    case 'third.ViolationRecorded': {
      const violation = {
        on: event.at.slice(0, 10),
        ground: String(data['ground']),
        scope: String(data['scope']),
        reasons: String(secret?.['violation']?.['reasons'] ?? ''),
      };
      const violations = [...state.violations, violation].slice(-VIOLATIONS_KEPT);
      return { ...state, status: 'BARRED', violations };
    }
    default:
      throw new Error(`a third-party service does not know ${event.type}`);
  }
}
