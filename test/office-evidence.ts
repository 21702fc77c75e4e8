import { timestampFact } from '../src/app/seals/deposit-timestamp.ts';
import { acceptAnswer, positive, timestampRequest } from '../src/app/seals/timestamp.ts';
import { sampleAuthority } from '../src/app/seals/timestamp.fixtures.ts';
import type { TimestampTrust } from '../src/app/seals/timestamp-trust.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { DepositState } from '../src/contexts/evidence/deposit-state.ts';
import type { ServiceState } from '../src/contexts/evidence/service-state.ts';
import type { Actor, RecordedEvent } from '../src/kernel/types.ts';
import type { Case, Office } from './office.ts';
import { system } from './office-people.ts';

/** An authority of the test, with a clock that it sets: the one of this house, another that is
 *  believed, and one that nobody here knows. */
function stamping() {
  let now = new Date(0);
  const { authority, certificate } = sampleAuthority(() => now);
  return {
    certificate,
    /** A token over a SHA-256 or SM3 digest in hex, at a moment. */
    token(digest: string, at: string, algorithm: 'sha256' | 'sm3' = 'sha256'): Buffer {
      now = new Date(at);
      const imprint = { algorithm, digest: Buffer.from(digest, 'hex') };
      const nonce = positive(Buffer.alloc(8, 7));
      const reply = authority.answerTimestampRequest(timestampRequest(imprint, nonce));
      return acceptAnswer(reply, imprint, nonce).token;
    },
  };
}

const own = stamping();
export const accredited = stamping();
export const unheardOf = stamping();
const trust: TimestampTrust = { own: own.certificate, others: [accredited.certificate] };

/** The register of services of this office. */
function serviceOf(at: Office, code: string | undefined): JsonObject | null {
  const found = at.cases.findLast((c) => {
    const { status, provider } = c.still.state as ServiceState;
    return c.procedure.name === 'third' && provider.code === code && status !== 'DECLINED';
  });
  if (!found) return null;
  const { status, provider, relations } = found.still.state as ServiceState;
  return { caseId: found.id, status, ...provider, relations };
}

function timestampIn(at: Office, input: JsonObject) {
  const { digest, token } = input;
  if (typeof digest !== 'string' || !/^[0-9a-f]{64}$/i.test(digest)) return null;
  const brought = typeof token === 'string' ? Buffer.from(token, 'base64') : undefined;
  return timestampFact(brought ?? own.token(digest, `${at.today}T09:00:00+08:00`), trust);
}

function depositIn(at: Office, id: unknown): JsonObject | null {
  const found = at.cases.find((c) => c.id === id && c.procedure.name === 'evid');
  if (!found) return null;
  const { status, registrant, mode, provider, held, proof } = found.still.state as DepositState;
  return {
    caseId: found.id,
    status,
    registrant: registrant.code,
    mode,
    provider: provider?.code ?? null,
    depositedOn: held?.on ?? '',
    proof: proof?.file?.sha256 ?? '',
  };
}

/** What the house would read for an act of a deposit or of a service. */
export function evidenceFacts(
  at: Office,
  actor: Actor,
  input: JsonObject,
  c: Case | undefined,
): Record<string, unknown> {
  const engaged = (c?.still.state as Partial<DepositState> | undefined)?.provider?.code;
  const named = input['provider'];
  return {
    ownService: serviceOf(at, actor.org?.code),
    provider: serviceOf(at, typeof named === 'string' ? named : engaged),
    timestamp: c?.procedure.name === 'evid' ? timestampIn(at, input) : null,
    deposit: depositIn(at, input['deposit']),
  };
}

type Does = (at: Office, c: Case, actor: Actor, act: string, input: JsonObject) => unknown;

/** What follows from deposits in other cases (E10, E41). */
export function evidenceFollows(at: Office, event: RecordedEvent, does: Does): void {
  const { type, data, caseId } = event;
  const named = at.cases.find((c) => c.id === data['deposit'] && c.procedure.name === 'evid');
  if (type === 'evid.Linked' && named) does(at, named, system, 'noteLink', { about: caseId });
  if (type === 'evid.Invalidated') {
    const deposit = at.cases.find((c) => c.id === caseId)?.still.state as DepositState | undefined;
    for (const c of at.cases.filter(({ id }) => deposit?.links.includes(id))) {
      const from = c.procedure.acts['dropEvidence']?.from ?? [];
      if (from.includes(c.still.state.status))
        does(at, c, system, 'dropEvidence', { deposit: caseId });
    }
  }
  if (type === 'third.ViolationRecorded' && data['scope'] !== 'none') {
    const list = (event.private?.['violation']?.['deposits'] ?? []) as readonly string[];
    for (const c of at.cases.filter(({ procedure }) => procedure.name === 'evid')) {
      const { status, provider } = c.still.state as DepositState;
      const held = ['deposited', 'proven', 'LINKED'].includes(status);
      const meant = data['scope'] === 'all' || list.includes(c.id);
      if (held && meant && provider?.code === data['provider'])
        does(at, c, system, 'invalidateFor', { violation: caseId, ground: data['ground'] });
    }
  }
}
