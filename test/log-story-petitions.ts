import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';

interface Desk {
  readonly house: House;
  readonly filer: Actor;
  readonly citizen: Actor;
  /** Somebody of another organisation, who comes as the successor of a registrant that has ended. */
  readonly successor: Actor;
  readonly intake: Actor;
  readonly review: Actor;
  /** Uploads a file and gives its id. */
  readonly paper: (house: House, by: Actor) => Promise<string>;
  readonly move: (day: string) => Promise<void>;
}

type Does = (actor: Actor, name: string, input?: JsonObject) => Promise<unknown>;

async function begin(d: Desk, by: Actor, procedure: string, input: JsonObject): Promise<Does> {
  const { caseId } = await open(d.house, { actor: by, procedure, jurisdiction: 'beijing', input });
  return (actor, name, given = {}) => act(d.house, { actor, caseId, act: name, input: given });
}

const missing = (item: string): JsonObject => ({
  missing: [{ item, ground: 'incomplete', reason: canary('补正') }],
});
const dispute = (): JsonObject => ({ ground: 'dispute', reasons: canary('理由') });
const left = (): JsonObject => ({ reasons: canary('撤回') });
const name = (): JsonObject[] => [{ item: 'dataResource.name', value: canary('更正') }];

async function corrected(d: Desk, entry: string, by: Actor): Promise<Does> {
  return begin(d, by, 'reg.correct', {
    entry,
    items: name(),
    explanation: canary('有误'),
    proof: [await d.paper(d.house, by)],
    interest: canary('利害'),
  });
}

async function cancelled(d: Desk, entry: string, by: Actor, ended: boolean): Promise<Does> {
  const capacity = by === d.successor ? { capacity: 'successor' } : {};
  return begin(d, by, 'reg.cancel', {
    entry,
    ground: ended ? 'registrant_ended' : 'rights_waived_or_term_over',
    statement: await d.paper(d.house, by),
    explanation: canary('注销'),
    proof: [await d.paper(d.house, by)],
    ...capacity,
  });
}

/** Corrections of every end: named gaps, consent, no consent, proof, refusal, and one that stays open. */
async function corrections(d: Desk, entry: string): Promise<void> {
  const { filer, citizen, intake, review } = d;
  const own = await corrected(d, entry, filer);
  await own(intake, 'notifyIntakeGaps', missing('explanation'));
  await own(filer, 'resubmit', {
    items: [...name(), { item: 'subject.contactName', value: canary('联系人') }],
    explanation: canary('有误'),
    interest: canary('利害'),
  });
  await own(intake, 'accept');
  await own(review, 'grant', { finding: canary('认定') });
  for (const agreed of [true, false]) {
    const asked = await corrected(d, entry, citizen);
    await asked(intake, 'accept');
    await asked(review, 'askConsent');
    if (agreed) {
      await asked(filer, 'giveConsent', { paper: await d.paper(d.house, filer) });
      await asked(review, 'grant', { finding: canary('认定') });
    } else {
      await asked(filer, 'declineConsent', { reasons: canary('不同意') });
      await asked(review, 'refuseCorrection', { finding: canary('不予') });
    }
  }
  await (
    await corrected(d, entry, citizen)
  )(intake, 'refuseAcceptance', dispute());
  await (
    await corrected(d, entry, citizen)
  )(citizen, 'withdraw', left());
  await corrected(d, entry, citizen);
}

/** Cancellations refused, left and dropped on one entry; on the other a late one that is completed, and
 *  with it ends what is open about that entry. */
async function cancellations(d: Desk, kept: string, ending: string): Promise<void> {
  const { filer, intake, review, successor } = d;
  await (
    await cancelled(d, kept, successor, true)
  )(intake, 'refuseAcceptance', dispute());
  await (
    await cancelled(d, kept, filer, false)
  )(filer, 'withdraw', left());
  const officio = await cancelled(d, kept, review, true);
  await officio(review, 'discontinue', { reasons: canary('终止') });
  const does = await cancelled(d, ending, filer, false);
  await does(intake, 'notifyIntakeGaps', missing('explanation'));
  await does(filer, 'resubmit', { explanation: canary('注销') });
  await does(intake, 'accept');
  await d.move('2026-07-31');
  await does(review, 'complete', { verified: true });
}

/** What is asked about two entries after their code, from the first of July 2026 on. */
export async function petitionsHappen(d: Desk, kept: string, ending: string): Promise<void> {
  await corrections(d, ending);
  await cancellations(d, kept, ending);
}
