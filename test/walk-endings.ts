import type { JsonObject } from '../src/base/json.ts';
import { addDays, orThrowDate } from '../src/base/plain-date.ts';
import type { Actor } from '../src/kernel/types.ts';
import { upload, type Case, type Office } from './office.ts';

type Guess = (at: Office, c: Case, by: Actor, n: number) => JsonObject;

const WORDS = ['经核对，材料与登记一致', '授权运营已经延长', '来源证明与备案不符'];
const say = (n: number): string => WORDS[n % WORDS.length] ?? '';
const reasons: Guess = (_at, _c, _by, n) => ({ reasons: say(n) });
const later = (at: Office, n: number): string => addDays(orThrowDate(at.today), n % 40);

/** The paper of a new term, mostly with its last day. */
const agreed = (at: Office, by: Actor, n: number): JsonObject =>
  n % 3 === 0
    ? {}
    : { agreement: upload(at, by), ...(n % 7 === 0 ? {} : { agreementTo: later(at, n * 31) }) };

/** Inputs a sensible person would give in a renewal or a revocation, by procedure and act. */
export const endingGuesses: Readonly<Record<string, Readonly<Record<string, Guess>>>> = {
  'reg.renew': {
    notifyGaps: reasons,
    resubmit: (at, _c, by, n) => ({ months: (n % 40) + 1, ...agreed(at, by, n) }),
    approve: () => ({ checked: true }),
    refuse: reasons,
    withdraw: reasons,
  },
  'reg.revoke': {
    notifyRegistrant: (at, _c, _by, n) => ({ answerBy: later(at, n) }),
    fileStatement: (at, _c, by, n) => ({ statement: say(n), evidence: [upload(at, by)] }),
    confirmFacts: (at, _c, by, n) => ({ findings: say(n), evidence: [upload(at, by)] }),
    revoke: reasons,
    dismiss: reasons,
  },
};

/** What somebody might ask about an entry, or the office open against it. */
export function endingOpenings(
  at: Office,
  by: Actor,
  entry: string,
  n: number,
): readonly (readonly [string, JsonObject])[] {
  const ground = at.rules.profile.revocationGrounds[n % 5]?.id ?? 'slow';
  const renewal = { entry, months: (n % 40) + 1, unchanged: n % 4 !== 0, ...agreed(at, by, n) };
  const source = n % 2 === 0 ? 'own' : 'report';
  return [
    ['reg.renew', renewal],
    ['reg.revoke', { entry, ground, source, facts: say(n), evidence: [upload(at, by)] }],
  ];
}
