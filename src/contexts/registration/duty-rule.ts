import type { RulePack } from '../../law/types.ts';
import type { ObjectKind } from './first-state.ts';

/** Whether a holder of this kind must register an object or is encouraged to (G6: BJ-REG-7, CQ-REG-8,
 *  NAT-REG-5). Outside authorised operation nobody must. */
export function dutyOf(
  rules: RulePack,
  holderKind: string,
  objectKind: ObjectKind,
  inScope: boolean,
): 'must' | 'encouraged' {
  const { mandatoryFor, products } = rules.profile.duty;
  const must =
    inScope &&
    (objectKind === 'resource'
      ? mandatoryFor.some((kind) => kind === holderKind)
      : products === 'must');
  return must ? 'must' : 'encouraged';
}
