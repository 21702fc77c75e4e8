import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { upload, type Case, type Office } from './office.ts';

type Guess = (at: Office, c: Case, by: Actor, n: number) => JsonObject;

const WORDS = ['名称与目录不一致', '授权运营已经到期', '材料经核对属实无误'];
const say = (n: number): string => WORDS[n % WORDS.length] ?? '';
const ITEMS = ['explanation', 'proof', 'statement', 'items'];

const both: Readonly<Record<string, Guess>> = {
  notifyIntakeGaps: (_at, _c, _by, n) => ({
    missing: [{ item: ITEMS[n % 3] ?? '', ground: 'incomplete', reason: say(n) }],
  }),
  resubmit: (at, _c, by, n) => ({
    explanation: say(n),
    ...(n % 2 === 0 ? { proof: [upload(at, by)] } : {}),
  }),
  withdraw: (_at, _c, _by, n) => ({ reasons: say(n) }),
};

/** Inputs a sensible person would give in a case about an entry, by procedure and act. */
export const petitionGuesses: Readonly<Record<string, Readonly<Record<string, Guess>>>> = {
  'reg.cancel': {
    ...both,
    complete: () => ({ verified: true }),
    discontinue: (_at, _c, _by, n) => ({ reasons: say(n) }),
  },
  'reg.correct': {
    ...both,
    giveConsent: (at, _c, by) => ({ paper: upload(at, by) }),
    declineConsent: (_at, _c, _by, n) => ({ reasons: say(n) }),
    grant: (_at, _c, _by, n) => ({ finding: say(n), proofShows: n % 2 === 0 }),
    refuseCorrection: (_at, _c, _by, n) => ({ finding: say(n) }),
  },
};

/** What somebody might ask about an entry. */
export function petitionOpenings(
  at: Office,
  by: Actor,
  entry: string,
  n: number,
): readonly (readonly [string, JsonObject])[] {
  const file = upload(at, by);
  const ended = n % 3 === 0;
  return [
    [
      'reg.cancel',
      {
        entry,
        ground: ended ? 'registrant_ended' : 'other_by_law',
        statement: file,
        explanation: say(n),
        proof: [file],
        ...(n % 2 === 0 ? { capacity: 'successor' } : {}),
      },
    ],
    [
      'reg.correct',
      {
        entry,
        items: [{ item: n % 2 === 0 ? 'dataResource.name' : 'subject.contactName', value: say(n) }],
        explanation: say(n),
        proof: [file],
        ...(n % 5 === 0 ? {} : { interest: say(n) }),
      },
    ],
  ];
}
