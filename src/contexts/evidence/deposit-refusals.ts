import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Conflict } from './independence.ts';
import { DEPOSIT_LAW, THIRD_LAW } from './deposit-state.ts';

export const noOrganisation = (): Refusal =>
  refuse(
    'ORGANISATION_UNKNOWN',
    text('该账户未归属任何已登记的单位。', 'This account belongs to no registered organisation.'),
    DEPOSIT_LAW,
    'forbidden',
  );

export const modeNotHere = (): Refusal =>
  refuse(
    'DEPOSIT_MODE',
    text('本地规则不接受这一存证方式。', 'The rules here do not take this way of deposit.'),
    DEPOSIT_LAW,
  );

export const selfNeedsNobody = (): Refusal =>
  refuse(
    'DEPOSIT_IS_OWN',
    text('自行存证，不委托第三方。', 'This deposit is made by oneself; nobody is engaged.'),
    DEPOSIT_LAW,
    'conflict',
  );

export const nobodyEngaged = (): Refusal =>
  refuse(
    'SERVICE_NOT_ENGAGED',
    text('第三方存证须先委托存证机构。', 'A third-party deposit needs its service engaged first.'),
    THIRD_LAW,
    'conflict',
  );

export const notRegistered = (): Refusal =>
  refuse(
    'SERVICE_NOT_REGISTERED',
    text(
      '该机构没有第三方服务登记，或者登记尚未确认、已停止受托，不能存证和出具证明。',
      'This body is not in the register of services, is not confirmed, or was barred: it cannot deposit or sign.',
    ),
    THIRD_LAW,
  );

const SIDES = {
  registrar: text('登记机构', 'the registrar'),
  registrant: text('登记主体', 'the registrant'),
};
const KINDS = {
  overlap: text('重合', 'overlap'),
  subordinate: text('隶属', 'subordination'),
  affiliated: text('关联', 'affiliation'),
};

export function notIndependent(found: readonly Conflict[]): Refusal {
  const zh = found.map((c) => `与${SIDES[c.with].zh}${KINDS[c.kind].zh}`).join('、');
  const en = found.map((c) => `${KINDS[c.kind].en} with ${SIDES[c.with].en}`).join(', ');
  return refuse(
    'SERVICE_NOT_INDEPENDENT',
    text(`该机构不独立：${zh}。`, `This service is not independent: ${en}.`),
    THIRD_LAW,
    'conflict',
  );
}

export const notTheAuthor = (): Refusal =>
  refuse(
    'PROOF_AUTHOR',
    text(
      '自行存证由登记主体出具证明，第三方存证由受托机构出具证明。',
      'The registrant proves its own deposit; the service engaged proves the one it made.',
    ),
    DEPOSIT_LAW,
    'forbidden',
  );

export const burdenMissing = (): Refusal =>
  refuse(
    'BURDEN_OF_PROOF',
    text(
      '自行存证的，须确认由登记主体承担证明责任。',
      'Who deposits for oneself must acknowledge the burden of proof.',
    ),
    DEPOSIT_LAW,
  );

export const fileUnknown = (): Refusal =>
  refuse(
    'FILE_UNKNOWN',
    text('所引用的文件不存在或不属于本单位。', 'The file does not exist or is not yours.'),
    DEPOSIT_LAW,
  );

export const timestampUnusable = (fault: string): Refusal =>
  refuse(
    'TIMESTAMP_UNUSABLE',
    text('时间戳读不出来或者签名不成立。', 'The time-stamp is malformed or its signature fails.'),
    DEPOSIT_LAW,
    'unprocessable',
    { fault },
  );

export const timestampOfOther = (): Refusal =>
  refuse(
    'TIMESTAMP_OTHER_DATA',
    text('时间戳不是对这份清单签发的。', 'The time-stamp is not over this manifest.'),
    DEPOSIT_LAW,
  );

export const timestampUntrusted = (): Refusal =>
  refuse(
    'TIMESTAMP_UNTRUSTED',
    text('时间戳由本平台不信任的机构签发。', 'The time-stamp is by an authority not trusted here.'),
    DEPOSIT_LAW,
  );

export const timestampLater = (): Refusal =>
  refuse(
    'TIMESTAMP_FUTURE',
    text('时间戳的时间晚于现在。', 'The time-stamp is from the future.'),
    DEPOSIT_LAW,
  );
