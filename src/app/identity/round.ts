import type { JsonObject } from '../../base/json.ts';
import { Refused } from '../../base/refusal.ts';
import { CHECK_OUTCOMES } from '../../contexts/identity/account-check.ts';
import type { AccountState } from '../../contexts/identity/account.ts';
import { loadCase } from '../../store/cases.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import { act } from '../act.ts';
import type { House } from '../house.ts';
import type { IdentityAnswer, IdentityVerifier } from './verifier.ts';
import { systemActor } from '../system.ts';

const PATIENCE_MS = 10_000;
const AT_ONCE = 8;

/** Those whose last event asks the service. */
const ASKED = statement(
  'identity_asked',
  `SELECT c.case_id FROM case_row c
   JOIN event e ON e.case_id = c.case_id AND e.version = c.version
   WHERE c.procedure = 'account' AND c.status = 'requested' AND e.type = 'account.CheckAsked'
   ORDER BY c.case_id LIMIT ${AT_ONCE}`,
);

/** Asks the identity service what officers sent to it, outside of any transaction, and puts each answer
 *  on the record of its case. A service that is away, slow or talks nonsense is `unreachable`: the
 *  officer may ask again or decide by the papers. */
export async function identityRound(
  house: House,
  stopping: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const { verifier } = house;
  if (!verifier) return;
  const rows = await runnerOf(house.pool).run<{ case_id: string }>(ASKED, []);
  await Promise.all(
    rows.map(({ case_id: caseId }) => check(house, verifier, caseId, stopping, patienceMs)),
  );
}

async function check(
  house: House,
  verifier: IdentityVerifier,
  caseId: string,
  stopping: AbortSignal,
  patienceMs: number,
): Promise<void> {
  const stored = await loadCase(runnerOf(house.pool), house.keys, caseId, false);
  const state = stored?.state as AccountState | undefined;
  if (!state?.asked) return;
  const { organisation, operator, round } = state;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(patienceMs)]);
  const answer = await answered(verifier, { ...organisation, operator }, signal);
  // The next start asks again.
  if (stopping.aborted) return;
  const input = { round, adapter: verifier.name, ...answer } as unknown as JsonObject;
  try {
    await act(house, { actor: systemActor, caseId, act: 'noteCheck', input });
  } catch (error) {
    // Decided or stated anew in the meantime: nobody needs the answer any more.
    if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error;
  }
}

const UNREACHABLE: IdentityAnswer = { outcome: 'unreachable', reference: '', message: '' };

async function answered(
  verifier: IdentityVerifier,
  question: Parameters<IdentityVerifier['verify']>[0],
  signal: AbortSignal,
): Promise<IdentityAnswer> {
  const late = new Promise<IdentityAnswer>((resolve) => {
    signal.addEventListener('abort', () => resolve(UNREACHABLE), { once: true });
  });
  const asked = verifier.verify(question, signal).catch(() => UNREACHABLE);
  const { outcome, reference, message } = await Promise.race([asked, late]);
  if (!CHECK_OUTCOMES.includes(outcome)) return UNREACHABLE;
  return { outcome, reference: clean(reference, 200), message: clean(message, 500) };
}

/** Words of a stranger: shortened, and without characters that are not to be shown. */
const clean = (words: string, most: number): string =>
  words
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .slice(0, most)
    .toWellFormed();
