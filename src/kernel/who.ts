import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor, Party, Who } from './types.ts';

/** What the one way in knows about where an actor stands towards a case. */
export interface Standing {
  readonly parties: readonly Party[];
  /** Credit code of the registrar of the case's jurisdiction. */
  readonly registrar: string;
}

export const party = (role: string, key: string): Who => ({ role, party: key });
export const office = (role: string): Who => ({ role, office: true });
export const anyone = (role: string): Who => ({ role });
export const system: Who = { role: 'system' };

/** The places an actor holds in a case: by organisation, or as a citizen by account. */
export function placesOf(actor: Actor, parties: readonly Party[]): string[] {
  const mine = actor.org ? actor.org.code : `account:${actor.accountId}`;
  return parties.filter((p) => p.id === mine).map((p) => p.key);
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
  for (const who of by) {
    if (who.role === 'system' || !actor.roles.includes(who.role)) continue;
    if ('office' in who) {
      if (actor.org?.code !== standing.registrar) continue;
      if (places.length > 0) {
        conflicted = true;
        continue;
      }
    }
    if ('party' in who && !places.includes(who.party)) continue;
    return who;
  }
  return conflicted ? conflictOfInterest() : notYours(law);
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
