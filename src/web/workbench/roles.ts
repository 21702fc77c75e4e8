import { text, type Text } from '../../base/text.ts';

/** Roles as people read them; an id that is not here is shown as it is. */
const ROLES: Readonly<Record<string, Text>> = {
  registrant: text('登记主体', 'Registrant'),
  registrant_reviewer: text('内部审核人', 'Internal reviewer'),
  agent: text('代理机构', 'Agent'),
  objector: text('异议人', 'Objector'),
  third_party_service: text('第三方服务机构', 'Third-party service'),
  'registrar.intake': text('受理人员', 'Intake officer'),
  'registrar.review': text('审核人员', 'Review officer'),
  'registrar.objection': text('异议处理人员', 'Objection officer'),
  'registrar.issue': text('赋码发证人员', 'Issuing officer'),
  municipal_data_authority: text('市数据主管部门', 'Municipal data authority'),
  district_data_authority: text('区（县）数据主管部门', 'District data authority'),
  supervisor_cac: text('网信部门', 'Cyberspace administration'),
  supervisor_police: text('公安机关', 'Public security'),
  supervisor_finance: text('财政部门', 'Finance'),
  auditor: text('审计人员', 'Auditor'),
  'admin.system': text('系统管理员', 'System administrator'),
  'admin.security': text('安全管理员', 'Security administrator'),
  'admin.audit': text('审计管理员', 'Audit administrator'),
  reporter: text('举报人', 'Reporter'),
  office: text('登记机构', 'The registrar'),
  system: text('系统', 'The system'),
};

export const roleTitle = (id: string): Text => ROLES[id] ?? text(id, id);

/** The roles an account can be given. */
export const grantable: readonly string[] = Object.keys(ROLES).filter(
  (id) => !['reporter', 'office', 'system'].includes(id),
);

interface Duty {
  readonly may: Text;
  readonly never: Text;
}

/** What the holders of the consoles may do, and what they never may (GB/T 22239-2019 8.1.4). */
const DUTIES: Readonly<Record<string, Duty>> = {
  'admin.system': {
    may: text(
      '登记单位、开立账户、重置密码、导入工作日历和目录清单。',
      'Registers organisations, opens accounts, resets passwords, loads calendars and catalogue lists.',
    ),
    never: text(
      '不得授予角色，不得办理登记事项。',
      'Never grants roles; never takes an act in a case.',
    ),
  },
  'admin.security': {
    may: text(
      '授予和收回角色，启用和停用账户，结束会话，解除遗失的身份验证器。',
      'Grants and withdraws roles, opens and closes accounts, ends sessions, takes lost authenticators away.',
    ),
    never: text(
      '不得开立账户，不得办理登记事项。',
      'Never creates accounts; never takes an act in a case.',
    ),
  },
  'admin.audit': {
    may: text('查阅操作日志和账户清单。', 'Reads the operations log and the list of accounts.'),
    never: text(
      '不得更改任何账户，不得办理登记事项。',
      'Changes no account; never takes an act in a case.',
    ),
  },
  auditor: {
    may: text(
      '查阅登记信息和操作日志，导出审计数据。',
      'Reads the register and the operations log, exports audit data.',
    ),
    never: text('只读，不得办理任何事项。', 'Only reads; takes no act.'),
  },
};

export const dutyOf = (role: string): Duty | undefined => DUTIES[role];

/** Cases of a jurisdiction as the switch names it. */
const PLACES: Readonly<Record<string, Text>> = {
  beijing: text('北京', 'Beijing'),
  chongqing: text('重庆', 'Chongqing'),
};

export const placeTitle = (id: string): Text => PLACES[id] ?? text(id, id);
