import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';

/** A document to fill in. `{{name}}` marks what the dossier fills; an underscore line is for the hand. */
export interface Template {
  readonly title: Text;
  readonly paragraphs: readonly Text[];
}

const sealed = (who: string, whoEn: string): Text =>
  text(`${who}（公章）：______________　日期：{{date}}`, `${whoEn} (official seal), date`);

const templates: ReadonlyMap<string, Template> = new Map([
  [
    'undertaking',
    {
      title: text('数据合法合规性来源承诺书', 'Undertaking on the lawful source of data'),
      paragraphs: [
        text('登记主体：{{registrantName}}（统一社会信用代码：{{creditCode}}）', 'Registrant'),
        text('登记数据：{{dataName}}', 'Data to be registered'),
        text('我单位就上述数据的来源作如下承诺：', 'The registrant undertakes:'),
        text(
          '一、数据由我单位在履行职责、提供公共服务或者经授权运营中取得，依据是：{{legalBasis}}。',
          'The data was obtained in public duty, public service or authorised operation, on this basis.',
        ),
        text(
          '二、取得、存储和处理数据没有违反法律法规，没有侵害他人的合法权益。',
          'Obtaining and processing it broke no law and harmed nobody’s rights.',
        ),
        text(
          '三、数据中的个人信息、商业秘密和国家秘密已按规定识别，并采取相应保护措施。',
          'Personal information and secrets in it were identified and are protected.',
        ),
        text(
          '四、与他人共有的数据，已如实写明共有主体并取得其同意。',
          'Co-owners are named and have agreed.',
        ),
        text(
          '五、登记材料真实、完整、合法、有效；情况发生变化的，及时申请变更。',
          'The materials are true, complete, lawful and valid; changes will be filed.',
        ),
        text(
          '六、承诺不实的，我单位承担相应的法律责任。',
          'The registrant answers for false statements.',
        ),
        sealed('登记主体', 'Registrant'),
      ],
    },
  ],
  [
    'evidence-explanation',
    {
      title: text('数据存证说明', 'Evidence explanation'),
      paragraphs: [
        text('登记主体：{{registrantName}}（统一社会信用代码：{{creditCode}}）', 'Registrant'),
        text('存证数据：{{dataName}}', 'Data deposited'),
        text(
          '一、存证方式：□自行存证　□第三方存证，存证机构：______________',
          'Way of deposit, and the provider if any',
        ),
        text(
          '二、存证时间：{{depositedOn}}　数据摘要值（SM3或SHA-256）：{{digest}}',
          'Day of deposit and digest',
        ),
        text(
          '三、存储位置：写明机房或云平台、信息系统、库名和表名。',
          'Storage location: data centre or cloud, system, database, table',
        ),
        text(
          '四、查询结果：写明查询语句、执行时间和返回条数；附查询界面截图，遮盖个人信息。',
          'Query result: statement, time, row count; screenshot with personal information masked',
        ),
        text(
          '五、操作日志：写明日志起止时间和增、改、删等操作情况；附日志摘录。',
          'Operation log: period and operations; extract attached',
        ),
        text(
          '六、加工过程：写明数据从采集到形成经过哪些处理，谁可以操作，如何留痕。',
          'Processing: steps from collection on, who may act, what traces are kept',
        ),
        text(
          '七、自行存证的，我单位对存证内容承担证明责任。',
          'Who deposits by themselves bears the burden of proof.',
        ),
        sealed('登记主体或存证机构', 'Registrant or provider'),
      ],
    },
  ],
  [
    'risk-report',
    {
      title: text('数据安全风险评估报告（提纲）', 'Data security risk report (outline)'),
      paragraphs: [
        text(
          '评估对象：{{dataName}}　登记主体：{{registrantName}}（{{creditCode}}）',
          'Object and registrant',
        ),
        text(
          '出具方式：□自行评估　□第三方评估，评估机构：______________　评估日期：{{assessedOn}}',
          'Own or third-party, assessor, day',
        ),
        text(
          '一、信息系统安全：系统边界、等级保护情况、漏洞和补丁、访问控制、备份恢复。',
          'Information system security',
        ),
        text(
          '二、数据安全：数据分类分级、数量和敏感程度、泄露篡改丢失的可能和影响。',
          'Data security',
        ),
        text(
          '三、数据安全技术：加密、脱敏、鉴权、审计等措施是否到位、是否有效。',
          'Data security technology',
        ),
        text(
          '四、数据处理活动安全：采集、存储、使用、加工、传输、提供、公开各环节的风险。',
          'Security of processing',
        ),
        text(
          '五、个人信息保护：是否含个人信息，处理依据，告知同意，最小必要，去标识化。',
          'Personal information protection',
        ),
        text('六、应急处置：预案、演练、责任人、报告渠道和时限。', 'Emergency response'),
        text(
          '七、结论：总体风险等级、需要整改的事项和完成时间。六个方面都要写，没有的写明没有。',
          'Conclusion; all six areas are needed, even if nothing was found',
        ),
        sealed('登记主体或评估机构', 'Registrant or assessor'),
      ],
    },
  ],
  [
    'co-owner-consent',
    {
      title: text('共有主体同意登记的意见', 'Consent of a co-owner'),
      paragraphs: [
        text('共有主体：______________（统一社会信用代码：______________）', 'Co-owner'),
        text('申请登记的单位：{{registrantName}}（统一社会信用代码：{{creditCode}}）', 'Applicant'),
        text('一、我单位与申请单位共有数据“{{dataName}}”。', 'The data is owned together.'),
        text(
          '二、我单位同意：□共同申请登记　□由申请单位单独申请登记。',
          'Joint application, or application by the applicant alone',
        ),
        text(
          '三、我单位知道公示和登记结果中会写明我单位的名称。',
          'The co-owner knows that its name is made public.',
        ),
        text(
          '四、对份额或者用途另有约定的，写明：______________',
          'Shares or uses agreed otherwise',
        ),
        sealed('共有主体', 'Co-owner'),
      ],
    },
  ],
  [
    'agency-agreement',
    {
      title: text('登记委托代理协议书', 'Agency agreement'),
      paragraphs: [
        text(
          '委托方（登记主体）：{{registrantName}}（统一社会信用代码：{{creditCode}}）',
          'Principal',
        ),
        text('代理方（代理机构）：{{agentName}}（统一社会信用代码：{{agentCreditCode}}）', 'Agent'),
        text(
          '一、委托事项：代为办理“{{dataName}}”的登记申请手续，范围为：□首次　□变更　□更正　□注销　□续展。',
          'Matters entrusted',
        ),
        text('二、委托期限：自{{termFrom}}起至{{termTo}}止。', 'Term'),
        text(
          '三、业务审核、真实性声明和加盖公章由委托方自行完成，不得由代理方代替。',
          'Internal review, declaration and seals stay with the principal.',
        ),
        text(
          '四、代理方只在委托范围内办理，保守所知秘密，不得同时代理对本登记提出异议的一方，也不得兼任本登记的存证机构或者评估机构。',
          'The agent keeps to the mandate and to secrecy, and takes no conflicting part in the case.',
        ),
        text(
          '五、委托方可以随时撤回委托，自在登记平台上撤回时起生效。',
          'The principal may withdraw at any time on the platform.',
        ),
        sealed('委托方', 'Principal'),
        sealed('代理方', 'Agent'),
      ],
    },
  ],
  [
    'product-document',
    {
      title: text('数据产品和服务说明文档', 'Product document'),
      paragraphs: [
        text(
          '产品和服务名称：{{productName}}　登记主体：{{registrantName}}（{{creditCode}}）',
          'Product and registrant',
        ),
        text(
          '一、产品形态：写明是数据集、接口、模型、核验、指标、报告还是应用，以及交付方式。',
          'Form and delivery',
        ),
        text(
          '二、使用的数据资源：逐项写明名称、登记代码、授权依据和授权期限。',
          'Resources used, with codes and authorisation',
        ),
        text(
          '三、加工方法：写明主要处理步骤；说明原始数据是否离开运行环境。',
          'Processing, and whether raw data leaves the environment',
        ),
        text(
          '四、输出内容：列出返回的信息项，说明是否含个人信息以及处理依据。',
          'Output, and personal information in it',
        ),
        text(
          '五、可使用场景和禁用场景：写明能用在哪里，不能用在哪里。',
          'Allowed and forbidden use',
        ),
        text('六、质量和更新：更新周期、准确性说明、已知限制。', 'Quality and updates'),
        text('七、服务和安全：服务时间、故障联系、访问控制和审计。', 'Service and security'),
        text('编制单位：{{registrantName}}　日期：{{date}}', 'Author and date'),
      ],
    },
  ],
]);

/** The ids under which materials refer to templates. */
export const templateIds: readonly string[] = [...templates.keys()];

export function template(id: string): Template | undefined {
  return templates.get(id);
}

/** A paragraph with its marks filled; what is not known stays a line to write on. */
export function filled(
  paragraph: Text,
  values: Readonly<Record<string, string | undefined>>,
): Text {
  const fill = (words: string) =>
    words.replace(/\{\{(\w{1,40})\}\}/g, (_, name: string) =>
      Object.hasOwn(values, name) ? values[name] || '______________' : '______________',
    );
  return { zh: fill(paragraph.zh), en: fill(paragraph.en) };
}
