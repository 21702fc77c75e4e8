import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import type { DepositState, Held, Mode } from './deposit-state.ts';

const LINKS_KEPT = 100;

type Secret = Readonly<Record<string, JsonObject>>;
/** A word of a private group; empty once that was erased. */
const word = (secret: Secret, group: string, field: string): string =>
  String(secret[group]?.[field] ?? '');

function opened(data: JsonObject, secret: Secret): DepositState {
  const { code, region } = data['registrant'] as { code: string; region: string };
  return {
    status: 'open',
    mode: data['mode'] as Mode,
    title: word(secret, 'subject', 'title'),
    registrant: { code, region, name: word(secret, 'subject', 'registrantName') },
    provider: null,
    conflict: null,
    held: null,
    proof: null,
    links: [],
    linked: 0,
    checks: { matched: 0, differed: 0 },
    invalid: null,
  };
}

const found = (secret: Secret) => (secret['conflict']?.['found'] ?? []) as never[];

const held = ({ data, at }: RecordedEvent, secret: Secret): Held => ({
  by: data['by'] as Held['by'],
  on: at.slice(0, 10),
  at,
  digest: String(data['digest']),
  sm3Digest: String(data['sm3Digest']),
  parts: (secret['package']?.['parts'] ?? {}) as Held['parts'],
  storedAt: word(secret, 'package', 'storedAt'),
  timestamp: {
    time: String(data['stampedAt']),
    standing: String(data['standing']),
    authority: word(secret, 'timestamp', 'authority'),
    token: word(secret, 'timestamp', 'token'),
  },
});

/** The fold of a deposit. */
export function evolveDeposit(state: DepositState | undefined, event: RecordedEvent): DepositState {
  const { data, private: secret = {} } = event;
  if (event.type === 'evid.Opened') return opened(data, secret);
  if (!state) throw new Error(`a deposit begins with ${event.type}`);
  const on = event.at.slice(0, 10);
  const provider = String(data['provider']);
  const { matched, differed } = state.checks;
  switch (event.type) {
    case 'third.Engaged': {
      const name = word(secret, 'names', 'providerName');
      const engaged = { code: provider, name, warned: found(secret) };
      return { ...state, status: 'engaged', provider: engaged, conflict: null };
    }
    case 'third.ConflictFound':
      return { ...state, conflict: { provider, found: found(secret) } };
    case 'evid.Deposited':
      return { ...state, status: 'deposited', held: held(event, secret) };
    case 'evid.ProofAttached': {
      const file = (secret['proof']?.['file'] ?? null) as unknown as NonNullable<
        DepositState['proof']
      >['file'];
      const author = data['author'] === 'provider' ? 'provider' : 'registrant';
      const burdenOfProof = data['burdenOfProof'] === true;
      return { ...state, status: 'proven', proof: { file, author, burdenOfProof, on } };
    }
    case 'evid.Linked': {
      const links = [...new Set([...state.links, String(data['about'])])].slice(-LINKS_KEPT);
      return { ...state, status: 'LINKED', links, linked: state.linked + 1 };
    }
    case 'evid.Verified':
      return { ...state, checks: { matched: matched + 1, differed } };
    case 'evid.Mismatch':
      return { ...state, checks: { matched, differed: differed + 1 } };
    case 'evid.Invalidated': {
      const violation = (data['violation'] as string | undefined) ?? null;
      const reasons = word(secret, 'reasons', 'text');
      const invalid = { ground: String(data['ground']), reasons, on, violation };
      return { ...state, status: 'INVALID', invalid };
    }
    case 'evid.Withdrawn':
      return { ...state, status: 'WITHDRAWN' };
    default:
      throw new Error(`a deposit does not know ${event.type}`);
  }
}
