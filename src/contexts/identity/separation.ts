import { refuse, type Refusal } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';
import { roleById, roles, type RoleGroup, type RoleId } from './roles.ts';

type Side = { readonly role: RoleId } | { readonly group: RoleGroup };

/** Two sides that never meet. `within` says where: in one person, or in one organisation too. */
interface Separation {
  readonly one: Side;
  readonly other: readonly Side[];
  readonly within: 'person' | 'organisation';
  readonly law: readonly string[];
  readonly why: Text;
}

const group = (name: RoleGroup): Side => ({ group: name });
const role = (id: RoleId): Side => ({ role: id });
const LEVEL_3 = ['GB/T 22239-2019 8.1.4'];

/** The separation rules of the requirement map B4 and of level 3 protection. What depends on one
 *  case (the filer is not its reviewer, the acceptor not its judge) is checked by that act. */
export const separations: readonly Separation[] = [
  {
    one: group('admin'),
    other: [
      group('applicant'),
      group('service'),
      group('registrar'),
      group('authority'),
      group('supervisor'),
      group('audit'),
    ],
    within: 'person',
    law: LEVEL_3,
    why: text('管理员不得兼任任何业务角色', 'an administrator holds no other role'),
  },
  {
    one: group('admin'),
    other: [group('admin')],
    within: 'person',
    law: LEVEL_3,
    why: text(
      '系统、安全、审计管理员须由三人分别担任',
      'system, security and audit administrators are three people',
    ),
  },
  {
    one: role('third_party_service'),
    other: [group('registrar')],
    within: 'organisation',
    law: ['CQ-REG-14'],
    why: text(
      '第三方专业服务机构不得与登记机构重合',
      'a third-party service is never the registrar',
    ),
  },
  {
    one: role('third_party_service'),
    other: [role('registrant'), role('registrant_reviewer')],
    within: 'person',
    law: ['CQ-REG-14'],
    why: text(
      '第三方专业服务人员不得兼任登记主体人员',
      'a third-party service is never the registrant',
    ),
  },
  {
    one: group('registrar'),
    other: [group('applicant')],
    within: 'person',
    law: ['BJ-REG-23', 'CQ-REG-22'],
    why: text(
      '登记机构经办人员不得同时代表申请人、代理人或异议人',
      'an officer of the registrar never stands on the side of an applicant, agent or objector',
    ),
  },
  {
    one: role('registrar.intake'),
    other: [role('registrar.objection')],
    within: 'person',
    law: ['BJ-REG-14', 'CQ-REG-16'],
    why: text(
      '受理人员与异议处理人员应当分设',
      'the officer who accepts does not decide the objection',
    ),
  },
  {
    one: group('registrar'),
    other: [group('authority'), group('supervisor')],
    within: 'person',
    law: ['BJ-REG-21', 'BJ-REG-22', 'CQ-REG-21'],
    why: text(
      '监督机关人员不得办理登记个案',
      'a supervising body does not handle the cases it supervises',
    ),
  },
  {
    one: group('audit'),
    other: [
      group('applicant'),
      group('service'),
      group('registrar'),
      group('authority'),
      group('supervisor'),
    ],
    within: 'person',
    law: ['BJ-REG-20'],
    why: text('审计人员只读，不得兼任其他角色', 'an auditor only reads and holds no other role'),
  },
];

const stands = (side: Side, id: string): boolean =>
  'role' in side ? side.role === id : roleById(id)?.group === side.group;

function meeting(
  s: Separation,
  ones: readonly string[],
  others: readonly string[],
): readonly [string, string] | undefined {
  for (const a of ones) {
    if (!stands(s.one, a)) continue;
    const b = others.find((id) => id !== a && s.other.some((side) => stands(side, id)));
    if (b !== undefined) return [a, b];
  }
  return undefined;
}

/** Whether one person may hold these roles together. Codes: ROLE_UNKNOWN, ROLES_CONFLICT. */
export function rolesConflict(held: readonly string[]): Refusal | undefined {
  if (held.length > roles.length || held.some((id) => !roleById(id))) return unknownRole();
  for (const rule of separations) {
    const met = meeting(rule, held, held);
    if (met) return conflict(rule, met, 'person');
  }
  return undefined;
}

/** Whether an account with these roles may stand in an organisation whose accounts hold `others`. */
export function organisationConflict(
  held: readonly string[],
  others: readonly string[],
): Refusal | undefined {
  for (const rule of separations) {
    if (rule.within === 'person') continue;
    const met = meeting(rule, held, others) ?? meeting(rule, others, held);
    if (met) return conflict(rule, met, 'organisation');
  }
  return undefined;
}

/** A role that acts for an organisation needs one. Code: ROLE_NEEDS_ORGANISATION. */
export function organisationMissing(
  held: readonly string[],
  org: string | null,
): Refusal | undefined {
  const needy = org === null ? held.find((id) => roleById(id)?.needsOrganisation) : undefined;
  const title = needy === undefined ? undefined : roleById(needy)?.title;
  return (
    title &&
    refuse(
      'ROLE_NEEDS_ORGANISATION',
      text(
        `“${title.zh}”须归属单位，该账户未归属任何单位。`,
        `"${title.en}" acts for an organisation; this account belongs to none.`,
      ),
    )
  );
}

function conflict(
  rule: Separation,
  [a, b]: readonly [string, string],
  where: Separation['within'],
): Refusal {
  const [one, other] = [roleById(a)?.title, roleById(b)?.title];
  const who =
    where === 'person' ? text('同一人', 'One person') : text('同一单位', 'One organisation');
  return refuse(
    'ROLES_CONFLICT',
    text(
      `${who.zh}不能同时担任“${one?.zh}”和“${other?.zh}”：${rule.why.zh}。`,
      `${who.en} cannot hold "${one?.en}" and "${other?.en}": ${rule.why.en}.`,
    ),
    rule.law,
    'unprocessable',
    { roles: [a, b] },
  );
}

const unknownRole = (): Refusal =>
  refuse(
    'ROLE_UNKNOWN',
    text('角色不存在，请从角色表中选择。', 'No such role; choose from the table.'),
  );
