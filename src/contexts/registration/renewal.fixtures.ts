import type { JsonObject } from '../../base/json.ts';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import type { Actor } from '../../kernel/types.ts';
import { renewalWindowStart } from '../../law/validity.ts';
import { does, opens, passTo, upload, type Case, type Office } from '../../../test/office.ts';
import { organisations, people, person } from '../../../test/office-people.ts';
import { registered, stateOf, type Plan } from './dossier.fixtures.ts';
import type { RenewalState } from './renewal-state.ts';
import type { RevocationState } from './revocation-state.ts';

export const validToOf = (entry: Case): string => stateOf(entry).result?.validTo ?? '';

/** The first day of the renewal window of this entry. */
export const windowOf = (at: Office, entry: Case): string => {
  const length = at.rules.profile.clocks.renewalWindow?.length;
  return renewalWindowStart(orThrowDate(validToOf(entry)), length && 'n' in length ? length.n : 0);
};

/** 已登记，进入续展期的第一天。 */
export function expiring(at: Office, plan: Plan = {}): Case {
  const entry = registered(at, plan);
  passTo(at, windowOf(at, entry));
  return entry;
}

/** 授权协议比三年短的产品：登记到协议期满为止。 */
export const SHORT: Plan = {
  objectKind: 'product',
  items: { 'product.agreementTo': '2026-12-31' },
};

export const asked = (entry: Case, more: JsonObject = {}): JsonObject => ({
  entry: entry.id,
  months: 36,
  unchanged: true,
  ...more,
});

/** 新的授权协议，到这一天为止。 */
export const agreed = (at: Office, by: Actor, agreementTo: string): JsonObject => ({
  agreementTo,
  agreement: upload(at, by),
});

/** 已申请续展。 */
export const filedRenewal = (
  at: Office,
  entry: Case,
  by: Actor = people.filer,
  more: JsonObject = {},
): Case => opens(at, 'reg.renew', by, asked(entry, more));

export const checked = { checked: true };
export const why = { reasons: '经核对，理由如下所述' };

export const renewalOf = (c: Case): RenewalState => c.still.state as unknown as RenewalState;
export const revocationOf = (c: Case): RevocationState =>
  c.still.state as unknown as RevocationState;

/** 一件北京资源的续展，在续展程序的每一个状态。 */
export const everyRenewal: Readonly<Record<string, (at: Office) => Case>> = {
  renewal_pending: (at) => filedRenewal(at, expiring(at)),
  gap: (at) => does(at, filedRenewal(at, expiring(at)), people.issue, 'notifyGaps', why),
  RENEWED: (at) => does(at, filedRenewal(at, expiring(at)), people.issue, 'approve', checked),
  REFUSED: (at) => does(at, filedRenewal(at, expiring(at)), people.issue, 'refuse', why),
  WITHDRAWN: (at) => does(at, filedRenewal(at, expiring(at)), people.filer, 'withdraw', why),
  CLOSED: (at) => {
    const entry = expiring(at);
    const c = filedRenewal(at, entry);
    revoked(at, entry);
    return c;
  },
};

/** 没有经手登记的另一位审核人员。 */
export const inspector = person('核查员', organisations.beijingRegistrar, 'registrar.review');

export const ANSWER_DAYS = 15;
const answerBy = (at: Office) => ({ answerBy: addDays(orThrowDate(at.today), ANSWER_DAYS) });

export const accusing = (
  at: Office,
  entry: Case,
  by: Actor,
  more: JsonObject = {},
): JsonObject => ({
  entry: entry.id,
  ground: 'concealment_or_falsehood',
  source: 'report',
  facts: '数据来源证明与备案记录不符',
  evidence: [upload(at, by)],
  reporter: '市民来信，编号一二三',
  ...more,
});

/** 已立案。 */
export const investigated = (at: Office, entry: Case): Case =>
  opens(at, 'reg.revoke', inspector, accusing(at, entry, inspector));

export const told = (at: Office, entry: Case): Case =>
  does(at, investigated(at, entry), inspector, 'notifyRegistrant', answerBy(at));

export const found = (at: Office, by: Actor): JsonObject => ({
  findings: '来源证明系事后补造，情况属实',
  evidence: [upload(at, by)],
});

/** 登记主体已陈述，事实已认定。 */
export function verified(at: Office, entry: Case): Case {
  const c = told(at, entry);
  const { filer } = people;
  does(at, c, filer, 'fileStatement', { statement: '材料系误传，已更正', evidence: [] });
  return does(at, c, inspector, 'confirmFacts', found(at, inspector));
}

export const revoked = (at: Office, entry: Case): Case =>
  does(at, verified(at, entry), people.issue, 'revoke', why);

/** 一件撤销调查，在撤销程序的每一个状态。 */
export const everyRevocation: Readonly<Record<string, (at: Office) => Case>> = {
  verifying: (at) => told(at, registered(at)),
  verified: (at) => verified(at, registered(at)),
  REVOKED: (at) => revoked(at, registered(at)),
  CLOSED: (at) => does(at, told(at, registered(at)), inspector, 'dismiss', why),
};
