import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import type { DutyState } from './duty-state.ts';

const TIME = ['BJ-REG-10(1)', 'CQ-REG-16', 'NAT-REG-9(1)'];
const LIST = ['BJ-REG-16', 'CQ-REG-5', 'NAT-REG-5'];
const AUTHORITY = ['municipal_data_authority', 'district_data_authority'];

/** A city's authority reaches the whole city, a district's its own district (GB/T 2260). */
const reaches = (actor: Actor, region: string): boolean => {
  const own = actor.org?.region ?? '';
  const city = own.slice(0, 2) === region.slice(0, 2);
  return (
    (actor.roles.includes('municipal_data_authority') && city) ||
    (actor.roles.includes('district_data_authority') && own === region)
  );
};

/** Whether this actor may put something on that holder's list: its own unit, an authority of its
 *  place, or the registrar. */
export function raiserRefusal(
  actor: Actor,
  holder: { readonly code: string; readonly region: string },
): Refusal | undefined {
  const own = actor.org?.code === holder.code;
  if (own) return actor.roles.includes('registrant') ? undefined : ownList();
  // The kernel let an intake officer in as the registrar's; nobody holds that role beside these.
  const officer =
    actor.roles.includes('registrar.intake') &&
    ![...AUTHORITY, 'registrant'].some((role) => actor.roles.includes(role));
  return officer || reaches(actor, holder.region) ? undefined : notYours();
}

/** An authority of another place; whoever holds a place in the case is looked at by the kernel. */
export function outOfReach(state: DutyState, actor: Actor): Refusal | undefined {
  const authority = AUTHORITY.some((role) => actor.roles.includes(role));
  const other = actor.org?.code === state.holder.code || actor.roles.includes('registrar.intake');
  return !authority || other || reaches(actor, state.holder.region) ? undefined : notYours();
}

/** Nobody lets their own unit off. */
export const ownDuty = (state: DutyState, actor: Actor): Refusal | undefined =>
  actor.org?.code === state.holder.code ? ownList() : undefined;

/** Supply counts from the day operation began, and cannot lie ahead (G8). */
export function supplyRefusal(
  suppliedOn: string,
  operationBegan: string | null,
  today: string,
): Refusal | undefined {
  if (suppliedOn > today || (operationBegan ?? '') > today) return dayLater();
  if (operationBegan !== null && suppliedOn < operationBegan) {
    return refuse(
      'SUPPLY_BEFORE_OPERATION',
      text(
        `首次提供或交付日期不能早于开始授权运营日期${operationBegan}。`,
        `The first supply cannot be earlier than the operation, which began on ${operationBegan}.`,
      ),
      TIME,
    );
  }
  return undefined;
}

export const dayLater = (): Refusal =>
  refuse(
    'DAY_LATER',
    text('开始运营、提供或交付日期不能晚于今天。', 'Operation and supply cannot lie ahead.'),
    TIME,
  );

export const holderUnknown = (): Refusal =>
  refuse(
    'HOLDER_UNKNOWN',
    text(
      '没有登记过这一单位：请先由系统管理员登记该单位。',
      'This organisation is not known here: the administrator registers it first.',
    ),
    LIST,
  );

const notYours = (): Refusal =>
  refuse(
    'HOLDER_NOT_YOURS',
    text(
      '只能为本单位，或由本市、本区主管部门和登记机构列明登记义务。',
      'Only the unit itself, the authority of its city or district, or the registrar may do this.',
    ),
    LIST,
    'forbidden',
  );

const ownList = (): Refusal =>
  refuse(
    'OWN_DUTY',
    text(
      '本单位的登记义务，应由登记主体账户列明，由其他机关更正或者解除。',
      'A duty of your own unit is raised by its registrant, and corrected or released by others.',
    ),
    LIST,
    'forbidden',
  );
