import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { DepositState } from '../src/contexts/evidence/deposit-state.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';
import { organisations } from './office-people.ts';
import { upload } from './story.ts';

/** Who takes part, in Chongqing, where a service that is not independent is refused. */
export interface EvidenceCast {
  readonly filer: Actor;
  readonly provider: Actor;
  readonly intake: Actor;
  readonly review: Actor;
}

const JURISDICTION = 'chongqing';
let made = 0;

/** Digests as a manifest would have them: no two deposits have the same. */
function digests(): JsonObject {
  made += 1;
  const digest = (n: number) => `${made}${n}`.padStart(4, '0').repeat(16);
  return {
    digest: digest(1),
    sm3Digest: digest(2),
    storageLocation: digest(3),
    queryResult: digest(4),
    operationLog: digest(5),
    storedAt: canary('存放处'),
  };
}

/** Services, deposits of either kind, a conflict, a link, checks, violations: every event there is. */
export async function evidenceHappens(house: House, cast: EvidenceCast): Promise<void> {
  const { filer, provider, intake, review } = cast;
  const opened = async (actor: Actor, procedure: string, input: JsonObject): Promise<string> =>
    (await open(house, { actor, procedure, jurisdiction: JURISDICTION, input })).caseId;
  const does = (actor: Actor, caseId: string, name: string, input: JsonObject = {}) =>
    act(house, { actor, caseId, act: name, input });
  const paper = (by: Actor) => upload(house, by, canary('文件'));
  const statement = async (relations: readonly JsonObject[] = []) => ({
    statement: canary('能力说明'),
    proof: await paper(provider),
    relations,
    declared: true,
  });
  const declined = await opened(provider, 'third', await statement());
  await does(intake, declined, 'declineService', { reasons: canary('理由') });
  const service = await opened(provider, 'third', await statement());
  const confirm = () => does(intake, service, 'confirmService', { examined: true });
  await confirm();
  const { code } = organisations.chongqingRegistrar;
  await does(provider, service, 'updateService', await statement([{ code, kind: 'affiliated' }]));
  await confirm();

  const third = { mode: 'third_party', title: canary('数据名称') };
  const engaged = await opened(filer, 'evid', third);
  const engage = () =>
    does(filer, engaged, 'engageProvider', { provider: provider.org?.code ?? '' });
  await engage();
  await does(provider, service, 'updateService', await statement());
  await confirm();
  await engage();
  await does(provider, engaged, 'deposit', digests());
  await does(provider, engaged, 'attachProof', { proof: await paper(provider), sealed: true });

  const mine = await opened(filer, 'evid', { mode: 'self', title: canary('数据名称') });
  const held = digests();
  await does(filer, mine, 'deposit', held);
  await does(filer, mine, 'attachProof', {
    proof: await paper(filer),
    sealed: true,
    burdenOfProof: true,
  });
  await does(review, mine, 'checkDeposit', { digest: held['digest'] });
  await does(review, mine, 'checkDeposit', { digest: 'ef'.repeat(32) });
  const left = await opened(filer, 'evid', { mode: 'self', title: canary('数据名称') });
  await does(filer, left, 'withdrawDeposit');

  await linked(house, filer, mine);
  const because = { ground: 'false_record', reasons: canary('查明') };
  await does(review, mine, 'invalidate', because);
  await does(review, service, 'recordViolation', {
    ...because,
    scope: 'named',
    deposits: [{ caseId: engaged }],
  });
}

/** A draft that rests on the deposit, with the proof of the deposit in it. */
async function linked(house: House, by: Actor, deposit: string): Promise<void> {
  const stored = await loadCase(runnerOf(house.pool), house.keys, deposit, false);
  const { caseId } = await open(house, {
    actor: by,
    procedure: 'reg.first',
    jurisdiction: JURISDICTION,
    input: { objectKind: 'resource' },
  });
  const values = { proofFile: (stored?.state as DepositState | undefined)?.proof?.file?.id ?? '' };
  const does = (name: string, input: JsonObject) =>
    act(house, { actor: by, caseId, act: name, input });
  await does('attachMaterial', { group: 'evidence', values });
  await does('linkEvidence', { deposit });
}
