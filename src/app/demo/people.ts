import { createHash } from 'node:crypto';
import { text, type Text } from '../../base/text.ts';
import type { RoleId } from '../../contexts/identity/roles.ts';
import type { SubjectKind } from '../../law/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { hashPassword } from '../accounts/password.ts';

/** 演示数据: everything below is demonstration data, also where an organisation is real. The real
 *  bodies and their credit codes are public; nothing here says that any of them filed anything. */
export interface DemoOrganisation {
  readonly code: string;
  readonly name: string;
  readonly kind: SubjectKind;
  readonly region: string;
  readonly realName: 'none' | 'verified';
}

export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  /** Credit code; null for a citizen. */
  readonly org: string | null;
  readonly roles: readonly RoleId[];
  readonly realName: boolean;
  /** What this account does in the story. */
  readonly does: Text;
}

/** Ten characters of four kinds; known to everybody, and refused in production with its accounts. */
export const DEMO_PASSWORD = 'Demo-2026!';

const CIVIL_AFFAIRS = '11110000000021039C';
const XICHENG_EDUCATION = '11110102000037807M';
const HEALTH_INFORMATION = '12110000400686742U';
const REGISTRAR_BJ = '12110000MB1B45614X';
/** The bureau's code is listed under its name before 2024, 北京市政务服务管理局. */
const AUTHORITY_BJ = '11110000MB1660860K';
const REGISTRAR_CQ = '12500000MB0YX0001G';

const organisation = (
  code: string,
  name: string,
  kind: SubjectKind,
  region: string,
  realName: DemoOrganisation['realName'] = 'verified',
): DemoOrganisation => ({ code, name, kind, region, realName });

/** Codes with `0YX` are made up for the demonstration; they pass the checks of GB 32100. */
export const demoOrganisations: readonly DemoOrganisation[] = [
  organisation(REGISTRAR_BJ, '北京市大数据中心', 'public_institution', '110000'),
  organisation(AUTHORITY_BJ, '北京市政务服务和数据管理局', 'party_gov_organ', '110000'),
  organisation(CIVIL_AFFAIRS, '北京市民政局', 'party_gov_organ', '110000'),
  organisation(XICHENG_EDUCATION, '北京市西城区教育委员会', 'party_gov_organ', '110102'),
  organisation(HEALTH_INFORMATION, '北京市公共卫生信息中心', 'public_institution', '110000'),
  organisation('91110000MA0YX00163', '京数运营有限公司（演示）', 'enterprise', '110000'),
  organisation('91110105MA0YX0024B', '京代理数据服务有限公司（演示）', 'enterprise', '110105'),
  organisation('91110108MA0YX0032H', '京证数据评估有限公司（演示）', 'enterprise', '110108'),
  organisation('11110102MB0YX0044C', '北京市西城区数据局（演示）', 'party_gov_organ', '110102'),
  organisation('11110000MB0YX00525', '市网信部门（演示）', 'party_gov_organ', '110000'),
  organisation('11110000MB0YX00600', '市公安机关（演示）', 'party_gov_organ', '110000'),
  organisation('11110000MB0YX0079W', '市财政部门（演示）', 'party_gov_organ', '110000'),
  organisation('11110000MB0YX0087P', '市审计机关（演示）', 'party_gov_organ', '110000'),
  organisation(REGISTRAR_CQ, '重庆市公共数据资源登记机构（演示）', 'public_institution', '500000'),
  organisation('11500000MB0YX0140A', '重庆市数据主管部门（演示）', 'party_gov_organ', '500000'),
  organisation('11500000MB0YX0116R', '重庆市交通部门（演示）', 'party_gov_organ', '500000'),
  organisation('11500112MB0YX01246', '渝北区文旅部门（演示）', 'party_gov_organ', '500112', 'none'),
  organisation('11500112MB0YX01321', '渝北区数据主管部门（演示）', 'party_gov_organ', '500112'),
  organisation('91500000MA0YX0155G', '渝代理数据服务有限公司（演示）', 'enterprise', '500000'),
  organisation('91500000MA0YX0163B', '渝证数据评估有限公司（演示）', 'enterprise', '500000'),
];

function account(
  login: string,
  name: string,
  org: string | null,
  roles: readonly RoleId[],
  zh: string,
  en: string,
  realName = true,
): DemoAccount {
  return { login, name: `${name}（演示）`, org, roles, realName, does: text(zh, en) };
}

/** At least one account for every role, in Beijing and in Chongqing. */
export const demoAccounts: readonly DemoAccount[] = [
  account(
    'bj-min-zheng',
    '张悦',
    CIVIL_AFFAIRS,
    ['registrant'],
    '市民政局经办人：填报婚姻、养老等数据资源的首次登记，答复异议。',
    'Files first registrations for the civil affairs bureau and answers objections.',
  ),
  account(
    'bj-min-zheng-fu-he',
    '陈立',
    CIVIL_AFFAIRS,
    ['registrant_reviewer'],
    '市民政局内部审核人：在提交前审核张悦填报的材料。',
    'Reviews inside the bureau what Zhang Yue filled in, before it is filed.',
  ),
  account(
    'bj-xi-cheng',
    '刘敏',
    XICHENG_EDUCATION,
    ['registrant', 'registrant_reviewer'],
    '西城区教委经办人：区级登记主体，一人身兼填报与审核，本人填报的不得自审。',
    'Files for a district body; holds both roles and is refused when reviewing her own filing.',
  ),
  account(
    'bj-xi-cheng-fu-he',
    '唐宁',
    XICHENG_EDUCATION,
    ['registrant_reviewer'],
    '西城区教委内部审核人：在提交前审核刘敏填报的材料。',
    'Reviews inside the district body what Liu Min filled in.',
  ),
  account(
    'bj-wei-sheng',
    '孙浩',
    HEALTH_INFORMATION,
    ['registrant'],
    '公共卫生信息中心经办人：作为共有主体同意联合申请，也可对他人的公示提出异议。',
    'Consents as co-owner to a joint filing; may object to the notices of others.',
  ),
  account(
    'bj-wei-sheng-fu-he',
    '何欢',
    HEALTH_INFORMATION,
    ['registrant_reviewer'],
    '市公共卫生信息中心内部审核人：在提交前审核孙浩填报的材料。',
    'Reviews inside the health information centre before filing.',
  ),
  account(
    'bj-yun-ying',
    '周航',
    '91110000MA0YX00163',
    ['registrant', 'registrant_reviewer'],
    '运营企业经办人：为利用授权数据形成的产品和服务申请登记，出具委托。',
    'Files products made from authorised data for the operating company; engages an agent.',
  ),
  account(
    'bj-yun-ying-fu-he',
    '苏晴',
    '91110000MA0YX00163',
    ['registrant_reviewer'],
    '运营公司内部审核人：在提交前审核周航填报的产品材料。',
    'Reviews inside the operating company before filing.',
  ),
  account(
    'bj-dai-li',
    '赵倩',
    '91110105MA0YX0024B',
    ['agent'],
    '代理机构经办人：接受委托并在委托期限内代为申请。',
    'Accepts a mandate and files for the principal within its term.',
  ),
  account(
    'bj-di-san-fang',
    '钱进',
    '91110108MA0YX0032H',
    ['third_party_service'],
    '第三方服务机构：出具存证证明和风险评估报告。',
    'Certifies evidence deposits and writes risk assessments.',
  ),
  account(
    'bj-shou-li',
    '李文',
    REGISTRAR_BJ,
    ['registrar.intake'],
    '登记机构受理人员：三个工作日内受理、告知补正或不予受理；核验实名账户。',
    'Accepts, tells gaps or refuses within three working days; verifies real-name accounts.',
  ),
  account(
    'bj-shen-he',
    '王静',
    REGISTRAR_BJ,
    ['registrar.review'],
    '登记机构审核人员：二十个工作日内形式审核。',
    'Reviews the form within twenty working days.',
  ),
  account(
    'bj-yi-yi',
    '郑涛',
    REGISTRAR_BJ,
    ['registrar.objection'],
    '登记机构异议处理人员：告知登记主体并作出决定，与受理人员分设。',
    'Tells the registrant of an objection and decides it; never the one who accepted.',
  ),
  account(
    'bj-fa-zheng',
    '何琳',
    REGISTRAR_BJ,
    ['registrar.issue'],
    '登记机构发证人员：发布公示、赋码、出具登记确认单。',
    'Publishes notices, assigns codes and issues the confirmation sheet.',
  ),
  account(
    'bj-he-cha',
    '梁宇',
    REGISTRAR_BJ,
    ['registrar.review'],
    '登记机构另一位审核人员：没有经手登记，对撤销登记立案、核实。',
    'Another reviewer, who had no part in the registration: investigates a revocation.',
  ),
  account(
    'bj-shu-ju-ju',
    '高原',
    AUTHORITY_BJ,
    ['municipal_data_authority'],
    '市数据主管部门：查看全市登记进展，监督登记机构。',
    'Sees the progress of the whole city and supervises the registrar.',
  ),
  account(
    'bj-xi-cheng-shu-ju',
    '林夕',
    '11110102MB0YX0044C',
    ['district_data_authority'],
    '西城区数据主管部门：只看本区登记主体的事项。',
    'Sees the cases of its own district and no others.',
  ),
  account(
    'bj-wang-xin',
    '许诺',
    '11110000MB0YX00525',
    ['supervisor_cac'],
    '网信部门：协同监督，只读。',
    'Cyberspace administration: supervises jointly, reads only.',
  ),
  account(
    'bj-gong-an',
    '邓凯',
    '11110000MB0YX00600',
    ['supervisor_police'],
    '公安机关：协同监督，只读。',
    'Public security: supervises jointly, reads only.',
  ),
  account(
    'bj-cai-zheng',
    '罗丹',
    '11110000MB0YX0079W',
    ['supervisor_finance'],
    '财政部门：协同监督，只读。',
    'Finance: supervises jointly, reads only.',
  ),
  account(
    'bj-shen-ji',
    '宋扬',
    '11110000MB0YX0087P',
    ['auditor'],
    '审计人员：查阅登记信息和操作日志，只读。',
    'Reads the register and the operations log.',
  ),
  account(
    'bj-li-ming',
    '李明',
    null,
    ['objector'],
    '市民，已实名：公示期内提出异议并举证。',
    'A citizen, real-name verified: objects during the notice with evidence.',
  ),
  account(
    'bj-wang-fang',
    '王芳',
    null,
    ['objector'],
    '市民，未实名：提出异议时被告知须先实名。',
    'A citizen not verified: is told why an objection needs a real name.',
    false,
  ),
  account(
    'cq-jiao-tong',
    '吴迪',
    '11500000MB0YX0116R',
    ['registrant', 'registrant_reviewer'],
    '重庆市级登记主体，单位已实名：可以申请登记。',
    'A verified registrant of Chongqing: may file.',
  ),
  account(
    'cq-jiao-tong-fu-he',
    '谭雨',
    '11500000MB0YX0116R',
    ['registrant_reviewer'],
    '重庆市级登记主体内部审核人：在提交前审核吴迪填报的材料。',
    'Reviews inside the Chongqing registrant before filing.',
  ),
  account(
    'cq-wen-lv',
    '冯雪',
    '11500112MB0YX01246',
    ['registrant', 'registrant_reviewer'],
    '渝北区登记主体，单位未实名：先申请登记账户，认证后方可申请登记。',
    'A registrant not verified yet: requests the real-name account first.',
    false,
  ),
  account(
    'cq-dai-li',
    '曹阳',
    '91500000MA0YX0155G',
    ['agent'],
    '重庆代理机构经办人：受托代为申请。',
    'Files in Chongqing under a mandate.',
  ),
  account(
    'cq-di-san-fang',
    '彭飞',
    '91500000MA0YX0163B',
    ['third_party_service'],
    '重庆第三方服务机构：存证与评估，与登记机构、登记主体不得有关联。',
    'Evidence and assessment in Chongqing, independent of registrar and registrant.',
  ),
  account(
    'cq-shou-li',
    '蒋华',
    REGISTRAR_CQ,
    ['registrar.intake'],
    '重庆登记机构受理人员：受理申请，实名认证登记账户。',
    'Accepts filings in Chongqing and verifies the accounts of registrants.',
  ),
  account(
    'cq-shen-he',
    '韩梅',
    REGISTRAR_CQ,
    ['registrar.review'],
    '重庆登记机构审查人员。',
    'Examines filings in Chongqing.',
  ),
  account(
    'cq-yi-yi',
    '杨帆',
    REGISTRAR_CQ,
    ['registrar.objection'],
    '重庆登记机构异议处理人员。',
    'Decides objections in Chongqing.',
  ),
  account(
    'cq-fa-zheng',
    '朱琪',
    REGISTRAR_CQ,
    ['registrar.issue'],
    '重庆登记机构发证人员：公示、赋码、发放登记证书。',
    'Publishes, assigns codes and issues certificates in Chongqing.',
  ),
  account(
    'cq-he-cha',
    '范晓',
    REGISTRAR_CQ,
    ['registrar.review'],
    '重庆登记机构另一位审查人员：没有经手登记，对撤销登记立案、核实。',
    'Another examiner, who had no part in the registration: investigates a revocation.',
  ),
  account(
    'cq-shu-ju-ju',
    '秦川',
    '11500000MB0YX0140A',
    ['municipal_data_authority'],
    '重庆市数据主管部门：监督登记机构，决定统计信息能否发布。',
    'Supervises the registrar of Chongqing; decides on the release of statistics.',
  ),
  account(
    'cq-yu-bei',
    '尤佳',
    '11500112MB0YX01321',
    ['district_data_authority'],
    '渝北区数据主管部门：只看本区登记主体的事项。',
    'Sees the cases of Yubei district and no others.',
  ),
  account(
    'cq-zhao-lei',
    '赵磊',
    null,
    ['objector'],
    '市民，已实名：对重庆的公示提出异议。',
    'A verified citizen who objects in Chongqing.',
  ),
  account(
    'xi-tong',
    '系统管理员',
    REGISTRAR_BJ,
    ['admin.system'],
    '登记单位、开立账户；不能授权，不能办理登记事项。',
    'Enters organisations and opens accounts; grants nothing, takes no act in a case.',
  ),
  account(
    'an-quan',
    '安全管理员',
    REGISTRAR_BJ,
    ['admin.security'],
    '授予角色、启用和停用账户；不能开户，不能办理登记事项。',
    'Grants roles and enables accounts; opens none, takes no act in a case.',
  ),
  account(
    'shen-ji',
    '审计管理员',
    REGISTRAR_BJ,
    ['admin.audit'],
    '查阅操作日志；不能开户、授权，不能办理登记事项。',
    'Reads the operations log; opens no account, grants nothing, takes no act in a case.',
  ),
];

const SEEDED = statement('demo_seeded', 'SELECT login FROM account WHERE demo');
const ADD_ORGANISATIONS = statement(
  'demo_organisations',
  `INSERT INTO organisation (code, name, kind, region, real_name, demo, registered_at)
   SELECT code, name, kind, region, real_name, true, $6 FROM unnest(
     $1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
     AS one (code, name, kind, region, real_name)
   ON CONFLICT (code) DO NOTHING`,
);
const ADD_ACCOUNT = statement(
  'demo_account',
  `INSERT INTO account (account_id, login, name, org, roles, real_name, password, demo, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, true, $8) ON CONFLICT DO NOTHING`,
);
const ANY = statement('demo_any', 'SELECT 1 FROM account WHERE demo AND NOT disabled LIMIT 1');

/** The same id for a login on every instance, so that links into a demonstration keep working. */
export function demoAccountId(login: string): string {
  const hex = createHash('sha256').update(`shuji demo account ${login}`).digest('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...groups, hex.slice(20, 32)].join('-');
}

/** Enters what is missing of the demonstration's people; what is there stays as it is. One hash
 *  for all: the password is known anyway. Returns how many accounts were added. */
export async function seedPeople(runner: Runner, now: string): Promise<number> {
  const there = new Set((await runner.run<{ login: string }>(SEEDED, [])).map((row) => row.login));
  const missing = demoAccounts.filter(({ login }) => !there.has(login));
  if (missing.length === 0) return 0;
  const column = (key: keyof DemoOrganisation) => demoOrganisations.map((one) => one[key]);
  const columns = (['code', 'name', 'kind', 'region', 'realName'] as const).map(column);
  await runner.run(ADD_ORGANISATIONS, [...columns, now]);
  const hash = await hashPassword(DEMO_PASSWORD, Buffer.from('shuji-demo-people'));
  for (const { login, name, org, roles, realName } of missing) {
    const id = demoAccountId(login);
    await runner.run(ADD_ACCOUNT, [id, login, name, org, roles, realName, hash, now]);
  }
  return missing.length;
}

/** Whether anybody could sign in with a demonstration account: production refuses to start then. */
export async function hasDemoPeople(runner: Runner): Promise<boolean> {
  return (await runner.run(ANY, [])).length > 0;
}
