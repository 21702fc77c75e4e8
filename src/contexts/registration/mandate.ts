import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import type { Mandate } from './first-state.ts';

/** What is to be filed under a mandate: it may be limited to some procedures and objects. */
export interface Matter {
  readonly procedure: string;
  readonly objectKind: string;
}

/** Why this actor may not file: undefined where a registrant files for itself (`asked` is absent) or
 *  an agent holds a mandate in force today that reaches the matter (BJ-REG-10(1)8, CQ-REG-9).
 *  `facts.mandate` is the mandate that `asked` names; who is filed for is `facts.mandate.principal`. */
export function mandateRefusal(
  actor: Actor,
  asked: string | undefined,
  facts: { readonly mandate: Mandate | null },
  rules: RulePack,
  today: string,
  matter?: Matter,
): Refusal | undefined {
  if (asked === undefined) {
    return actor.roles.includes('registrant') ? undefined : noMandate(rules.profile.agents.law);
  }
  const m = facts.mandate;
  const mine = m && actor.roles.includes('agent') && m.agent === actor.org?.code;
  const live = mine && m.status === 'active' && m.from <= today && today <= m.to;
  if (!live || !rules.profile.agents.allowed) return noMandate(rules.profile.agents.law);
  return matter && !reaches(m, matter) ? mandateTooNarrow(rules.profile.agents.law) : undefined;
}

/** A mandate that names no procedures, or no objects, is for all of them. */
const reaches = (m: Mandate, matter: Matter): boolean =>
  (m.procedures?.includes(matter.procedure) ?? true) &&
  (m.objectKinds?.includes(matter.objectKind) ?? true);

export const noMandate = (law: readonly string[]): Refusal =>
  refuse(
    'MANDATE_NOT_IN_FORCE',
    text(
      '没有有效的委托代理关系：代理机构须持有期限内、双方盖章的委托。',
      'There is no mandate in force: an agent needs one sealed by both sides and within its term.',
    ),
    law,
    'forbidden',
  );

const mandateTooNarrow = (law: readonly string[]): Refusal =>
  refuse(
    'MANDATE_TOO_NARROW',
    text(
      '该事项不在委托范围内：委托书限定了代理的事项或登记对象。',
      'The mandate does not reach this: it is limited to other procedures or objects.',
    ),
    law,
    'forbidden',
  );
