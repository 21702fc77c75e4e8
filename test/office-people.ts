import { creditCheck, organisationCheck } from '../src/base/check-digits.ts';
import type { Organisation } from '../src/contexts/registration/first-state.ts';
import type { Actor } from '../src/kernel/types.ts';

/** A made-up organisation whose credit code passes the check of GB 32100. */
function organisation(name: string, kind: string, region: string, serial: string): Organisation {
  const body = `MA0${serial}`;
  const rank = kind === 'party_gov_organ' ? '11' : '91';
  const seventeen = `${rank}${region}${body}${organisationCheck(body)}`;
  const code = `${seventeen}${creditCheck(seventeen)}`;
  return { code, name, kind, region, realName: 'verified' };
}

const registrar = (code: string, name: string, region: string): Organisation => ({
  code,
  name,
  kind: 'public_institution',
  region,
  realName: 'verified',
});

export const organisations = {
  transport: organisation('北京市示例交通委员会', 'party_gov_organ', '110101', '00A01'),
  planning: organisation('北京市示例规划委员会', 'party_gov_organ', '110102', '00A02'),
  operator: organisation('北京示例数据运营有限公司', 'enterprise', '110108', '00A03'),
  club: organisation('北京示例数据合伙企业', 'unincorporated', '110108', '00A04'),
  agency: organisation('北京示例代理服务有限公司', 'enterprise', '110105', '00A05'),
  rival: organisation('北京示例停车科技有限公司', 'enterprise', '110106', '00A06'),
  assessor: organisation('示例安全评估有限公司', 'enterprise', '110107', '00A07'),
  chongqingBureau: organisation('重庆市示例交通局', 'party_gov_organ', '500103', '00B01'),
  chongqingOperator: organisation('重庆示例数据运营有限公司', 'enterprise', '500105', '00B02'),
  chongqingClub: organisation('重庆示例数据合伙企业', 'unincorporated', '500106', '00B03'),
  chongqingNotary: organisation('重庆示例存证有限公司', 'enterprise', '500107', '00B05'),
  beijingRegistrar: registrar('12110000MB1B45614X', '北京市大数据中心', '110000'),
  chongqingRegistrar: registrar('12500000MB0YX0001G', '重庆登记机构（演示）', '500000'),
};

export function person(accountId: string, org: Organisation | null, ...roles: string[]): Actor {
  return {
    kind: 'person',
    accountId,
    name: accountId,
    realName: true,
    org: org && { code: org.code, name: org.name, region: org.region },
    roles,
  };
}

export const system: Actor = { ...person('system', null), kind: 'system' };

const o = organisations;

/** Who goes in and out of the two offices. */
export const people = {
  /** 北京登记主体的填报人员、审核人员。 */
  filer: person('填报员', o.transport, 'registrant'),
  reviewer: person('审核员', o.transport, 'registrant_reviewer'),
  /** 一人兼填报和审核。 */
  both: person('填报兼审核员', o.transport, 'registrant', 'registrant_reviewer'),
  operator: person('运营填报员', o.operator, 'registrant'),
  operatorReviewer: person('运营审核员', o.operator, 'registrant_reviewer'),
  coOwner: person('共有方', o.planning, 'registrant'),
  agent: person('代理员', o.agency, 'agent'),
  club: person('合伙填报员', o.club, 'registrant'),
  rival: person('竞争方', o.rival, 'registrant'),
  citizen: person('市民', null, 'objector'),
  /** 北京登记机构。 */
  intake: person('受理员', o.beijingRegistrar, 'registrar.intake'),
  review: person('审核经办', o.beijingRegistrar, 'registrar.review'),
  issue: person('发证员', o.beijingRegistrar, 'registrar.issue'),
  judge: person('异议经办', o.beijingRegistrar, 'registrar.objection'),
  /** 既受理又复核异议。 */
  jack: person('一肩挑', o.beijingRegistrar, 'registrar.intake', 'registrar.objection'),
  /** 监督和管理，都不能办案。 */
  district: person('区数据局', o.rival, 'district_data_authority'),
  municipal: person('市数据局', o.rival, 'municipal_data_authority'),
  police: person('公安监督', o.rival, 'supervisor_police'),
  auditor: person('审计员', o.beijingRegistrar, 'auditor'),
  administrator: person('系统管理员', o.beijingRegistrar, 'admin.system'),
  /** 重庆。 */
  cqFiler: person('渝填报员', o.chongqingBureau, 'registrant'),
  cqReviewer: person('渝审核员', o.chongqingBureau, 'registrant_reviewer'),
  cqOperator: person('渝运营填报员', o.chongqingOperator, 'registrant'),
  cqOperatorReviewer: person('渝运营审核员', o.chongqingOperator, 'registrant_reviewer'),
  /** 第三方专业服务机构。 */
  provider: person('存证员', o.assessor, 'third_party_service'),
  cqProvider: person('渝存证员', o.chongqingNotary, 'third_party_service'),
  cqClub: person('渝合伙填报员', o.chongqingClub, 'registrant'),
  cqIntake: person('渝受理员', o.chongqingRegistrar, 'registrar.intake'),
  cqReview: person('渝审查员', o.chongqingRegistrar, 'registrar.review'),
  cqIssue: person('渝发证员', o.chongqingRegistrar, 'registrar.issue'),
  cqJudge: person('渝异议经办', o.chongqingRegistrar, 'registrar.objection'),
};

export type Name = keyof typeof people;

export const everybody: readonly Actor[] = Object.values(people);
