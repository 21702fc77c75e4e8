import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { LAW } from './renewal-term.ts';

export const notRegistrant = (): Refusal =>
  refuse(
    'NOT_REGISTRANT',
    text(
      '只有该登记的登记主体或者受其委托的代理机构可以申请续展。',
      'Only the registrant of this entry, or its agent, can file for renewal.',
    ),
    LAW,
    'forbidden',
  );

export const renewalOpen = (): Refusal =>
  refuse(
    'RENEWAL_OPEN',
    text('该登记已有一件续展申请在办。', 'A renewal of this entry is under way.'),
    LAW,
    'conflict',
  );

export const gapsStillOpen = (last: string): Refusal =>
  refuse(
    'GAPS_STILL_OPEN',
    text(
      `已一次性告知补充，有效期届满（${last}）前登记主体仍可补充，尚不能不予续展。`,
      `What is wanted was named; until the validity ends on ${last} it can still be supplied.`,
    ),
    LAW,
    'conflict',
  );

export const undeclared = (): Refusal =>
  refuse(
    'CONTENT_UNDECLARED',
    text(
      '请承诺登记内容仍然真实、没有变化；有变化的，先申请变更并填写该变更事项。',
      'Declare that the content is still right; where it is not, file the change and name it.',
    ),
    LAW,
  );

export const changeUnknown = (): Refusal =>
  refuse(
    'CHANGE_UNKNOWN',
    text(
      '所填事项不是对该登记已提交的变更，或者该变更未获登记。',
      'The case named is no change filed for this entry, or it was not registered.',
    ),
    LAW,
  );

export const agreementHalf = (): Refusal =>
  refuse(
    'AGREEMENT_HALF',
    text(
      '新的授权文件和授权终止日期须一并填写。',
      'A new authorisation is filed with its last day, and a last day with its paper.',
    ),
    LAW,
  );

export const agreementNeedless = (): Refusal =>
  refuse(
    'AGREEMENT_NEEDLESS',
    text(
      '数据资源的续展不受授权运营期限限制，无须提交授权文件。',
      'The renewal of a data resource has no authorised term to keep to; no such paper is filed.',
    ),
    LAW,
  );

export const toldBefore = (): Refusal =>
  refuse(
    'GAPS_TOLD_ONCE',
    text(
      '已经一次性告知过需要补充的内容，不得再次告知。',
      'What is wanted was told once already; it may not be told again.',
    ),
    ['BJ-REG-11b', 'NAT-REG-10', 'CQ-REG-16'],
    'conflict',
  );
