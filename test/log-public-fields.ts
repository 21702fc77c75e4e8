/** What one field of the public half may hold, and why it may be there. */
interface PublicField {
  /** `type path`, with `*` for any type or any place in a list; the entry itself has no type. */
  readonly at: readonly string[];
  readonly shape: RegExp;
  readonly why: string;
}

const CASE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CREDIT = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const WORD = /^[A-Za-z][A-Za-z.]{1,59}$/;
const GROUND = /^[a-z]+(?:_[a-z]+)*$/;

/** Every string that stands in the public half of an entry. Names are on no line: not of people, not
 *  of organisations, not of data. What a page may show while the office shows it, the log would keep
 *  for ever. */
export const publicFields: readonly PublicField[] = [
  {
    at: ['format', 'procedure', 'type', 'act', 'jurisdiction'],
    shape: /^[a-z][A-Za-z0-9.-]{1,59}$/,
    why: '程序声明中的名称，不由任何人填写',
  },
  { at: ['pack'], shape: /^[a-z-]+(?:-\d{4}|-draft)$/, why: '规则包名称，规则是公开的' },
  { at: ['rules'], shape: DIGEST, why: '规则包全文的摘要，规则是公开的' },
  { at: ['caseId'], shape: CASE, why: '事项编号，随机产生' },
  { at: ['log.KeyAdded scheme'], shape: /^[a-z0-9-]{5,40}$/, why: '签名算法' },
  {
    at: ['log.KeyAdded verifier'],
    shape: /^[a-z0-9./-]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/,
    why: '公钥，本来就要公布',
  },
  {
    at: ['at'],
    shape: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00$/,
    why: '办理时刻',
  },
  { at: ['actor.account'], shape: /^system$/, why: '系统不是人；人的账户只有加盐承诺' },
  { at: ['actor.role'], shape: /^[a-z]+(?:[._][a-z]+)*$/, why: '经办人只以角色出现' },
  { at: ['law.*'], shape: /^(?:NAT|BJ|CQ)-REG-[0-9a-z().]+$/, why: '条文编号' },
  { at: ['commitments.*'], shape: DIGEST, why: '加盐承诺，没有盐无从验证任何猜测' },
  { at: ['deadlines.*.clock', 'deadlines.*.unit'], shape: WORD, why: '期限名称和单位，规则所定' },
  { at: ['deadlines.*.startedOn', 'deadlines.*.due'], shape: DAY, why: '起算日和末日' },
  {
    at: ['deadlines.*.calendar', 'clock.DeadlineRecalculated calendar'],
    shape: /^(?:cn-\d{4}\.(?:\d+|unpublished) ?)*$/,
    why: '日历版本号，由国务院办公厅通知而来',
  },
  {
    at: [
      'actor.org',
      'reg.DraftOpened registrant.code',
      'reg.DraftOpened agent.code',
      'reg.CoRegistrantConsented organisation',
      'obj.Lodged registrant',
      'agency.MandateDrafted principal',
      'agency.MandateDrafted agent',
      'agency.MandateSealed by',
      'account.Requested organisation',
      'account.Updated organisation',
      'account.Verified organisation',
      'account.Disabled organisation',
    ],
    shape: CREDIT,
    why: '统一社会信用代码是单位的公开标识（GB 32100）；单位名称不上链',
  },
  {
    at: ['reg.DraftOpened registrant.kind', 'reg.DraftOpened objectKind', 'reg.DraftOpened duty'],
    shape: GROUND,
    why: '规则列明的主体类别、登记对象和义务',
  },
  { at: ['reg.DraftOpened registrant.region'], shape: /^\d{6}$/, why: '行政区划代码（GB/T 2260）' },
  {
    at: [
      'reg.DraftOpened agent.mandate',
      'reg.AgencyEnded mandate',
      'reg.ObjectionNoted objection',
      'reg.ObjectionSettled objection',
      'reg.RegistrationTerminated objection',
      'obj.Lodged about',
      'obj.Upheld about',
      'obj.Dismissed about',
      'obj.Withdrawn about',
      'reg.SealConfirmed file',
    ],
    shape: CASE,
    why: '另一事项或文件的编号，随机产生',
  },
  {
    at: [
      'reg.DraftOpened agent.to',
      'reg.DraftOpened suppliedOn',
      'reg.FilingClockStarted suppliedOn',
      'evid.Linked depositedOn',
      'reg.NoticePublished from',
      'reg.CodeAssigned assignedOn',
      'reg.CodeAssigned issuedOn',
      'reg.CodeAssigned validFrom',
      'reg.CodeAssigned validTo',
      'reg.ValidityFixed validFrom',
      'reg.ValidityFixed validTo',
      'reg.ConfirmationIssued issuedOn',
      'cert.Issued issuedOn',
      'agency.MandateDrafted from',
      'agency.MandateDrafted to',
    ],
    shape: DAY,
    why: '日期：期限、公示、有效期由此起止',
  },
  {
    at: ['reg.ContentImported itemId', 'reg.CatalogueLinked itemId'],
    shape: /^[\w-]{1,80}$/,
    why: '已公布目录中的条目编号，须在目录中查得',
  },
  {
    at: ['reg.ContentImported digest', 'reg.CatalogueLinked digest'],
    shape: DIGEST,
    why: '已公布目录条目的摘要，所摘之文人人可得',
  },
  { at: ['reg.CatalogueLinked proof'], shape: /^importedList$/, why: '固定词' },
  { at: ['reg.MaterialAttached group'], shape: WORD, why: '材料清单中的组名，须在清单中' },
  {
    at: ['reg.ApplicationSubmitted objectKind', 'reg.ApplicationResubmitted objectKind'],
    shape: GROUND,
    why: '登记对象类别',
  },
  {
    at: ['reg.IntakeDeficiencyNotified items.*', 'reg.ReviewDeficiencyNotified items.*'],
    shape: /^[A-Za-z]+(?:\.[A-Za-z]+)?$/,
    why: '材料清单中的项目名，须在清单中；说明文字不上链',
  },
  {
    at: [
      'reg.IntakeDeficiencyNotified grounds.*',
      'reg.ReviewDeficiencyNotified grounds.*',
      'reg.AcceptanceRefused ground',
      'reg.FormalReviewFailed ground',
      'reg.RegistrationTerminated ground',
      'reg.ObjectionSettled outcome',
      'reg.ValidityFixed anchor',
      'reg.CodeAssigned kind',
      'reg.CodeAssigned scheme',
      'sync.Queued change',
    ],
    shape: /^[A-Za-z_]{1,40}$/,
    why: '规则列明的情形和结果；理由不上链',
  },
  {
    at: [
      'reg.CodeAssigned code',
      'reg.ConfirmationIssued code',
      'cert.Issued code',
      'sync.Queued code',
      'cat.CityCatalogueUpdated code',
    ],
    shape: /^DJ-\d{6}-[YCF]-\d{4}-\d{7}-[0-9A-Z]$/,
    why: '登记编码，登记后公布（北京第十五条、第十六条，国家第十三条）；查询码不上链',
  },
];
