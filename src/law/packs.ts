import { beijingPack } from './beijing.ts';
import { chongqingPack } from './chongqing.ts';
import { nationalPack } from './national.ts';
import type { RulePack } from './types.ts';

/** Every rule pack, the national base first. */
export const packs: readonly RulePack[] = [nationalPack, beijingPack, chongqingPack];

const ofPlaces = packs.filter((pack) => pack.refines !== null);

/** The places a case can be opened in. */
export const jurisdictions: readonly string[] = ofPlaces.map((pack) => pack.jurisdiction);

/** The pack of a place. The national base answers for no place: nobody files under it here. */
export function packFor(jurisdiction: string): RulePack | undefined {
  return ofPlaces.find((pack) => pack.jurisdiction === jurisdiction);
}

export function packById(id: string): RulePack | undefined {
  return packs.find((pack) => pack.id === id);
}

export type Standing = 'in-force' | 'not-yet' | 'over' | 'draft';

/** Whether a pack may carry an act on this day, by the dates of its text (BJ-REG-27, CQ-REG-28). */
export function packInForce(pack: RulePack, day: string): Standing {
  const { status, effectiveFrom, effectiveTo } = pack.text;
  if (status === 'draft' || effectiveFrom === null) return 'draft';
  if (day < effectiveFrom) return 'not-yet';
  return effectiveTo !== null && day > effectiveTo ? 'over' : 'in-force';
}
