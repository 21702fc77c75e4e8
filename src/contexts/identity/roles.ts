import { text, type Text } from '../../base/text.ts';

export type RoleGroup =
  | 'applicant'
  | 'service'
  | 'registrar'
  | 'authority'
  | 'supervisor'
  | 'audit'
  | 'admin';

/** A role of the requirement map B1, as people and the permission matrix read it. */
export interface Role {
  readonly id: string;
  readonly title: Text;
  readonly group: RoleGroup;
  /** Articles the role rests on; standards are cited by their number. */
  readonly articles: readonly string[];
  readonly may: Text;
  readonly never: Text;
  /** The role acts for an organisation: an account without one cannot hold it. */
  readonly needsOrganisation: boolean;
}

const LEVEL_3 = 'GB/T 22239-2019 8.1.4';

/** Every role an account can hold. Nothing else is ever granted. */
export const roles = [
  {
    id: 'registrant',
    title: text('登记主体', 'Registrant'),
    group: 'applicant',
    articles: ['NAT-REG-3', 'BJ-REG-3', 'BJ-REG-8', 'BJ-REG-10', 'CQ-REG-3', 'CQ-REG-8'],
    may: text(
      '为本单位的资源、产品和服务申请登记，委托代理，答复异议。',
      'Files for the resources and products of their organisation, engages agents, answers objections.',
    ),
    never: text(
      '不得隐瞒事实、提供虚假材料，不得篡改、伪造登记结果。',
      'Hides no fact, hands in nothing false, alters or forges no result.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'registrant_reviewer',
    title: text('登记主体内部审核人', 'Internal reviewer of a registrant'),
    group: 'applicant',
    articles: ['BJ-REG-8', 'CQ-REG-8'],
    may: text('在申请前对本单位材料作业务审核。', 'Reviews the dossier inside the organisation.'),
    never: text('不得审核自己填报的申请。', 'Never reviews what they filled in themselves.'),
    needsOrganisation: true,
  },
  {
    id: 'agent',
    title: text('代理机构', 'Agent'),
    group: 'applicant',
    articles: ['NAT-REG-9', 'BJ-REG-8', 'BJ-REG-10(1)8', 'CQ-REG-9'],
    may: text(
      '持双方盖章的委托，在期限内代为申请。',
      'Files for a registrant under a sealed mandate within its term.',
    ),
    never: text(
      '不得超出委托的事项和期限，不得在同一事项中兼任第三方评估。',
      'Never acts outside the mandate or its term, nor assesses the case they file.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'objector',
    title: text('异议人', 'Objector'),
    group: 'applicant',
    articles: ['NAT-REG-12', 'BJ-REG-14', 'CQ-REG-16'],
    may: text('公示期内实名提出异议并举证。', 'Objects during the notice, under their real name.'),
    never: text('不得匿名或逾期提出异议。', 'Never objects anonymously or after the notice.'),
    needsOrganisation: false,
  },
  {
    id: 'third_party_service',
    title: text('第三方专业服务机构', 'Third-party service'),
    group: 'service',
    articles: ['BJ-REG-10(1)7', 'CQ-REG-12', 'CQ-REG-13', 'CQ-REG-14'],
    may: text(
      '受托存证、出具存证证明和风险评估。',
      'Deposits evidence, certifies deposits and assesses risk when engaged.',
    ),
    never: text(
      '不得与登记机构、登记主体重合或者有隶属、关联关系。',
      'Is never the registrar or the registrant, nor dependent on or affiliated with either.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'registrar.intake',
    title: text('登记机构受理人员', 'Intake officer'),
    group: 'registrar',
    articles: ['NAT-REG-10', 'BJ-REG-5', 'BJ-REG-11', 'CQ-REG-7', 'CQ-REG-11'],
    may: text(
      '受理、一次性告知补正、不予受理，核验实名账户。',
      'Accepts, tells gaps once, refuses acceptance, verifies real-name accounts.',
    ),
    never: text(
      '不得办理本人受理事项的异议。',
      'Never decides an objection to what they accepted.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'registrar.review',
    title: text('登记机构审核人员', 'Review officer'),
    group: 'registrar',
    articles: ['NAT-REG-11', 'BJ-REG-12', 'CQ-REG-16'],
    may: text('形式审核，列明补正，提出结论。', 'Reviews the form, lists gaps, concludes.'),
    never: text(
      '不得审核本单位为当事方的事项。',
      'Never reviews a case of their own organisation.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'registrar.objection',
    title: text('登记机构异议处理人员', 'Objection officer'),
    group: 'registrar',
    articles: ['NAT-REG-12', 'BJ-REG-14', 'BJ-REG-15', 'CQ-REG-16'],
    may: text('告知登记主体、审查异议、作出决定。', 'Tells the registrant, examines and decides.'),
    never: text('不得兼任受理人员。', 'Is never an intake officer as well.'),
    needsOrganisation: true,
  },
  {
    id: 'registrar.issue',
    title: text('登记机构赋码发证人员', 'Issuing officer'),
    group: 'registrar',
    articles: ['NAT-REG-13', 'BJ-REG-13', 'BJ-REG-15', 'CQ-REG-17'],
    may: text(
      '发布公示、赋码、发放登记结果。',
      'Publishes notices, assigns codes, issues results.',
    ),
    never: text(
      '不得虚假登记，不得复制、篡改、伪造登记结果。',
      'Registers nothing falsely; alters or forges no result.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'municipal_data_authority',
    title: text('市数据主管部门', 'Municipal data authority'),
    group: 'authority',
    articles: ['BJ-REG-16', 'BJ-REG-21', 'BJ-REG-22', 'CQ-REG-5', 'CQ-REG-6', 'CQ-REG-21'],
    may: text(
      '统筹、监督、评价登记机构，列明登记义务。',
      'Coordinates, supervises and evaluates the registrar; lists duties to register.',
    ),
    never: text('不得代替登记机构办理个案。', 'Never decides a case in place of the registrar.'),
    needsOrganisation: true,
  },
  {
    id: 'district_data_authority',
    title: text('区（县）数据主管部门', 'District data authority'),
    group: 'authority',
    articles: ['BJ-REG-16', 'BJ-REG-21', 'CQ-REG-5', 'CQ-REG-6'],
    may: text(
      '组织、指导本区登记主体，列明其登记义务。',
      'Organises and guides the registrants of its district, and lists their duties to register.',
    ),
    never: text(
      '不得查看其他区的材料，不得作出登记决定。',
      'Never sees dossiers of other districts; never decides.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'supervisor_cac',
    title: text('网信部门', 'Cyberspace administration'),
    group: 'supervisor',
    articles: ['BJ-REG-21', 'CQ-REG-5'],
    may: text('依职责协同监督，查阅登记信息。', 'Supervises jointly within its duties; reads.'),
    never: text('不得办理登记事项。', 'Takes no act in a case.'),
    needsOrganisation: true,
  },
  {
    id: 'supervisor_police',
    title: text('公安机关', 'Public security'),
    group: 'supervisor',
    articles: ['BJ-REG-21', 'CQ-REG-5'],
    may: text('依职责协同监督，查阅登记信息。', 'Supervises jointly within its duties; reads.'),
    never: text('不得办理登记事项。', 'Takes no act in a case.'),
    needsOrganisation: true,
  },
  {
    id: 'supervisor_finance',
    title: text('财政部门', 'Finance'),
    group: 'supervisor',
    articles: ['BJ-REG-21', 'CQ-REG-5'],
    may: text('依职责协同监督，查阅登记信息。', 'Supervises jointly within its duties; reads.'),
    never: text('不得办理登记事项。', 'Takes no act in a case.'),
    needsOrganisation: true,
  },
  {
    id: 'auditor',
    title: text('审计人员', 'Auditor'),
    group: 'audit',
    articles: ['BJ-REG-20', 'BJ-REG-21'],
    may: text(
      '查阅登记信息和操作日志，导出审计数据。',
      'Reads the register and the operations log, exports audit data.',
    ),
    never: text('只读，不得办理任何事项。', 'Only reads; takes no act.'),
    needsOrganisation: true,
  },
  {
    id: 'admin.system',
    title: text('系统管理员', 'System administrator'),
    group: 'admin',
    articles: ['BJ-REG-20', LEVEL_3],
    may: text(
      '登记单位、开立账户、维护系统。',
      'Enters organisations, opens accounts, runs the system.',
    ),
    never: text(
      '不得授权，不得办理登记事项。',
      'Never grants roles; never takes an act in a case.',
    ),
    needsOrganisation: true,
  },
  {
    id: 'admin.security',
    title: text('安全管理员', 'Security administrator'),
    group: 'admin',
    articles: ['BJ-REG-20', LEVEL_3],
    may: text('授予和收回角色，启用、停用账户。', 'Grants and withdraws roles, enables accounts.'),
    never: text('不得开立账户，不得办理登记事项。', 'Never opens accounts; never acts in a case.'),
    needsOrganisation: true,
  },
  {
    id: 'admin.audit',
    title: text('审计管理员', 'Audit administrator'),
    group: 'admin',
    articles: ['BJ-REG-20', LEVEL_3],
    may: text('查阅操作日志。', 'Reads the operations log.'),
    never: text(
      '不得开户、授权，不得办理登记事项。',
      'Never opens accounts or grants roles; never acts in a case.',
    ),
    needsOrganisation: true,
  },
] as const satisfies readonly Role[];

export type RoleId = (typeof roles)[number]['id'];

const byId: ReadonlyMap<string, Role> = new Map(roles.map((role) => [role.id, role]));

export const roleById = (id: string): Role | undefined => byId.get(id);

/** Roles whose holder signs in with two factors and a longer password: registrar and admins. */
export const isPrivileged = (held: readonly string[]): boolean =>
  held.some((id) => id.startsWith('registrar.') || id.startsWith('admin.'));
