import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';
import type { Condition, MaterialField, MaterialGroup, Option } from './types.ts';

const is = (path: string, ...values: (string | boolean)[]): Condition => ({ is: path, in: values });

const isResource = is('objectKind', 'resource');
const isProductOrService = is('objectKind', 'product', 'service');
const byAgent = is('filedByAgent', true);
const coOwned = is('hasCoOwners', true);
const thirdPartyEvidence = is('evidence.mode', 'third_party');
const thirdPartyReport = is('riskAssessment.author', 'third_party');

const sealed = ['application/pdf', 'image/jpeg', 'image/png', 'application/ofd'];
const documents = ['application/pdf', 'application/ofd'];

const option = (value: string, zh: string, en: string): Option => ({ value, label: text(zh, en) });

const options = {
  subjectKind: [
    option('party_gov_organ', '党政机关', 'Party or government organ'),
    option('public_institution', '事业单位', 'Public institution'),
    option('enterprise', '企业', 'Enterprise'),
    option('utility_enterprise', '公用企业', 'Utility enterprise'),
    option('ministry', '中央单位', 'Central body'),
    option('unincorporated', '非法人组织', 'Unincorporated organisation'),
  ],
  updateCycle: [
    option('realtime', '实时', 'Real time'),
    option('daily', '每日', 'Daily'),
    option('weekly', '每周', 'Weekly'),
    option('monthly', '每月', 'Monthly'),
    option('quarterly', '每季', 'Quarterly'),
    option('half_yearly', '每半年', 'Half-yearly'),
    option('yearly', '每年', 'Yearly'),
    option('irregular', '不定期', 'Irregular'),
    option('historical', '历史存量，不再更新', 'Historical, no longer updated'),
  ],
  grade: [
    option('1', '一级', 'Grade 1'),
    option('2', '二级', 'Grade 2'),
    option('3', '三级', 'Grade 3'),
    option('4', '四级', 'Grade 4'),
  ],
  share: [
    option('unconditional', '无条件共享', 'Shared without conditions'),
    option('conditional', '有条件共享', 'Shared on conditions'),
    option('not_shareable', '不予共享', 'Not shared'),
  ],
  open: [
    option('unconditional', '无条件开放', 'Open without conditions'),
    option('conditional', '有条件开放', 'Open on conditions'),
    option('not_open', '不予开放', 'Not open'),
  ],
  format: [
    option('table', '数据库表', 'Database table'),
    option('file', '文件', 'File'),
    option('interface', '接口', 'Interface'),
    option('other', '其他', 'Other'),
  ],
  evidenceMode: [
    option('self', '自行存证', 'Deposited by the registrant'),
    option('third_party', '第三方存证', 'Deposited by a third party'),
  ],
  author: [
    option('self', '自行评估', 'By the registrant'),
    option('third_party', '第三方评估', 'By a third party'),
  ],
  product: [
    option('dataset', '数据集', 'Dataset'),
    option('interface', '数据接口', 'Interface'),
    option('model', '数据模型', 'Model'),
    option('verification', '核验服务', 'Verification service'),
    option('index', '数据指标指数', 'Index'),
    option('report', '数据报告', 'Report'),
    option('application', '数据应用', 'Application'),
    option('other', '其他', 'Other'),
  ],
  riskAreas: [
    option('systemSecurity', '信息系统安全', 'Information system security'),
    option('dataSecurity', '数据安全', 'Data security'),
    option('dataSecurityTechnology', '数据安全技术', 'Data security technology'),
    option('processingSecurity', '数据处理活动安全', 'Security of processing'),
    option('personalInformation', '个人信息保护', 'Personal information protection'),
    option('emergencyResponse', '应急处置', 'Emergency response'),
  ],
} as const;

/** The six areas a risk assessment must cover (BJ-REG-10(1)7). */
export const riskAreas: readonly string[] = options.riskAreas.map(({ value }) => value);

type More = Partial<Omit<MaterialField, 'id' | 'type' | 'label' | 'help' | 'example'>>;

function field(
  id: string,
  type: MaterialField['type'],
  label: Text,
  help: Text,
  example: string,
  more: More = {},
): MaterialField {
  return {
    id,
    label,
    help,
    ...(example === '' ? {} : { example }),
    type,
    required: 'always',
    basis: 'text',
    ...more,
  };
}

const inf = { basis: 'inf' } as const;
const law = ['NAT-REG-9(1)'];
const code = text(
  '填写营业执照或法人证书上的18位代码，系统会核对校验位。',
  'The 18 characters on the licence or certificate; the check character is verified.',
);

const subject: MaterialGroup = {
  id: 'subject',
  label: text('主体信息', 'The registrant'),
  law,
  required: 'always',
  basis: 'text',
  fields: [
    field(
      'name',
      'string',
      text('登记主体名称', 'Name of the registrant'),
      text('与公章上的名称完全一致。', 'Exactly as on the official seal.'),
      '北京市交通委员会',
      { maxLength: 200 },
    ),
    field(
      'creditCode',
      'creditCode',
      text('统一社会信用代码', 'Unified social credit code'),
      code,
      '12110000MB1B45614X',
    ),
    field(
      'subjectKind',
      'enum',
      text('主体类别', 'Kind of registrant'),
      text('决定是必须登记还是鼓励登记。', 'Decides whether registration is a duty or encouraged.'),
      'party_gov_organ',
      { ...inf, options: options.subjectKind },
    ),
    field(
      'district',
      'region',
      text('所在区', 'District'),
      text(
        '填写单位住所地的行政区划代码，由该区数据管理部门联系。',
        'Region code of the seat; its data authority is the contact.',
      ),
      '110102',
      inf,
    ),
    field(
      'contactName',
      'string',
      text('联系人', 'Contact'),
      text('负责补正和答复异议的人，不公开。', 'Who answers gaps and objections; not public.'),
      '王某某',
      { ...inf, personal: true, maxLength: 100 },
    ),
    field(
      'contactPhone',
      'string',
      text('联系电话', 'Telephone'),
      text('办公电话或手机，不公开。', 'Office or mobile number; not public.'),
      '010-55550000',
      { ...inf, personal: true, maxLength: 40 },
    ),
    field(
      'contactEmail',
      'string',
      text('电子邮箱', 'E-mail'),
      text('用于接收提醒，不公开。', 'For reminders; not public.'),
      'dengji@example.gov.cn',
      { ...inf, personal: true, required: 'optional', maxLength: 200 },
    ),
  ],
};

const sourceLegality: MaterialGroup = {
  id: 'sourceLegality',
  label: text('数据合法合规性来源', 'Lawful source of the data'),
  law,
  required: 'always',
  basis: 'text',
  reviewGround: 'undertaking',
  fields: [
    field(
      'undertaking',
      'file',
      text('数据合法合规性来源承诺书', 'Undertaking on the lawful source'),
      text(
        '下载模板填写，加盖登记主体公章后上传扫描件。',
        'Fill in the template, seal it and upload the scan.',
      ),
      '',
      { seals: ['registrant'], formats: sealed, template: 'undertaking' },
    ),
    field(
      'legalBasis',
      'text',
      text('数据来源依据', 'Legal basis of the source'),
      text(
        '写明依据哪部法规、哪项职责或哪份协议取得数据。',
        'Which law, duty or agreement the data was obtained under.',
      ),
      '依据《北京市公共停车场管理办法》备案职责采集',
      { ...inf, maxLength: 2000 },
    ),
  ],
};

const dataResource: MaterialGroup = {
  id: 'dataResource',
  label: text('数据资源情况', 'The data resource'),
  law,
  required: 'always',
  basis: 'text',
  reviewGround: 'data_resource',
  fields: [
    field(
      'name',
      'string',
      text('数据名称', 'Name of the data'),
      text(
        '将公示。用一句话能看懂的名称，不写文号和内部简称。',
        'Made public. A name anyone understands.',
      ),
      '公共停车场备案信息',
      { maxLength: 200 },
    ),
    field(
      'summary',
      'text',
      text('数据内容简介', 'Summary of the content'),
      text(
        '将公示。写清数据是什么、范围和时间、主要信息项；不得含个人信息和秘密。',
        'Made public. What, where, when and the main fields; no personal information or secrets.',
      ),
      '全市公共停车场名称、位置、泊位数和备案日期，2018年至今',
      { maxLength: 2000 },
    ),
    field(
      'industryCode',
      'industry',
      text('行业分类', 'Industry'),
      text(
        '将公示。按国民经济行业分类选择门类或大类。',
        'Made public. Section or division of GB/T 4754.',
      ),
      'G54',
      inf,
    ),
    field(
      'volume',
      'string',
      text('数据规模', 'Volume'),
      text('记录条数或存储容量。', 'Rows or storage size.'),
      '1.2万条',
      { ...inf, maxLength: 100 },
    ),
    field(
      'updateCycle',
      'enum',
      text('更新周期', 'Update cycle'),
      text('实际的更新频率，不是计划。', 'The real frequency, not the plan.'),
      'monthly',
      { ...inf, options: options.updateCycle },
    ),
    field(
      'grade',
      'enum',
      text('数据分级', 'Data grade'),
      text('按本行业或本地区分级规范确定的级别。', 'Grade by the rule of the sector or place.'),
      '2',
      { ...inf, options: options.grade },
    ),
    field(
      'catalogueItemId',
      'string',
      text('目录编号', 'Catalogue item'),
      text(
        '政务数据目录中的编号；要求目录上链的，先完成上链。',
        'Number in the government data catalogue; anchored first where the rule asks so.',
      ),
      '',
      { ...inf, required: 'optional', maxLength: 200 },
    ),
    field(
      'storageLocation',
      'string',
      text('存储位置', 'Storage location'),
      text('机房或云平台的名称和所在地。', 'Name and place of the data centre or cloud.'),
      '市级政务云一区',
      { maxLength: 200 },
    ),
    field(
      'storageSystem',
      'string',
      text('所在信息系统', 'Information system'),
      text('存放这份数据的系统名称。', 'The system that holds the data.'),
      '停车资源管理系统',
      { maxLength: 200 },
    ),
    field(
      'shareAttribute',
      'enum',
      text('共享属性', 'Sharing class'),
      text('与政务数据目录中的属性一致。', 'As in the government data catalogue.'),
      'conditional',
      { options: options.share },
    ),
    field(
      'shareCondition',
      'text',
      text('共享条件', 'Sharing conditions'),
      text(
        '有条件共享的，写明谁、为何事、可用到什么范围。',
        'Who may use it, for what and how far.',
      ),
      '仅限交通执法和规划使用',
      { ...inf, required: is('dataResource.shareAttribute', 'conditional'), maxLength: 2000 },
    ),
    field(
      'openAttribute',
      'enum',
      text('开放属性', 'Opening class'),
      text('与开放清单一致。', 'As in the open-data list.'),
      'unconditional',
      { options: options.open },
    ),
    field(
      'format',
      'enum',
      text('数据格式', 'Format'),
      text('数据现在以什么形式存放或提供。', 'How the data is kept or supplied now.'),
      'table',
      { ...inf, options: options.format },
    ),
    field(
      'dataFields',
      'text',
      text('主要信息项', 'Main fields'),
      text('逐项写出字段名，用顿号隔开。', 'List the field names.'),
      '停车场名称、地址、泊位数、备案日期',
      { ...inf, maxLength: 5000 },
    ),
    field(
      'personalInformation',
      'bool',
      text('是否含个人信息', 'Holds personal information'),
      text('含任何可识别到个人的信息，选“是”。', 'Yes if anybody can be identified.'),
      '',
      inf,
    ),
    field(
      'coOwners',
      'organisations',
      text('共有数据信息', 'Co-owners'),
      text('共有主体的名称和代码，名称将公示。', 'Names and codes; the names are made public.'),
      '',
      { required: coOwned, template: 'co-owner-consent' },
    ),
  ],
};

const evidence: MaterialGroup = {
  id: 'evidence',
  label: text('存证情况', 'Evidence deposit'),
  law,
  required: 'always',
  basis: 'text',
  reviewGround: 'evidence_proof',
  fields: [
    field(
      'description',
      'text',
      text('存证说明', 'Evidence explanation'),
      text('写明存了什么、怎么存、存在哪里。', 'What was deposited, how and where.'),
      '对停车场备案表全表计算摘要并写入目录链',
      { template: 'evidence-explanation', maxLength: 5000 },
    ),
    field(
      'proofFile',
      'file',
      text('存证证明文件', 'Proof of deposit'),
      text(
        '须能看到存储位置、查询结果和操作日志；自行存证盖登记主体公章，第三方存证盖存证机构公章。',
        'Shows location, query result and log; sealed by the registrant or, for a third party, by the provider.',
      ),
      '',
      {
        seals: ['registrant'],
        sealsWhen: { condition: thirdPartyEvidence, seals: ['provider'] },
        formats: sealed,
      },
    ),
    field(
      'storageLocation',
      'string',
      text('数据存储位置', 'Storage location shown'),
      text('证明文件中显示的存储位置。', 'The location the proof shows.'),
      '市级政务云一区 park_record',
      { maxLength: 500 },
    ),
    field(
      'queryResult',
      'text',
      text('数据库查询结果', 'Query result shown'),
      text('查询语句和返回条数，不粘贴数据本身。', 'The query and its row count, not the data.'),
      '查询 park_record 返回 12034 条',
      { maxLength: 2000 },
    ),
    field(
      'operationLog',
      'text',
      text('数据操作日志', 'Operation log shown'),
      text('说明日志的起止时间和记录的操作。', 'Period and kinds of operation in the log.'),
      '2025-01-01至2025-12-31的增改删记录',
      { maxLength: 2000 },
    ),
    field(
      'mode',
      'enum',
      text('存证方式', 'Way of deposit'),
      text(
        '自行存证的，由登记主体承担证明责任。',
        'Depositing oneself carries the burden of proof.',
      ),
      'self',
      { options: options.evidenceMode },
    ),
    field(
      'providerName',
      'string',
      text('存证机构名称', 'Name of the provider'),
      text('第三方存证时填写。', 'For a third-party deposit.'),
      '',
      { required: thirdPartyEvidence, maxLength: 200 },
    ),
    field(
      'providerCreditCode',
      'creditCode',
      text('存证机构统一社会信用代码', 'Credit code of the provider'),
      code,
      '',
      { ...inf, required: thirdPartyEvidence },
    ),
    field(
      'depositedOn',
      'date',
      text('存证日期', 'Day of deposit'),
      text('必须早于或等于提交申请的日期。', 'Not later than the application.'),
      '2026-02-20',
      inf,
    ),
    field(
      'digest',
      'string',
      text('数据摘要值', 'Digest of the data'),
      text(
        '64位十六进制的SM3或SHA-256摘要，可在本机计算，数据不上传。',
        'SM3 or SHA-256 as 64 hex digits; computed on your machine, the data is not uploaded.',
      ),
      '',
      { ...inf, maxLength: 64 },
    ),
  ],
};

const product: MaterialGroup = {
  id: 'product',
  label: text('产品和服务信息', 'Product and service'),
  law,
  required: isProductOrService,
  basis: 'text',
  reviewGround: 'product_service',
  fields: [
    field(
      'kind',
      'enum',
      text('产品和服务类型', 'Kind'),
      text('按实际交付的形态选择。', 'As delivered.'),
      'interface',
      { options: options.product },
    ),
    field(
      'name',
      'string',
      text('产品和服务名称', 'Name'),
      text('与交付合同中的名称一致。', 'As in the delivery contract.'),
      '停车泊位实时查询服务',
      { ...inf, maxLength: 200 },
    ),
    field(
      'intro',
      'text',
      text('简介', 'Introduction'),
      text('写明给谁用、提供什么。', 'For whom and what it gives.'),
      '按位置返回附近公共停车场的余位',
      { maxLength: 2000 },
    ),
    field(
      'authorisedResources',
      'text',
      text('被授权数据资源信息', 'Authorised resources used'),
      text('逐一写出所用数据资源的名称和登记代码。', 'Name and code of every resource used.'),
      '公共停车场备案信息',
      { maxLength: 5000 },
    ),
    field(
      'doc',
      'file',
      text('说明文档', 'Product document'),
      text('下载模板填写后上传。', 'Fill in the template and upload.'),
      '',
      { formats: documents, template: 'product-document' },
    ),
    field(
      'agreementId',
      'string',
      text('授权运营协议编号', 'Operation agreement'),
      text(
        '授权文件或协议的编号，用于核定有效期。',
        'Number of the agreement; it caps the validity.',
      ),
      '',
      { ...inf, maxLength: 200 },
    ),
    field(
      'agreementFrom',
      'date',
      text('运营期限起', 'Term from'),
      text('协议写明的开始日期。', 'First day in the agreement.'),
      '2026-01-01',
      inf,
    ),
    field(
      'agreementTo',
      'date',
      text('运营期限止', 'Term to'),
      text('协议写明的最后一天。', 'Last day in the agreement.'),
      '2028-12-31',
      inf,
    ),
  ],
};

const scenario: MaterialGroup = {
  id: 'scenario',
  label: text('应用场景信息', 'Scenarios'),
  law,
  required: 'always',
  basis: 'text',
  reviewGround: 'scenario',
  fields: [
    field(
      'usable',
      'text',
      text('可使用场景', 'Allowed use'),
      text('写明在什么场合可以用。', 'Where it may be used.'),
      '停车引导、城市交通规划',
      { maxLength: 2000 },
    ),
    field(
      'forbidden',
      'text',
      text('禁用场景', 'Forbidden use'),
      text(
        '不能空着；没有特别禁止的，写明不得用于识别个人等底线。',
        'Never empty: name the limits, such as identifying people.',
      ),
      '不得用于识别车主身份',
      { maxLength: 2000 },
    ),
    field(
      'problemsSolved',
      'text',
      text('所能解决的主要问题', 'Problems solved'),
      text('写明能解决的实际问题。', 'The practical problem it solves.'),
      '缓解核心区停车难',
      { maxLength: 2000 },
    ),
  ],
};

const riskAssessment: MaterialGroup = {
  id: 'riskAssessment',
  label: text('数据安全风险评估', 'Security risk assessment'),
  law,
  required: 'always',
  basis: 'text',
  reviewGround: 'risk_report',
  fields: [
    field(
      'report',
      'file',
      text('数据安全风险评估报告', 'Risk assessment report'),
      text(
        '自行出具的盖登记主体公章，第三方出具的盖评估机构公章。',
        'Sealed by the registrant or, for a third party, by the assessor.',
      ),
      '',
      {
        seals: ['registrant'],
        sealsWhen: { condition: thirdPartyReport, seals: ['assessor'] },
        formats: sealed,
        template: 'risk-report',
      },
    ),
    field(
      'areas',
      'enums',
      text('报告覆盖的方面', 'Areas covered'),
      text('六个方面缺一不可。', 'All six are needed.'),
      '',
      { options: options.riskAreas, mustCover: riskAreas },
    ),
    field(
      'author',
      'enum',
      text('出具方式', 'Written by'),
      text('自行评估或委托第三方评估。', 'By the registrant or a third party.'),
      'self',
      { options: options.author },
    ),
    field(
      'assessorName',
      'string',
      text('评估机构名称', 'Name of the assessor'),
      text('第三方评估时填写。', 'For a third-party assessment.'),
      '',
      { ...inf, required: thirdPartyReport, maxLength: 200 },
    ),
    field(
      'assessorCreditCode',
      'creditCode',
      text('评估机构统一社会信用代码', 'Credit code of the assessor'),
      code,
      '',
      { ...inf, required: thirdPartyReport },
    ),
    field(
      'assessedOn',
      'date',
      text('评估日期', 'Day of assessment'),
      text('报告落款日期。', 'Date on the report.'),
      '2026-02-18',
      inf,
    ),
    field(
      'conclusion',
      'text',
      text('评估结论', 'Conclusion'),
      text('摘录报告结论，不写系统漏洞细节。', 'The conclusion, without details of weaknesses.'),
      '风险可控',
      { ...inf, maxLength: 2000 },
    ),
  ],
};

const agency: MaterialGroup = {
  id: 'agency',
  label: text('委托代理', 'Agency'),
  law: ['NAT-REG-7'],
  required: byAgent,
  basis: 'inf',
  fields: [
    field(
      'principalName',
      'string',
      text('委托登记主体名称', 'Name of the principal'),
      text('与主体信息一致。', 'As in the registrant group.'),
      '',
      { maxLength: 200 },
    ),
    field(
      'principalCreditCode',
      'creditCode',
      text('委托登记主体统一社会信用代码', 'Credit code of the principal'),
      code,
      '',
    ),
    field(
      'agentName',
      'string',
      text('代理机构名称', 'Name of the agent'),
      text('与代理协议一致。', 'As in the agreement.'),
      '',
      { maxLength: 200 },
    ),
    field(
      'agentCreditCode',
      'creditCode',
      text('代理机构统一社会信用代码', 'Credit code of the agent'),
      code,
      '',
    ),
    field(
      'termFrom',
      'date',
      text('委托期限起', 'Term from'),
      text('协议写明的开始日期。', 'First day in the agreement.'),
      '2026-01-01',
    ),
    field(
      'termTo',
      'date',
      text('委托期限止', 'Term to'),
      text('期限届满后代理人不能再代为办理。', 'After it the agent can no longer act.'),
      '2026-12-31',
    ),
    field(
      'agreement',
      'file',
      text('委托代理协议书', 'Agency agreement'),
      text('须加盖委托方和代理机构双方公章。', 'Sealed by principal and agent.'),
      '',
      { seals: ['principal', 'agent'], formats: sealed, template: 'agency-agreement' },
    ),
  ],
};

const change: MaterialGroup = {
  id: 'change',
  label: text('变更说明', 'What changes'),
  law: ['NAT-REG-9(2)', 'BJ-REG-10(2)'],
  required: is('registrationType', 'change'),
  basis: 'text',
  fields: [
    field(
      'content',
      'text',
      text('变更内容信息', 'What changes'),
      text('说明变更前后的内容和原因。', 'What was, what will be, and why.'),
      '更新频率由每月调整为每周，新增泊位数字段',
      { maxLength: 4000 },
    ),
    field(
      'form',
      'file',
      text('变更登记申请书', 'Application form for the change'),
      text(
        '写明名称、登记主体、行业分类和数据内容简介，加盖公章。',
        'States name, registrant, industry and summary; sealed.',
      ),
      '',
      { seals: ['registrant'], formats: sealed },
    ),
  ],
};

/** What a first registration hands in, as the national base; places refine it row by row. A change
 *  hands in the same, with what it changes on top. */
export const firstMaterials: readonly MaterialGroup[] = [
  change,
  subject,
  sourceLegality,
  dataResource,
  evidence,
  product,
  scenario,
  riskAssessment,
  agency,
];

/** A resource must name its catalogue item where the catalogue is anchored first (BJ-REG-8b). */
export const catalogueItemWanted: Condition = isResource;
