import type { Json } from '../../base/json.ts';
import type { FirstState } from '../../contexts/registration/first-state.ts';
import type { MaterialField } from '../../law/types.ts';

const WORDS: Readonly<Record<string, string>> = {
  'subject.contactName': '经办人（演示）',
  'subject.contactPhone': '010-00000000',
  'sourceLegality.legalBasis': '依据本单位法定职责在履职过程中产生（演示）。',
  'dataResource.summary':
    '演示用数据资源简介：说明数据的来源、范围、主要字段和更新情况，供公众了解。',
  'dataResource.volume': '约12万条，240 MB',
  'dataResource.storageLocation': '市级政务云（演示）',
  'dataResource.storageSystem': '业务数据库（演示）',
  'dataResource.dataFields': '编号、名称、地址、更新时间',
  'dataResource.name': '演示数据资源',
  'evidence.description': '登记前由本单位自行存证，留存存储位置、查询结果和操作日志（演示）。',
  'evidence.storageLocation': '市级政务云对象存储 /evidence/2026（演示）',
  'evidence.queryResult': 'SELECT count(*) → 120,000 行（演示）',
  'evidence.operationLog': '近30日导出0次，查询128次（演示）',
  // SHA-256 of nothing: the shape of a digest, and plainly nobody's file.
  'evidence.digest': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'product.name': '演示数据产品',
  'product.intro': '利用授权数据加工形成的核验类数据产品，仅返回核验结论，不提供原始数据（演示）。',
  'product.authorisedResources': '授权协议附件所列数据资源（演示）',
  'product.agreementId': 'SQ-2026-0001（演示）',
  'scenario.usable': '公共服务优化、行业分析、学术研究。',
  'scenario.forbidden': '不得用于识别特定自然人，不得转售原始数据。',
  'scenario.problemsSolved': '解决多部门重复采集和查询不便的问题。',
  'riskAssessment.conclusion': '六个方面均符合要求，残余风险低（演示）。',
};

const CHOICES: Readonly<Record<string, string>> = {
  'dataResource.updateCycle': 'monthly',
  'dataResource.grade': '2',
  'dataResource.shareAttribute': 'unconditional',
  'dataResource.openAttribute': 'unconditional',
  'dataResource.format': 'file',
  'evidence.mode': 'self',
  'riskAssessment.author': 'self',
  'product.kind': 'verification',
};

interface Days {
  readonly today: string;
  readonly earlier: string;
}

/** A sample value for one item of a demonstration dossier; undefined where it asks for nothing. */
export function demoText(
  item: string,
  field: MaterialField,
  state: FirstState,
  days: Days,
): Json | undefined {
  switch (field.type) {
    case 'string':
    case 'text':
      return WORDS[item] ?? byAgency(item, state);
    case 'enum':
      return CHOICES[item] ?? field.options?.[0]?.value;
    case 'enums':
      return field.options?.map((o) => o.value);
    case 'date':
      return item.endsWith('agreementTo')
        ? twoYearsOn(days.today)
        : item.endsWith('To')
          ? days.today
          : days.earlier;
    case 'bool':
      return false;
    case 'industry':
      return 'S92';
    case 'region':
      return state.registrant.region;
    case 'creditCode':
      return byAgency(item, state);
    default:
      return undefined;
  }
}

function byAgency(item: string, state: FirstState): string | undefined {
  const known: Readonly<Record<string, string | undefined>> = {
    'agency.principalName': state.registrant.name,
    'agency.principalCreditCode': state.registrant.code,
    'agency.agentName': state.agent?.name,
    'agency.agentCreditCode': state.agent?.code,
  };
  return known[item];
}

const twoYearsOn = (day: string): string => `${Number(day.slice(0, 4)) + 2}-12-31`;
