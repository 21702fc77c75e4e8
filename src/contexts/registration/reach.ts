import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { packInForce } from '../../law/packs.ts';
import type { RulePack } from '../../law/types.ts';
import type { Organisation } from './first-state.ts';

/** Why the rules of this place do not apply on this day: not yet, or no longer in force. */
export function packRefusal(rules: RulePack, today: string): Refusal | undefined {
  const standing = packInForce(rules, today);
  if (standing === 'not-yet' || standing === 'over') {
    return refuse(
      'PACK_NOT_IN_FORCE',
      text(
        `《${rules.text.title.zh}》于${rules.text.effectiveFrom ?? '未定日期'}起施行，当前日期${today}不适用。`,
        `"${rules.text.title.en}" applies from ${rules.text.effectiveFrom ?? 'a date not set'}; it does not reach ${today}.`,
      ),
      ['BJ-REG-27', 'CQ-REG-28', 'NAT-REG-24'],
    );
  }
  return undefined;
}

/** Why the rules of this place do not reach this organisation: elsewhere, or of a kind that does not
 *  register here. */
export function scopeRefusal(
  who: Organisation,
  object: string,
  rules: RulePack,
): Refusal | undefined {
  const { scope } = rules.profile;
  if (scope.regions.length > 0 && !scope.regions.some((r) => who.region.startsWith(r))) {
    return refuse(
      'REGISTRANT_ELSEWHERE',
      text(
        `“${who.name}”不在本市行政区域内，不能依本规则申请登记。`,
        `"${who.name}" is not of this city and cannot file under these rules.`,
      ),
      scope.law,
    );
  }
  if (!scope.subjects.some((k) => k === who.kind)) {
    return refuse(
      'REGISTRANT_KIND',
      text(
        '该类主体不属于本规则规定的登记主体（例如非法人组织在北京不能作为登记主体）。',
        'This kind of organisation is not a registrant under these rules.',
      ),
      scope.law,
      'unprocessable',
      { kind: who.kind, object },
    );
  }
  return undefined;
}

/** Why its account may not file: where the rules ask for it, the registrar verifies it first. */
export function accountRefusal(who: Organisation, rules: RulePack): Refusal | undefined {
  const { prerequisites } = rules.profile;
  if (prerequisites.realNameAccount && who.realName !== 'verified') {
    return refuse(
      'ACCOUNT_NOT_VERIFIED',
      text(
        '登记账户尚未通过登记机构实名认证，不能申请登记；请先新建“登记账户实名认证”。',
        'The account is not real-name verified by the registrar; it cannot file.',
      ),
      prerequisites.accountLaw,
      'forbidden',
    );
  }
  return undefined;
}

export const noOrganisation = (): Refusal =>
  refuse(
    'ORGANISATION_UNKNOWN',
    text('该账户未归属任何已登记的单位。', 'This account belongs to no registered organisation.'),
    ['BJ-REG-3', 'CQ-REG-3'],
    'forbidden',
  );
