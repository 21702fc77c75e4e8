import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { RulePack } from '../../law/types.ts';

export const LAW = ['NAT-REG-20', 'BJ-REG-24', 'CQ-REG-23'];

export const entryUnknown = (): Refusal =>
  refuse(
    'ENTRY_UNKNOWN',
    text(
      '本地登记簿中没有这一登记：请核对登记编码和办理城市。',
      'The register of this place has no such entry: check the code and the city.',
    ),
    LAW,
    'unknown',
  );

export const alreadyRevoked = (): Refusal =>
  refuse(
    'ENTRY_REVOKED',
    text('该登记已被撤销。', 'The entry has been revoked already.'),
    LAW,
    'conflict',
  );

export const underWay = (): Refusal =>
  refuse(
    'REVOCATION_OPEN',
    text('对该登记已有一件撤销调查在办。', 'An investigation of this entry is under way.'),
    LAW,
    'conflict',
  );

export function groundNotListed(rules: RulePack): Refusal {
  const grounds = rules.profile.revocationGrounds;
  return refuse(
    'GROUND_NOT_LISTED',
    text(
      `只能依规则列明的情形：${grounds.map((g) => g.label.zh).join('、')}。`,
      `Only the listed grounds: ${grounds.map((g) => g.label.en).join(', ')}.`,
    ),
    [...new Set(grounds.flatMap((g) => g.law))],
  );
}

export const ownEntry = (): Refusal =>
  refuse(
    'CONFLICT_OF_INTEREST',
    text(
      '本单位是该登记的登记主体，经办人员应当回避。',
      'Your organisation is the registrant of this entry; its officers must stand aside.',
    ),
    ['BJ-REG-23', 'CQ-REG-22'],
    'forbidden',
  );

export const sameOfficer = (): Refusal =>
  refuse(
    'SAME_OFFICER',
    text(
      '受理或者审核过该登记的人员不得核实、决定撤销；撤销由立案、核实以外的人员决定。',
      'Whoever accepted or reviewed the registration neither verifies nor revokes; who opened or verified does not revoke.',
    ),
    ['NAT-REG-6', 'BJ-REG-24', 'CQ-REG-7'],
    'forbidden',
  );

export const notNotified = (): Refusal =>
  refuse(
    'REGISTRANT_NOT_NOTIFIED',
    text(
      '尚未告知登记主体并给予陈述的时间，不得认定事实。',
      'The registrant was not told and given time to answer; nothing can be found against it.',
    ),
    LAW,
    'conflict',
  );

export const stillTime = (answerBy: string): Refusal =>
  refuse(
    'STATEMENT_STILL_POSSIBLE',
    text(
      `登记主体在${answerBy}当日及以前可以陈述，尚未陈述的，次日起才能认定事实。`,
      `The registrant may answer until ${answerBy}; without an answer, facts can be found from the day after.`,
    ),
    LAW,
    'conflict',
  );

export const answerTooSoon = (than: string): Refusal =>
  refuse(
    'ANSWER_TOO_SOON',
    text(`陈述的最后一日须晚于${than}。`, `The last day to answer must be later than ${than}.`),
    LAW,
  );

export const enoughSaid = (): Refusal =>
  refuse(
    'STATEMENTS_FULL',
    text('陈述次数已满，请联系登记机构。', 'No more statements are taken; ask the registrar.'),
    LAW,
    'tooMany',
  );
