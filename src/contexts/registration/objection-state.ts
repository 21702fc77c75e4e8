import type { RecordedEvent } from '../../kernel/types.ts';
import type { FileRef } from './dossier.ts';

interface Side {
  readonly statement: string;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
  }[];
}

export interface ObjectionState {
  readonly status: string;
  readonly about: { readonly caseId: string; readonly title: string };
  /** It is about an entry in force, not about a notice (G20). */
  readonly issued: boolean;
  readonly objector: { readonly id: string; readonly name: string };
  readonly registrant: { readonly code: string; readonly name: string };
  /** Who accepted the application: somebody else decides the objection (B4). */
  readonly acceptedBy: string;
  readonly claim: Side & { readonly interest: string };
  readonly reply: Side | null;
  readonly replyMissed: boolean;
  readonly decision: {
    readonly outcome: string;
    readonly remedy?: string;
    readonly reasons: string;
    readonly on: string;
  } | null;
}

/** What the acts of an objection ask of the rest of the house. */
export interface ObjectionFacts {
  /** The case objected to, as far as an objection may know it. */
  readonly parent: {
    readonly caseId: string;
    readonly procedure: string;
    readonly status: string;
    readonly title: string;
    readonly registrant: { readonly code: string; readonly name: string };
    readonly acceptedBy: string;
    /** An entry of the register, neither cancelled nor revoked. */
    readonly inForce: boolean;
    /** The last day of the notice, while it runs. */
    readonly noticeTo?: string | undefined;
  } | null;
  readonly files: Readonly<Record<string, FileRef>>;
}

/** The fold of an objection. */
export function evolveObjection(
  state: ObjectionState | undefined,
  event: RecordedEvent,
): ObjectionState {
  const { data, private: secret } = event;
  const side = (group: string): Side => ({ statement: '', files: [], ...secret?.[group] });
  if (event.type === 'obj.Lodged') {
    return {
      status: 'lodged',
      about: {
        caseId: String(data['about'] ?? secret?.['matter']?.['entry'] ?? ''),
        title: String(secret?.['about']?.['title'] ?? ''),
      },
      issued: data['about'] === undefined,
      objector: (secret?.['identity']?.['objector'] ?? {
        id: '',
        name: '',
      }) as ObjectionState['objector'],
      registrant: {
        code: String(data['registrant'] ?? secret?.['matter']?.['registrant'] ?? ''),
        name: String(secret?.['about']?.['registrantName'] ?? ''),
      },
      acceptedBy: String(secret?.['officer']?.['acceptedBy'] ?? ''),
      claim: { interest: '', ...side('claim') },
      reply: null,
      replyMissed: false,
      decision: null,
    };
  }
  if (!state) throw new Error(`objection begins with ${event.type}`);
  const on = event.at.slice(0, 10);
  const end = (status: string): ObjectionState => ({
    ...state,
    status,
    decision: {
      outcome: status,
      ...(typeof data['remedy'] === 'string' ? { remedy: data['remedy'] } : {}),
      reasons: String(secret?.['decision']?.['reasons'] ?? ''),
      on,
    },
  });
  switch (event.type) {
    case 'obj.RegistrantNotified':
      return { ...state, status: 'awaiting_reply' };
    case 'obj.ReplyFiled':
      return { ...state, status: 'reviewing', reply: side('reply') };
    case 'obj.ReplyMissed':
      return { ...state, status: 'reviewing', replyMissed: true };
    case 'obj.Upheld':
    case 'obj.UpheldAfterIssue':
      return end('UPHELD');
    case 'obj.Dismissed':
      return end('DISMISSED');
    case 'obj.Withdrawn':
      return end('WITHDRAWN');
    default:
      throw new Error(`objection does not know ${event.type}`);
  }
}
