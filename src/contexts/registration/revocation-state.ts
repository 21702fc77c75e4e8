import type { RecordedEvent } from '../../kernel/types.ts';
import type { FileRef } from './dossier.ts';
import type { EntryFact } from './entry-fact.ts';
import type { Paper } from './petition.ts';

/** What one side said, with what it put in. */
export interface Said {
  readonly on: string;
  readonly text: string;
  readonly files: readonly Paper[];
}

const SOURCES = ['own', 'report', 'objection'] as const;
type Source = (typeof SOURCES)[number];

export interface RevocationState {
  readonly status: string;
  readonly about: { readonly caseId: string; readonly code: string; readonly title: string };
  readonly registrant: { readonly code: string; readonly name: string; readonly region: string };
  readonly ground: string;
  readonly source: Source;
  readonly facts: Said;
  /** Who reported and how: for the office alone. */
  readonly reporter: string;
  /** Who accepted and who reviewed the registration: they neither verify nor decide (B4). */
  readonly officers: readonly string[];
  readonly openedBy: string;
  readonly confirmedBy: string | null;
  /** The last day the registrant was given to answer. */
  readonly answerBy: string | null;
  readonly notifiedOn: string | null;
  readonly statements: readonly Said[];
  /** It answered after it was told. */
  readonly answered: boolean;
  readonly findings: Said | null;
  readonly ended: { readonly reasons: string; readonly on: string } | null;
}

/** What the acts of a revocation ask of the rest of the house. */
export interface RevocationFacts {
  readonly entry: EntryFact | null;
  readonly files: Readonly<Record<string, FileRef>>;
  /** Investigations about the same entry, this one left out. */
  readonly petitions: readonly { readonly open: boolean }[];
}

/** The fold of a revocation. */
export function evolveRevocation(
  state: RevocationState | undefined,
  event: RecordedEvent,
): RevocationState {
  if (event.type === 'reg.RevocationOpened') return opened(event);
  if (!state) throw new Error(`revocation begins with ${event.type}`);
  const on = event.at.slice(0, 10);
  const end = (status: string): RevocationState => ({
    ...state,
    status,
    ended: { reasons: String(event.private?.['decision']?.['reasons'] ?? ''), on },
  });
  switch (event.type) {
    case 'reg.RevocationNotified':
      return { ...state, answerBy: String(event.data['answerBy']), notifiedOn: on };
    case 'reg.AnswerMissed':
      return state;
    case 'reg.StatementFiled':
      return {
        ...state,
        statements: [...state.statements, said(event, 'statement')],
        answered: state.notifiedOn !== null,
      };
    case 'reg.RevocationVerified':
      return {
        ...state,
        status: 'verified',
        findings: said(event, 'findings'),
        confirmedBy: event.actor.account,
      };
    case 'reg.EntryRevoked':
      return end('REVOKED');
    case 'reg.RevocationDismissed':
      return end('CLOSED');
    default:
      throw new Error(`revocation does not know ${event.type}`);
  }
}

function opened(event: RecordedEvent): RevocationState {
  const { private: secret } = event;
  const name = (key: string): string => String(secret?.['about']?.[key] ?? '');
  const matter = (key: string): string => String(secret?.['matter']?.[key] ?? '');
  return {
    status: 'verifying',
    about: { caseId: matter('entry'), code: name('code'), title: name('title') },
    registrant: {
      code: matter('registrant'),
      name: name('registrantName'),
      region: name('region'),
    },
    ground: matter('ground'),
    source: SOURCES.find((s) => s === secret?.['matter']?.['source']) ?? 'own',
    facts: said(event, 'facts'),
    reporter: String(secret?.['office']?.['reporter'] ?? ''),
    officers: (secret?.['office']?.['officers'] ?? []) as readonly string[],
    openedBy: event.actor.account,
    confirmedBy: null,
    answerBy: null,
    notifiedOn: null,
    statements: [],
    answered: false,
    findings: null,
    ended: null,
  };
}

const said = (event: RecordedEvent, group: string): Said => ({
  text: '',
  files: [],
  ...event.private?.[group],
  on: event.at.slice(0, 10),
});
