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
  office: text('登记机构', 'The registrar'),
  system: text('系统', 'The system'),
};

export const roleTitle = (id: string): Text => ROLES[id] ?? text(id, id);

/** Cases of a jurisdiction as the switch names it. */
const PLACES: Readonly<Record<string, Text>> = {
  beijing: text('北京', 'Beijing'),
  chongqing: text('重庆', 'Chongqing'),
};

export const placeTitle = (id: string): Text => PLACES[id] ?? text(id, id);
