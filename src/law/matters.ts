import { regionName } from '../base/region.ts';
import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';
import { RETENTION_CLASSES, retentionTitles } from './retention.ts';
import type { ClockName, Ground, Profile, StatutoryLength, SubjectKind } from './types.ts';

/** One matter in which rules of places can differ, and how it is read from a profile. */
export interface Matter {
  readonly path: string;
  readonly label: Text;
  value(profile: Profile): Json;
  words(profile: Profile): Text;
  law(profile: Profile): readonly string[];
}

const yesNo = (value: boolean): Text => (value ? text('是', 'Yes') : text('未规定', 'Not said'));

const either = (first: boolean, ifSo: Text, otherwise: Text): Text => (first ? ifSo : otherwise);

const subjectNames: Readonly<Record<SubjectKind, Text>> = {
  party_gov_organ: text('党政机关', 'organs'),
  public_institution: text('事业单位', 'public institutions'),
  enterprise: text('企业', 'enterprises'),
  utility_enterprise: text('公用企业', 'utilities'),
  ministry: text('中央单位', 'central bodies'),
  unincorporated: text('非法人组织', 'unincorporated organisations'),
};

function joined(parts: readonly Text[]): Text {
  return text(parts.map(({ zh }) => zh).join('、'), parts.map(({ en }) => en).join(', '));
}

const subjects = (kinds: readonly SubjectKind[]): Text =>
  joined(kinds.map((kind) => subjectNames[kind]));
const labels = (rows: readonly { readonly label: Text }[]): Text =>
  joined(rows.map((row) => row.label));
/** No text names a number: what is set is the office's own. */
function retentionWords(years: Profile['retention']['years']): Text {
  return joined(
    RETENTION_CLASSES.map((one) => {
      const { zh, en } = retentionTitles[one];
      const n = years[one];
      return n === null
        ? text(`${zh}：一直保存`, `${en}: kept`)
        : text(`${zh}：${n}年（办理设置，非法定）`, `${en}: ${n} years (office setting)`);
    }),
  );
}

const unitNames = {
  workingDay: text('个工作日', ' working days'),
  day: text('日', ' days'),
  year: text('年', ' years'),
} as const;

function lengthWords(clock: StatutoryLength | null): Text {
  if (clock === null) return text('未规定', 'Not said');
  const { n, unit } = clock.length;
  const name = unitNames[unit];
  const basis =
    clock.basis === 'text' ? text('', '') : text('（办理设置，非法定）', ' (office setting)');
  return text(`${n}${name.zh}${basis.zh}`, `${n}${name.en}${basis.en}`);
}

function clock(name: ClockName, zh: string, en: string): Matter {
  return {
    path: `clocks.${name}`,
    label: text(zh, en),
    value: ({ clocks }) => {
      const found = clocks[name];
      return found && { n: found.length.n, unit: found.length.unit, basis: found.basis };
    },
    words: ({ clocks }) => lengthWords(clocks[name]),
    law: ({ clocks }) => clocks[name]?.law ?? [],
  };
}

const groundValues = (grounds: readonly Ground[]): Json =>
  grounds.map(({ id, label, basis }) => ({ id, zh: label.zh, basis: basis ?? 'text' }));
const groundLaw = (grounds: readonly Ground[]): readonly string[] =>
  grounds.flatMap(({ law }) => law);

function grounds(
  key:
    | 'refusalGrounds'
    | 'reviewGrounds'
    | 'cancellationGrounds'
    | 'revocationGrounds'
    | 'registrarMisconduct',
  zh: string,
  en: string,
): Matter {
  const inferred = text('（办理设置，原文未列）', ' (office setting, not listed in the text)');
  return {
    path: key,
    label: text(zh, en),
    value: (profile) => groundValues(profile[key]),
    words: (profile) => {
      const all = labels(profile[key]);
      const tail = profile[key].some(({ basis }) => basis === 'inf') ? inferred : text('', '');
      return text(`${all.zh}${tail.zh}`, `${all.en}${tail.en}`);
    },
    law: (profile) => groundLaw(profile[key]),
  };
}

/** The whole table, in the order a reader compares two places. */
export const matters: readonly Matter[] = [
  {
    path: 'credential',
    label: text('登记结果文件', 'Result document'),
    value: ({ credential: { kind, title } }) => ({ kind, zh: title.zh }),
    words: ({ credential }) => credential.title,
    law: ({ credential }) => credential.law,
  },
  {
    path: 'validity.anchor',
    label: text('有效期起算', 'Validity starts'),
    value: ({ validity }) => validity.anchor,
    words: ({ validity }) =>
      either(
        validity.anchor === 'codeDay',
        text('赋码之日', 'Code day'),
        text('发证之日', 'Certificate issue day'),
      ),
    law: ({ validity }) => validity.law,
  },
  {
    path: 'validity.renewCapBasis',
    label: text('续展不超过授权期限', 'Renewal capped by the authorised term'),
    value: ({ validity }) => validity.renewCapBasis,
    words: ({ validity }) =>
      either(
        validity.renewCapBasis === 'text',
        text('明文规定', 'Said'),
        text('未明文规定，按同一读法执行', 'Not said; applied as a reading'),
      ),
    law: ({ validity }) => validity.law,
  },
  {
    path: 'validity.termSource',
    label: text('运营期限依据', 'Term taken from'),
    value: ({ validity }) => validity.termSource,
    words: ({ validity }) =>
      either(
        validity.termSource === 'agreement',
        text('授权协议', 'Authorisation agreement'),
        text('授权文件', 'Authorisation document'),
      ),
    law: ({ validity }) => validity.law,
  },
  {
    path: 'onLapse',
    label: text('期满未续展', 'Unrenewed'),
    value: ({ onLapse }) => onLapse,
    words: ({ onLapse }) =>
      either(
        onLapse === 'cancel',
        text('注销', 'Cancelled'),
        text('注销并公告', 'Cancelled and announced'),
      ),
    law: ({ onLapseLaw }) => onLapseLaw,
  },
  {
    path: 'duty.mandatoryFor',
    label: text('必须登记的主体', 'Who must register'),
    value: ({ duty }) => duty.mandatoryFor,
    words: ({ duty }) => subjects(duty.mandatoryFor),
    law: ({ duty }) => duty.law,
  },
  {
    path: 'scope.subjects',
    label: text('可以登记的主体', 'Who may register'),
    value: ({ scope }) => scope.subjects,
    words: ({ scope }) => subjects(scope.subjects),
    law: ({ scope }) => scope.law,
  },
  {
    path: 'scope.regions',
    label: text('适用地区', 'Region'),
    value: ({ scope }) => scope.regions,
    words: ({ scope }) =>
      text(
        scope.regions.map((r) => regionName(r.padEnd(6, '0')) ?? r).join('、') || '全国',
        scope.regions.map((r) => `GB/T 2260 ${r.padEnd(6, '0')}`).join(', ') || 'whole country',
      ),
    law: ({ scope }) => scope.law,
  },
  {
    path: 'prerequisites.realNameAccount',
    label: text('登记账户实名认证', 'Real-name account for registrants'),
    value: ({ prerequisites }) => prerequisites.realNameAccount,
    words: ({ prerequisites }) =>
      either(
        prerequisites.realNameAccount,
        text('登记主体账户须实名认证', 'Required of registrants'),
        text('只要求异议人实名', 'Real name asked of objectors only'),
      ),
    law: ({ prerequisites }) => prerequisites.accountLaw,
  },
  {
    path: 'prerequisites.catalogueOnChain',
    label: text('登记前目录上链', 'Catalogue on chain before filing'),
    value: ({ prerequisites }) => prerequisites.catalogueOnChain,
    words: ({ prerequisites }) => yesNo(prerequisites.catalogueOnChain),
    law: ({ prerequisites }) => prerequisites.catalogueLaw,
  },
  {
    path: 'prerequisites.selfProofDuty',
    label: text('自行存证的证明责任', 'Evidence deposited by oneself'),
    value: ({ prerequisites }) => prerequisites.selfProofDuty,
    words: ({ prerequisites }) =>
      either(
        prerequisites.selfProofDuty,
        text('提供证明并承担自证责任', 'Proof and the burden of proof'),
        text('提供盖章的证明文件', 'Sealed proof'),
      ),
    law: ({ prerequisites }) => prerequisites.evidenceLaw,
  },
  {
    path: 'agents',
    label: text('委托代理', 'Agents'),
    value: ({ agents: { allowed, basis } }) => ({ allowed, basis }),
    words: ({ agents }) =>
      either(
        agents.basis === 'text',
        text('有规定', 'Regulated'),
        text('未规定，按同样要求办理', 'Not said; same checks applied'),
      ),
    law: ({ agents }) => agents.law,
  },
  {
    path: 'thirdParty.independence',
    label: text('第三方机构独立性', 'Third-party independence'),
    value: ({ thirdParty }) => thirdParty.independence,
    words: ({ thirdParty }) =>
      either(
        thirdParty.independence === 'block',
        text('有关联的不得办理', 'Related providers are blocked'),
        text('未规定，仅提示', 'Not said; a warning only'),
      ),
    law: ({ thirdParty }) => thirdParty.law,
  },
  {
    path: 'reviewName',
    label: text('审核环节名称', 'Name of the review'),
    value: ({ reviewName }) => reviewName.zh,
    words: ({ reviewName }) => reviewName,
    law: ({ clocks }) => clocks.formalReview?.law ?? [],
  },
  {
    path: 'steps',
    label: text('程序环节', 'Steps'),
    value: ({ steps }) => steps.map(({ key, label }) => ({ key, zh: label.zh })),
    words: ({ steps }) => labels(steps),
    law: ({ clocks }) => clocks.formalReview?.law ?? [],
  },
  {
    path: 'objectionAfterIssue',
    label: text('异议处理的位置', 'Objections in the sequence'),
    value: ({ objectionAfterIssue }) => objectionAfterIssue,
    words: ({ objectionAfterIssue }) =>
      either(
        objectionAfterIssue,
        text('列在凭证发放之后', 'Listed after the certificate'),
        text('在公示与赋码之间', 'Between notice and coding'),
      ),
    law: ({ noticeLaw }) => noticeLaw,
  },
  {
    path: 'noticeFields',
    label: text('公示内容', 'Public notice'),
    value: ({ noticeFields }) => noticeFields.map(({ id }) => id),
    words: ({ noticeFields }) => labels(noticeFields),
    law: ({ noticeLaw }) => noticeLaw,
  },
  clock('filingDuty', '首次登记期限', 'Time to file'),
  clock('filingTransition', '施行前已运营的首次登记期限', 'Time to file for older operations'),
  clock('acceptance', '受理期限', 'Acceptance'),
  clock('formalReview', '审核期限', 'Review'),
  clock('publicNotice', '公示期', 'Public notice period'),
  clock('objectionReply', '异议答复期限', 'Answer to an objection'),
  clock('cancelCompletion', '注销办理期限', 'Cancellation'),
  clock('renewalWindow', '续展窗口', 'Renewal window'),
  grounds('refusalGrounds', '不予受理情形', 'Grounds of refusal'),
  grounds('reviewGrounds', '审核补正事项', 'Grounds of a review notice'),
  grounds('cancellationGrounds', '注销情形', 'Grounds of cancellation'),
  grounds('revocationGrounds', '撤销情形', 'Grounds of revocation'),
  grounds('registrarMisconduct', '登记机构失当行为', 'Registrar misconduct'),
  {
    path: 'fees',
    label: text('费用', 'Fee'),
    value: ({ fees, feesBasis }) => ({ fees, basis: feesBasis }),
    words: ({ feesBasis }) =>
      either(
        feesBasis === 'text',
        text('明文规定无偿', 'Expressly free'),
        text('费用由财政保障，不收费', 'Costs from the budget; no fee'),
      ),
    law: ({ feesLaw }) => feesLaw,
  },
  {
    path: 'statistics',
    label: text('登记统计信息', 'Statistics on registrations'),
    value: ({ statistics }) => statistics,
    words: ({ statistics }) =>
      either(
        statistics === 'open',
        text('未规定，可以公开', 'Not said; open'),
        text('未经法定或同意不得对外提供', 'Closed without law or consent'),
      ),
    law: ({ statisticsLaw }) => statisticsLaw,
  },
  {
    path: 'evaluation',
    label: text('登记机构评价', 'Registrar evaluation'),
    value: ({ evaluation }) => evaluation,
    words: ({ evaluation, evaluationAxes }) =>
      either(
        evaluation === 'yearly',
        text('每年一次', 'Yearly'),
        text(
          `${evaluationAxes.length}个方面，未规定周期`,
          `${evaluationAxes.length} axes, no period`,
        ),
      ),
    law: ({ evaluationLaw }) => evaluationLaw,
  },
  {
    path: 'businessRules',
    label: text('登记机构制定业务规则', 'Registrar rule-making'),
    value: ({ businessRules }) => businessRules.allowed,
    words: ({ businessRules }) =>
      either(businessRules.allowed, text('可以', 'Allowed'), text('未规定', 'Not said')),
    law: ({ businessRules }) => businessRules.law,
  },
  {
    path: 'retention',
    label: text('保存期限', 'Retention'),
    value: ({ retention }) => ({ ...retention.years }),
    words: ({ retention }) => retentionWords(retention.years),
    law: ({ retention }) => retention.law,
  },
  {
    path: 'registrar',
    label: text('登记机构', 'Registrar'),
    value: ({ registrar }) => registrar.creditCode,
    words: ({ registrar }) => registrar.name,
    law: ({ registrarLaw }) => registrarLaw,
  },
  {
    path: 'platform',
    label: text('登记平台', 'Platform'),
    value: ({ platform }) => platform.name.zh,
    words: ({ platform }) => platform.name,
    law: ({ registrarLaw }) => registrarLaw,
  },
];
