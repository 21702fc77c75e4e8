import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor, Party, Who } from './types.ts';

/** What the one way in knows about where an actor stands towards a case. */
export interface Standing {
  readonly parties: readonly Party[];
  /** Credit code of the body that holds the registrar's office of the case's jurisdiction; empty while
   *  nobody does. */
  readonly registrar: string;
  /** Bodies that held the office and lost their status (BJ-REG-23, CQ-REG-22). */
  readonly withdrawn?: readonly string[];
}

export const party = (role: string, key: string): Who => ({ role, party: key });
export const office = (role: string): Who => ({ role, office: true });
export const anyone = (role: string): Who => ({ role });
export const system: Who = { role: 'system' };

/** As what an actor can be a party: the organisation, or for citizens the account; and `person:<id>`
 *  where somebody stands for themselves alone, whatever organisation they belong to. */
export const idsOf = (actor: Actor): readonly [side: string, person: string] => [
  actor.org ? actor.org.code : `account:${actor.accountId}`,
  `person:${actor.accountId}`,
];

/** The places an actor holds in a case: by organisation, as a citizen by account, or in person. */
export function placesOf(actor: Actor, parties: readonly Party[]): string[] {
  const mine = idsOf(actor);
  return parties.filter((p) => mine.includes(p.id)).map((p) => p.key);
}

/** The first way in which this actor may take the act, or why none fits. Deny by default.
 *  An officer never handles a case of their own organisation (promise 6). */
export function mayTake(
  by: readonly Who[],
  actor: Actor,
  standing: Standing,
  law: readonly string[],
): Who | Refusal {
  if (actor.kind === 'system') {
    return by.find((w) => w.role === 'system') ?? notYours(law);
  }
  const places = placesOf(actor, standing.parties);
  let conflicted = false;
  let lost = false;
  for (const who of by) {
    if (who.role === 'system' || !actor.roles.includes(who.role)) continue;
    if ('office' in who) {
      if (actor.org?.code !== standing.registrar) {
        lost ||= standing.withdrawn?.includes(actor.org?.code ?? '') === true;
        continue;
      }
      if (places.length > 0) {
        conflicted = true;
        continue;
      }
    }
    if ('party' in who && !places.includes(who.party)) continue;
    return who;
  }
  if (conflicted) return conflictOfInterest();
  return lost ? statusWithdrawn() : notYours(law);
}

function notYours(law: readonly string[]): Refusal {
  return refuse(
    'ACT_NOT_YOURS',
    text('您的角色或单位无权办理此事项。', 'Your role or organisation may not take this act.'),
    law,
    'forbidden',
  );
}

function conflictOfInterest(): Refusal {
  return refuse(
    'CONFLICT_OF_INTEREST',
    text(
      '本单位是该事项的当事方，经办人员应当回避。',
      'Your organisation is a party to this case; its officers must stand aside.',
    ),
    ['BJ-REG-23', 'CQ-REG-22'],
    'forbidden',
  );
}

function statusWithdrawn(): Refusal {
  return refuse(
    'REGISTRAR_WITHDRAWN',
    text(
      '本单位的登记资格已被取消，不得再办理登记事项；由继任的登记机构办理。',
      'Your organisation has lost its status as registrar; its successor takes this act.',
    ),
    ['NAT-REG-19', 'BJ-REG-23', 'CQ-REG-22'],
    'forbidden',
  );
}
