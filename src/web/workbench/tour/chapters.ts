import { text, type Text } from '../../../base/text.ts';

/** One step of the story, told while it happens. */
export interface Chapter {
  readonly id: string;
  /** The state of the case in which it is this step's turn; null: there is no case yet. */
  readonly from: string | null;
  /** Who takes it, by the login of the demonstration account; null: nobody, or anybody. */
  readonly who: string | null;
  readonly title: Text;
  readonly says: Text;
  readonly button: Text;
}

/** A first registration in Beijing from nothing to a code that anybody can verify. */
export const chapters: readonly Chapter[] = [
  {
    id: 'open',
    from: null,
    who: 'bj-min-zheng',
    title: text('张悦新建一件申请', 'Zhang Yue opens an application'),
    says: text(
      '市民政局的经办人要登记一份养老数据。先建一份草稿：草稿只有本单位看得到。',
      'A clerk of the civil affairs bureau wants to register data on care for the elderly. It begins as a draft that only her own unit sees.',
    ),
    button: text('新建申请', 'Open a draft'),
  },
  {
    id: 'fill',
    from: 'draft',
    who: 'bj-min-zheng',
    title: text('从目录导入，补全材料', 'Import from the catalogue, fill the rest'),
    says: text(
      '名称、来源、共享条件等从全市目录导入，不用重打；其余用带“演示用章”的材料补全。缺什么，系统按审核人的同一套规则当场说明。',
      'Name, source and sharing class come from the city catalogue; sample papers fill the rest. What is missing is said at once, by the very rules the reviewer will use.',
    ),
    button: text('导入并补全', 'Import and fill'),
  },
  {
    id: 'review',
    from: 'filled',
    who: 'bj-min-zheng-fu-he',
    title: text('同事作内部业务审核', 'A colleague reviews inside the unit'),
    says: text(
      '提交前先由本单位另一人审核：填的人不能审自己填的，系统不给这个按钮。',
      'Before filing, somebody else of the same unit reviews it. Whoever filled it in does not get the button.',
    ),
    button: text('换成陈立，审核通过', 'Become Chen Li and approve'),
  },
  {
    id: 'submit',
    from: 'reviewed',
    who: 'bj-min-zheng',
    title: text('提交，期限开始', 'File it: a period begins'),
    says: text(
      '提交的当天不计入，登记机构的受理期限从次日数起。展开期限，能看到每一天怎么数。',
      'The day of filing does not count; the time to accept runs from the next. Unfold the deadline to see every day counted.',
    ),
    button: text('换成张悦，提交', 'Become Zhang Yue and file'),
  },
  {
    id: 'accept',
    from: 'submitted',
    who: 'bj-shou-li',
    title: text('登记机构受理', 'The registrar accepts'),
    says: text(
      '受理人员看材料齐不齐。有缺的只能一次告知，全部列出来；没有缺的就受理，审核期限开始。',
      'The intake officer sees whether all is there. Gaps may be told once, all together; here there are none, and the time to review begins.',
    ),
    button: text('换成李文，受理', 'Become Li Wen and accept'),
  },
  {
    id: 'pass',
    from: 'in_review',
    who: 'bj-shen-he',
    title: text('核对公章，形式审核', 'Seals looked at, form reviewed'),
    says: text(
      '审核只看形式：材料、公章、存证。期限跨过春节，系统跳过放假、计入调休，一天不差。',
      'The review is of the form: papers, seals, evidence. Its period runs over the Spring Festival; holidays are skipped and make-up days counted.',
    ),
    button: text('换成王静，审核通过', 'Become Wang Jing and pass it'),
  },
  {
    id: 'publish',
    from: 'passed',
    who: 'bj-fa-zheng',
    title: text('发布公示', 'The notice is published'),
    says: text(
      '公示只有公开字段，联系人和电话不在里面。公示期内，当事人可以实名提异议。',
      'A notice holds public fields only: no contact person, no telephone. While it runs, a party concerned may object under their real name.',
    ),
    button: text('换成何琳，发布公示', 'Become He Lin and publish'),
  },
  {
    id: 'wait',
    from: 'in_notice',
    who: null,
    title: text('拨快时钟，公示期满', 'Move the clock past the notice'),
    says: text(
      '演示有一只可以拨动的时钟。到期由系统依条文结束公示，没有人点按钮。',
      'The demonstration has a clock that can be moved. At its end the system closes the notice under its article; nobody presses a button.',
    ),
    button: text('拨到公示期满次日', 'Move to the morning after'),
  },
  {
    id: 'assign',
    from: 'clear',
    who: 'bj-fa-zheng',
    title: text('赋码，发放确认单', 'A code, and the confirmation'),
    says: text(
      '赋码是终局：盖了电子签名和时间戳的确认单同时生成，目录和国家平台同时得到通知。',
      'The code is final. A signed and time-stamped confirmation is made with it, and the catalogue and the national platform are told.',
    ),
    button: text('换成何琳，赋码', 'Become He Lin and assign it'),
  },
  {
    id: 'verify',
    from: 'REGISTERED',
    who: null,
    title: text('任何人都能核验', 'Anybody can verify it'),
    says: text(
      '用查询码或者确认单文件核验，不用账户，也不用相信我们：每一步都在可验证的日志里，有人见证。',
      'By query code or by the file itself, without an account and without having to believe us: every step is on a verifiable, witnessed log.',
    ),
    button: text('打开核验页', 'Open the verification'),
  },
];

/** Which chapter a case stands at; a draft whose material is complete goes on to the review. */
export function chapterOf(
  view: { readonly status: string; readonly gaps: number; readonly touched: boolean } | null,
): number {
  const at =
    view === null
      ? null
      : view.status === 'draft' && view.touched && view.gaps === 0
        ? 'filled'
        : view.status;
  return chapters.findIndex((chapter) => chapter.from === at);
}
