import { checkCreditCode } from '../../base/credit-code.ts';
import { isUuid } from '../../base/id.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { DepositState } from '../../contexts/evidence/deposit-state.ts';
import type { DepositFact } from '../../contexts/evidence/public.ts';
import type { ServiceFact, ServiceState } from '../../contexts/evidence/service-state.ts';
import { loadCase } from '../../store/cases.ts';
import { statement } from '../../store/transaction.ts';
import { depositTimestamp } from '../seals/deposit-timestamp.ts';
import type { Asking } from './facts.ts';

const SERVICE = statement(
  'fact_service',
  `SELECT c.case_id AS id FROM case_party p JOIN case_row c USING (case_id)
   WHERE p.party_id = $1 AND p.party = 'provider' AND c.procedure = 'third'
     AND c.jurisdiction = $2 AND c.status <> 'DECLINED'
   ORDER BY c.case_id DESC LIMIT 1`,
);

/** What the register of services of this place has of an organisation. */
async function serviceOf(a: Asking, code: string | undefined): Promise<JsonObject | null> {
  if (code === undefined) return null;
  const [row] = await a.tx.run<{ id: string }>(SERVICE, [code, a.jurisdiction]);
  const stored = row && (await loadCase(a.tx, a.house.keys, row.id, false));
  if (!stored) return null;
  const { status, provider, relations } = stored.state as ServiceState;
  const { name } = provider;
  const fact: ServiceFact = { caseId: stored.caseId, status, code, name, relations };
  return { ...fact, relations: fact.relations };
}

export const ownService = (a: Asking): Promise<Json> => serviceOf(a, a.actor.org?.code);

/** The service that an act names, or that its deposit has engaged. */
export function provider(a: Asking): Promise<Json> {
  const named = a.input['provider'];
  if (typeof named !== 'string') {
    return serviceOf(a, (a.state as DepositState | undefined)?.provider?.code);
  }
  const checked = checkCreditCode(named);
  return serviceOf(a, checked.ok ? checked.code : undefined);
}

/** The deposit that an application says it rests on. */
export async function depositLinked(a: Asking): Promise<Json> {
  const id = a.input['deposit'];
  if (!isUuid(id)) return null;
  const stored = await loadCase(a.tx, a.house.keys, id, false);
  if (stored?.procedure !== 'evid' || stored.jurisdiction !== a.jurisdiction) return null;
  const { status, registrant, mode, held, proof, provider: by } = stored.state as DepositState;
  const fact: DepositFact = {
    caseId: id,
    status,
    registrant: registrant.code,
    mode,
    provider: by?.code ?? null,
    depositedOn: held?.on ?? '',
    proof: proof?.file?.sha256 ?? '',
  };
  return { ...fact };
}

export async function timestamp(a: Asking): Promise<Json> {
  const { timestamps } = a.house;
  if (!timestamps) throw new Refused(noTimestamps());
  const { digest, token } = a.input as { digest: string; token?: string };
  return { ...(await depositTimestamp(timestamps, { digest, token })) };
}

const noTimestamps = () =>
  refuse(
    'TIMESTAMP_UNAVAILABLE',
    text('本机没有时间戳服务。', 'There is no time-stamping here.'),
    ['BJ-REG-8a', 'CQ-REG-13'],
    'busy',
  );
