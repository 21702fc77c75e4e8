import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import { pinnedPack } from '../src/app/rules.ts';
import type { JsonObject } from '../src/base/json.ts';
import { sealedFiles } from '../src/contexts/registration/seals.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { StoredCase } from '../src/store/cases.ts';
import { canary } from './log-canaries.ts';

interface Desk {
  readonly house: House;
  readonly filer: Actor;
  readonly reviewer: Actor;
  readonly intake: Actor;
  readonly review: Actor;
  readonly issue: Actor;
  readonly paper: (house: House, by: Actor) => Promise<string>;
  readonly move: (day: string) => Promise<void>;
  readonly agent: Actor;
  readonly mandated: (house: House, from: string, to: string) => Promise<string>;
}

type Does = (actor: Actor, name: string, input?: JsonObject) => Promise<StoredCase>;

async function begin(
  { house }: Desk,
  actor: Actor,
  procedure: string,
  input: JsonObject,
): Promise<Does> {
  const { caseId } = await open(house, { actor, procedure, jurisdiction: 'beijing', input });
  return (by, name, given = {}) => act(house, { actor: by, caseId, act: name, input: given });
}

/** A change that becomes the second version of its entry. */
export async function changesHappen(d: Desk, entry: string): Promise<void> {
  const { house, filer, reviewer, intake, review, issue } = d;
  const does = await begin(d, filer, 'reg.change', { entry, triggers: ['product_service'] });
  const values = { summary: canary('变更后的简介') };
  await does(filer, 'attachMaterial', { group: 'dataResource', values });
  const told = { content: canary('变更内容'), form: await d.paper(house, filer) };
  await does(filer, 'attachMaterial', { group: 'change', values: told });
  await does(reviewer, 'recordInternalReview', { opinion: canary('审核意见') });
  await does(filer, 'submit', { declaration: true });
  const { state, pack } = await does(intake, 'accept');
  for (const { id } of sealedFiles(state as FirstState, pinnedPack(pack)))
    await does(review, 'confirmSeal', { file: id, found: true, note: canary('备注') });
  await does(review, 'passReview', { checked: true });
  await does(issue, 'publishNotice');
  await d.move('2026-08-25');
  await does(issue, 'registerChange');
  const mandate = await d.mandated(house, house.time.today(), '2027-12-31');
  await begin(d, d.agent, 'reg.change', { entry, triggers: ['registrant_info'], mandate });
}

/** Before its term ends an entry is reminded, and a renewal is filed that nobody decides in time. */
export async function expiresSoon(d: Desk, entry: string): Promise<void> {
  const { house, filer, intake } = d;
  await act(house, { actor: intake, caseId: entry, act: 'remindExpiry', input: {} });
  const longer = { agreementTo: '2027-06-30', agreement: await d.paper(house, filer) };
  await begin(d, filer, 'reg.renew', { entry, months: 1, unchanged: true, ...longer });
}
