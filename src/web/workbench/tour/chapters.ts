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
    title: text('张悦新建一件申请', 'Zhang Yue 张悦 opens an application'),
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
    button: text('换成陈立，审核通过', 'Become Chen Li 陈立 and approve'),
  },
  {
    id: 'submit',
    from: 'reviewed',
    who: 'bj-min-zheng',
    title: text('提交，期限开始', 'File it: a period begins'),
    says: text(
      '提交的当天不计入，登记机构的受理期限从次日数起；只数工作日，放假跳过，调休上班的计入。',
      'The day of filing does not count; the time to accept runs from the next. Only working days count: holidays are skipped, make-up days are not.',
    ),
    button: text('换成张悦，提交', 'Become Zhang Yue 张悦 and file'),
  },
  {
    id: 'accept',
    from: 'submitted',
    who: 'bj-shou-li',
    title: text('登记机构受理', 'The registrar accepts'),
    says: text(
      '期限已经开始：在“期限”里点“怎样算出来的”，能看到每一天怎么数。受理人员看材料齐不齐，有缺的只能一次告知；这一件不缺，可以受理。',
      'The period runs: under Deadlines, “How it was counted” shows every day. The intake officer sees whether all is there, and may tell gaps only once; here there are none.',
    ),
    button: text('换成李文，受理', 'Become Li Wen 李文 and accept'),
  },
  {
    id: 'pass',
    from: 'in_review',
    who: 'bj-shen-he',
    title: text('核对公章，形式审核', 'Seals looked at, form reviewed'),
    says: text(
      '受理的当天，审核期限接着开始。审核只看形式：材料、公章、存证；文件就在材料旁边，对着看。',
      'With the acceptance the time to review begins. The review is of the form: papers, seals, evidence; the files stand beside the fields, to be compared.',
    ),
    button: text('换成王静，审核通过', 'Become Wang Jing 王静 and pass it'),
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
    button: text('换成何琳，发布公示', 'Become He Lin 何琳 and publish'),
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
    button: text('换成何琳，赋码', 'Become He Lin 何琳 and assign it'),
  },
  {
    id: 'verify',
    from: 'REGISTERED',
    who: null,
    title: text('任何人都能核验', 'Anybody can verify it'),
    says: text(
      '用查询码或者确认单文件核验，不用账户：每一步都在可验证的日志里，由见证人联署。演示的见证人由本站代演，正式运行时是独立的单位。',
      'By query code or by the file itself, without an account: every step is on a verifiable log that witnesses sign. In the demonstration we play the witnesses; in earnest they are independent bodies.',
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
