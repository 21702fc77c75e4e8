import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

/** Principles of registration: personal information is protected; the registrar keeps the records. */
export const LAW = ['NAT-REG-4', 'BJ-REG-6', 'BJ-REG-5', 'CQ-REG-4'];

export const unknownCase = (): Refusal =>
  refuse(
    'CASE_UNKNOWN',
    text('没有这一事项，或您不是其当事方。', 'There is no such case, or you have no part in it.'),
    LAW,
    'unknown',
  );

export const notSettled = (): Refusal =>
  refuse(
    'CASE_NOT_SETTLED',
    text(
      '该事项还在办理中，办理需要这些内容；办结、撤回或登记之后才能清空。',
      'The case is still going on and needs what it holds; it can be erased once the case is over or registered.',
    ),
    LAW,
    'conflict',
  );

export const nothing = (): Refusal =>
  refuse(
    'NOTHING_TO_ERASE',
    text(
      '该事项里没有所选类别的内容，或已经清空；请另选类别。',
      'The case holds nothing of the kinds chosen, or it was erased already: choose other kinds.',
    ),
    LAW,
    'conflict',
  );

export const unknownParts = (parts: readonly string[]): Refusal =>
  refuse(
    'PART_UNKNOWN',
    text(`没有这些部分：${parts.join('、')}。`, `There are no such parts: ${parts.join(', ')}.`),
    LAW,
  );

export const officersKept = (parts: readonly string[]): Refusal =>
  refuse(
    'OFFICER_KEPT',
    text(
      `${parts.join('、')}记载由谁经办，登记机构须保存，不能清空。`,
      `${parts.join(', ')} says which officer acted; the registrar must keep it.`,
    ),
    ['BJ-REG-5', 'NAT-REG-4', 'CQ-REG-4'],
    'conflict',
  );

export const publicKept = (): Refusal =>
  refuse(
    'PUBLIC_FIELDS_KEPT',
    text(
      '有效登记对外公布的内容不能清空；须先更正、变更或注销登记。',
      'What the public is shown of an entry in force cannot be erased; correct, change or cancel the entry first.',
    ),
    ['NAT-REG-13', 'BJ-REG-15', 'CQ-REG-16'],
    'conflict',
  );

export const tooWide = (): Refusal =>
  refuse(
    'ERASURE_TOO_WIDE',
    text(
      '与该事项相连的事项太多，请按事项分别申请。',
      'Too many cases hang on this one; ask for each by itself.',
    ),
    LAW,
  );

export const samePerson = (): Refusal =>
  refuse(
    'SAME_OFFICER',
    text(
      '决定清空的人不能自己确认执行，须由第二人确认。',
      'Whoever decided the erasure cannot confirm it; a second person must.',
    ),
    LAW,
    'forbidden',
  );

export const namesNothing = (): Refusal =>
  refuse('NOTHING_NAMED', text('请选择要清空的类别或部分。', 'Choose what shall be erased.'), LAW);
