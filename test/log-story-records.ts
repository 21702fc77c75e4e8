import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';

interface Desk {
  readonly house: House;
  readonly filer: Actor;
  readonly intake: Actor;
  readonly review: Actor;
  readonly issue: Actor;
}

/** A draft in which nobody has typed anything yet is emptied, after a request of every end. */
export async function recordsHappen({ house, filer, intake, review, issue }: Desk): Promise<void> {
  const jurisdiction = 'beijing';
  const opening = { procedure: 'reg.first', jurisdiction, input: { objectKind: 'resource' } };
  const { caseId: about } = await open(house, { actor: filer, ...opening });
  const asked = async (by: Actor) => {
    const input = {
      about,
      ground: 'purpose_fulfilled',
      basis: canary('依据'),
      classes: ['contact', 'materials'],
      statement: canary('请求'),
    };
    const request = { actor: by, procedure: 'records.erase', jurisdiction, input };
    const { caseId } = await open(house, request);
    return (actor: Actor, name: string, given: JsonObject = {}) =>
      act(house, { actor, caseId, act: name, input: given });
  };
  const why = (): JsonObject => ({ reasons: canary('理由') });
  await (
    await asked(filer)
  )(filer, 'withdrawErasure');
  await (
    await asked(filer)
  )(review, 'refuseErasure', why());
  const done = await asked(intake);
  await done(review, 'grantErasure', why());
  await done(issue, 'returnErasure', why());
  await done(review, 'grantErasure', why());
  await done(issue, 'confirmErasure', { examined: true });
}
