import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

export const held = (name: string): Refusal =>
  refuse(
    'DESK_HELD',
    text(
      `该事项已由${name}认领。如需接手，请与其联系移交。`,
      `${name} has this case in hand. Ask them to hand it over.`,
    ),
    [],
    'conflict',
    { name },
  );

export const notHeld = (): Refusal =>
  refuse(
    'DESK_NOT_HELD',
    text('该事项不在您手上。', 'You do not have this case in hand.'),
    [],
    'conflict',
  );

export const cannotAct = (): Refusal =>
  refuse(
    'DESK_CANNOT_ACT',
    text(
      '您的角色不能办理该事项当前的步骤，或者应当回避，不能认领。',
      'Your role does not act in this step of the case, or has to stand aside.',
    ),
    [],
    'forbidden',
  );

export const colleagueCannotAct = (name: string): Refusal =>
  refuse(
    'DESK_COLLEAGUE_CANNOT_ACT',
    text(
      `${name}不能办理该事项当前的步骤，请另选同事。`,
      `${name} does not act in this step of the case; choose another colleague.`,
    ),
    [],
    'conflict',
  );

export const notColleague = (): Refusal =>
  refuse(
    'DESK_NOT_COLLEAGUE',
    text('只能移交给本单位的其他经办人员。', 'A case goes to another officer of this office only.'),
  );

export const caseEnded = (): Refusal =>
  refuse(
    'DESK_CASE_ENDED',
    text('该事项已办结，不再认领或移交。', 'This case has ended; nobody takes it in hand.'),
    [],
    'conflict',
  );

export const notOfficer = (): Refusal =>
  refuse(
    'DESK_NOT_YOURS',
    text(
      '认领、移交和请假只供登记机构经办人员使用。',
      'Taking in hand, handing over and absences are for officers of the registrar.',
    ),
    [],
    'forbidden',
  );

export const listedTwice = (): Refusal =>
  refuse(
    'BULK_TWICE',
    text('同一事项列了两次。', 'The same case is listed twice.'),
    [],
    'malformed',
  );

export const daysWrong = (): Refusal =>
  refuse(
    'ABSENCE_DAYS',
    text(
      '请假日期应为今天起一年以内，结束不早于开始。',
      'An absence ends today or later, not before it begins, and within a year.',
    ),
  );

export const overlaps = (): Refusal =>
  refuse(
    'ABSENCE_OVERLAPS',
    text(
      '与已登记的请假日期重叠，请先撤销原来的。',
      'It overlaps with another absence of yours; take that one back first.',
    ),
    [],
    'conflict',
  );

export const substituteAway = (name: string): Refusal =>
  refuse(
    'ABSENCE_SUBSTITUTE_AWAY',
    text(
      `${name}同期请假，请另选代办人。`,
      `${name} is away at the same time; choose another substitute.`,
    ),
    [],
    'conflict',
  );

export const tooMany = (): Refusal =>
  refuse(
    'ABSENCE_TOO_MANY',
    text('已登记的请假过多。', 'You have entered too many absences.'),
    [],
    'conflict',
  );

export const absenceUnknown = (): Refusal =>
  refuse('ABSENCE_UNKNOWN', text('没有这次请假。', 'There is no such absence.'), [], 'unknown');
