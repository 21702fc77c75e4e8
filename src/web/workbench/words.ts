import { text, type Text } from '../../base/text.ts';
import { ENTRY_NAMES, ENTRY_VALUES, PETITION_NAMES } from './words-entry.ts';
import { RECORDS_NAMES, RECORDS_VALUES } from './words-records.ts';
import { EVIDENCE_NAMES, EVIDENCE_VALUES } from './words-evidence.ts';
import { SUPERVISION_NAMES, SUPERVISION_VALUES } from './words-supervision.ts';
import type { Pack } from './queries.ts';

/** Names of state fields and input fields whose declaration gives none. */
const NAMES: Readonly<Record<string, Text>> = {
  ...RECORDS_NAMES,
  ...ENTRY_NAMES,
  ...SUPERVISION_NAMES,
  ...EVIDENCE_NAMES,
  about: text('所涉事项', 'About'),
  acceptedOn: text('受理日期', 'Accepted on'),
  after: text('原登记事项', 'Follows'),
  agent: text('代理机构', 'Agent'),
  agreement: text('协议书', 'Agreement'),
  anchor: text('目录关联', 'Catalogue link'),
  assignedOn: text('赋码日期', 'Code assigned on'),
  caseId: text('事项', 'Case'),
  answer: text('答复', 'Answer'),
  applicant: text('申请人', 'Applicant'),
  askedOn: text('征求意见日期', 'Asked on'),
  basis: text('依据', 'Basis'),
  capacity: text('申请身份', 'Capacity'),
  claim: text('申请内容', 'What is asked for'),
  completion: text('办结', 'Completion'),
  consent: text('登记主体的意见', "The registrant's answer"),
  consented: text('登记主体已书面同意', 'Consent in writing'),
  daysWaiting: text('已等待天数', 'Days waited'),
  explanation: text('情况说明', 'Explanation'),
  finding: text('认定', 'Finding'),
  items: text('项目', 'Items'),
  own: text('登记主体自己申请', 'Asked by the registrant'),
  paper: text('文件', 'Paper'),
  value: text('内容', 'Value'),
  coOwners: text('共有主体', 'Co-owners'),
  code: text('代码', 'Code'),
  consents: text('已同意的共有主体', 'Consents given'),
  creditCode: text('统一社会信用代码', 'Credit code'),
  decision: text('复核结论', 'Decision'),
  delays: text('延期说明', 'Delays explained'),
  depositedOn: text('存证日期', 'Deposited on'),
  digest: text('摘要', 'Digest'),
  application: text('登记申请', 'Application'),
  countedFrom: text('期限起算日', 'Counted from'),
  duty: text('登记义务', 'Duty'),
  dutyCase: text('登记义务事项', 'Duty case'),
  fulfilled: text('履行情况', 'Fulfilled'),
  holder: text('持有单位', 'Holder'),
  lastUsedOn: text('最近办理日期', 'Last used on'),
  number: text('编号', 'Number'),
  objectKinds: text('限于登记对象', 'Limited to objects'),
  objectName: text('名称', 'Name of the object'),
  operationBegan: text('开始授权运营日期', 'Operation began on'),
  overdueOn: text('逾期日期', 'Overdue on'),
  procedures: text('限于办理的事项', 'Limited to procedures'),
  raisedBy: text('列明机关', 'Raised by'),
  released: text('解除情况', 'Released'),
  remindedOn: text('提醒日期', 'Reminded on'),
  role: text('身份', 'Role'),
  says: text('提示', 'Note'),
  transition: text('施行前已运营', 'Older operation'),
  uses: text('依委托办理件数', 'Cases filed under it'),
  ended: text('终止情况', 'How it ended'),
  evidence: text('存证', 'Evidence'),
  examined: text('已审查的材料', 'Examined'),
  files: text('证据材料', 'Evidence files'),
  file: text('文件', 'File'),
  filing: text('申请', 'Filing'),
  acceptance: text('受理', 'Acceptance'),
  review: text('审核', 'Review'),
  from: text('起', 'From'),
  to: text('止', 'To'),
  ground: text('情形', 'Ground'),
  id: text('编号', 'Id'),
  inScope: text('纳入授权运营范围', 'Within authorised operation'),
  interest: text('利害关系', 'Interest'),
  internalReview: text('业务审核', 'Internal review'),
  item: text('材料项目', 'Item'),
  itemId: text('目录条目编号', 'Catalogue item'),
  kind: text('类别', 'Kind'),
  law: text('依据', 'Law'),
  mandate: text('委托事项编号', 'Mandate'),
  name: text('名称', 'Name'),
  notice: text('公示', 'Notice'),
  fields: text('公示内容', 'Published fields'),
  objectKind: text('登记对象', 'Object'),
  objections: text('异议', 'Objections'),
  objector: text('异议人', 'Objector'),
  on: text('日期', 'On'),
  operator: text('经办人', 'Acting person'),
  opinion: text('审核意见', 'Opinion'),
  organisation: text('单位', 'Organisation'),
  outcome: text('结果', 'Outcome'),
  overdue: text('逾期情况', 'Overdue'),
  principal: text('委托登记主体', 'Principal'),
  proof: text('证明材料', 'Proof'),
  reason: text('原因', 'Reason'),
  reasons: text('理由', 'Reasons'),
  region: text('行政区划', 'Region'),
  registrant: text('登记主体', 'Registrant'),
  reply: text('答复', 'Reply'),
  replyMissed: text('逾期未答复', 'Reply missed'),
  seals: text('盖章', 'Seals'),
  statement: text('陈述', 'Statement'),
  submission: text('第几次提交', 'Filing number'),
  submissions: text('提交记录', 'Filings'),
  changed: text('修改的项目', 'Items changed'),
  suppliedOn: text('首次提供或交付日期', 'First supplied on'),
  text: text('内容', 'Text'),
  title: text('名称', 'Title'),
  summary: text('简介', 'Summary'),
  formats: text('格式', 'Formats'),
  department: text('提供单位', 'Department'),
  registrantName: text('登记主体名称', 'Registrant'),
  registrationType: text('登记类型', 'Kind of registration'),
  dataName: text('登记数据名称', 'Name of the data'),
  dataSummary: text('数据内容简介', 'Summary of the data'),
  industry: text('行业分类', 'Industry'),
  registrar: text('登记机构', 'Registrar'),
  platform: text('登记平台', 'Platform'),
  coOwnerNames: text('共有主体名称', 'Co-owners'),
  months: text('续展月数', 'Months'),
  unchanged: text('承诺内容没有变化', 'Declared unchanged'),
  validTo: text('有效期截止', 'Valid until'),
  filedOn: text('申请日期', 'Filed on'),
  ageDays: text('已历天数', 'Age in days'),
  carriedOver: text('届满后暂续有效', 'Carried over'),
  agreementTo: text('新的授权终止日期', 'New end of the authorised term'),
  changeCase: text('变更登记事项', 'Change'),
  gaps: text('需要补充的内容', 'What is wanted'),
  gapsOn: text('告知补充日期', 'Gaps told on'),
  resubmittedOn: text('重新提交日期', 'Resubmitted on'),
  term: text('续展后的有效期', 'New term'),
  endedOn: text('办结日期', 'Ended on'),
  source: text('来源', 'Source'),
  openedOn: text('立案日期', 'Opened on'),
  notifiedOn: text('告知日期', 'Told on'),
  answerBy: text('陈述的最后一日', 'Answer by'),
  answered: text('已陈述', 'Answered'),
  verifiedOn: text('认定日期', 'Verified on'),
  facts: text('涉嫌的事实', 'Facts alleged'),
  statements: text('登记主体的陈述', 'Statements'),
  findings: text('认定的事实', 'Findings'),
  reporter: text('举报人和举报情况', 'Who reported'),
};

/** Words for values that are codes. */
const VALUES: Readonly<Record<string, Text>> = {
  ...RECORDS_VALUES,
  ...ENTRY_VALUES,
  ...SUPERVISION_VALUES,
  ...EVIDENCE_VALUES,
  resource: text('数据资源', 'Data resource'),
  product: text('数据产品', 'Data product'),
  service: text('数据服务', 'Data service'),
  must: text('应当登记', 'Registration is a duty'),
  encouraged: text('鼓励登记', 'Registration is encouraged'),
  importedList: text('已入库目录清单', 'Imported catalogue list'),
  open: text('未决', 'Open'),
  dismissed: text('不成立', 'Dismissed'),
  withdrawn: text('已撤回', 'Withdrawn'),
  upheld: text('成立', 'Upheld'),
  objectionUpheld: text('异议成立', 'Objection upheld'),
  incomplete: text('申请材料不齐全', 'The material is incomplete'),
  nonconforming: text('申请材料不符合规定', 'The material does not conform'),
  confirmation: text('登记确认单', 'Confirmation sheet'),
  certificate: text('登记证书', 'Certificate'),
  statement: text('注销说明文件', 'Statement'),
  explanation: text('情况说明', 'Explanation'),
  proof: text('证明材料', 'Proof'),
  items: text('需要更正的内容', 'What is to be corrected'),
  interest: text('利害关系', 'Interest'),
  consent: text('登记主体的书面同意', "The registrant's written consent"),
  successor: text('承继单位', 'Successor'),
  liquidator: text('清算组织', 'Liquidator'),
  superior_unit: text('上级单位', 'Superior unit'),
  registrant: text('登记主体', 'Registrant'),
  registrar: text('登记机构（依职权）', 'Registrar, of its own accord'),
  given: text('同意', 'Given'),
  declined: text('不同意', 'Declined'),
  granted: text('准予更正', 'Granted'),
  refused: text('不予更正', 'Refused'),
  own: text('自行发现', 'Own finding'),
  report: text('接到举报', 'A report'),
};

/** The same word means different things in different procedures: their own tables come first. */
const OWN: Readonly<Record<string, readonly Readonly<Record<string, Text>>[]>> = {
  account: [RECORDS_NAMES, RECORDS_VALUES],
  records: [RECORDS_NAMES, RECORDS_VALUES],
  evid: [EVIDENCE_NAMES, EVIDENCE_VALUES],
  third: [EVIDENCE_NAMES, EVIDENCE_VALUES],
  eval: [SUPERVISION_NAMES, SUPERVISION_VALUES],
  stats: [SUPERVISION_NAMES, SUPERVISION_VALUES],
  sec: [SUPERVISION_NAMES, SUPERVISION_VALUES],
  rules: [SUPERVISION_NAMES, SUPERVISION_VALUES],
  'reg.correct': [PETITION_NAMES, {}],
  'reg.cancel': [PETITION_NAMES, {}],
  'reg.renew': [PETITION_NAMES, {}],
  'reg.revoke': [PETITION_NAMES, {}],
};

const ownOf = (procedure: string) => OWN[procedure] ?? OWN[procedure.split('.')[0] ?? ''] ?? [];

/** The name of a field: as its procedure has it, else the pack's material list, the table, its id. */
export function nameOf(id: string, pack?: Pack, procedure = ''): Text {
  const own = ownOf(procedure)[0]?.[id];
  if (own) return own;
  const group = pack?.profile.materials.first.find((g) => g.id === id);
  if (group) return group.label;
  return NAMES[id] ?? fieldLabel(id, pack) ?? text(id, spaced(id));
}

const fieldLabel = (id: string, pack: Pack | undefined): Text | undefined =>
  pack?.profile.materials.first.flatMap((g) => g.fields).find((f) => f.id === id)?.label;

/** Titles that the procedures themselves give, in Chinese as they are recorded, and in English. */
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/^（未命名）$/, '(untitled)'],
  [/^更正：(.*)$/, 'Correction: $1'],
  [/^注销：(.*)$/, 'Cancellation: $1'],
  [/^续展：(.*)$/, 'Renewal: $1'],
  [/^撤销调查：(.*)$/, 'Investigation: $1'],
  [/^安全自查$/, 'Security self-checks'],
  [/^统计信息发布$/, 'Release of statistics'],
  [/^个人信息依法清空$/, 'Erasure of personal information'],
  [/^应急预案（第(\d+)版）$/, 'Emergency plan (version $1)'],
  [/^安全事件（(.*)发现）$/, 'Security incident (found on $1)'],
  [/^(\d+)年度登记机构评价$/, 'Evaluation of the registrar, $1'],
  [/^登记机构履职情况：(.*)$/, 'Conduct of the registrar: $1'],
];

/** The title of a case in both languages; what a person named stays as it was named. */
export function titleWords(title: string): Text {
  const [known, english] = TITLES.find(([shape]) => shape.test(title)) ?? [];
  return text(title, known && english ? title.replace(known, english) : title);
}

/** `group` or `group.field` as the material list names it. */
export function itemName(item: string, pack: Pack | undefined): Text {
  const [groupId = '', fieldId] = item.split('.');
  const group = pack?.profile.materials.first.find((g) => g.id === groupId);
  const field = group?.fields.find((f) => f.id === fieldId);
  if (!group) return VALUES[item] ?? nameOf(item, pack);
  if (!field) return group.label;
  return text(`${group.label.zh} · ${field.label.zh}`, `${group.label.en} · ${field.label.en}`);
}

/** A code in words, where it is one. */
export function valueOf(value: string, pack?: Pack, procedure = ''): Text | undefined {
  const own = ownOf(procedure)[1]?.[value];
  if (own) return own;
  if (VALUES[value]) return VALUES[value];
  if (/^[a-z]+\.[a-z]+$/i.test(value) && fieldLabel(value.split('.')[1] ?? '', pack))
    return itemName(value, pack);
  if (!/^[a-z]+(?:_[a-z]+)+$|^[a-z]+$/i.test(value)) return undefined;
  const profile = pack?.profile;
  const ground = [
    ...(profile?.refusalGrounds ?? []),
    ...(profile?.reviewGrounds ?? []),
    ...(profile?.cancellationGrounds ?? []),
    ...(profile?.revocationGrounds ?? []),
    ...(profile?.registrarMisconduct ?? []),
  ];
  const options = profile?.materials.first.flatMap((g) => g.fields.flatMap((f) => f.options ?? []));
  return (
    ground.find((g) => g.id === value)?.label ?? options?.find((o) => o.value === value)?.label
  );
}

const spaced = (id: string): string =>
  id.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');

/** The articles a case in this place stands under: of its own text first, then the national ones. */
export function lawIn(pack: Pack | undefined, law: readonly string[]): readonly string[] {
  const own = pack?.profile.registrarLaw[0]?.replace(/[^-]*$/, '');
  if (own === undefined) return law;
  const national = law.filter((id) => id.startsWith('NAT-') && !id.startsWith(own));
  return [...law.filter((id) => id.startsWith(own)), ...national];
}
