import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Finding } from './finding.ts';

const ONCE = ['BJ-REG-11b', 'BJ-REG-12b', 'NAT-REG-10'];
const DEPOSIT = ['BJ-REG-8a', 'CQ-REG-13', 'NAT-REG-7'];

export const groupUnknown = (): Refusal =>
  refuse('MATERIAL_GROUP_UNKNOWN', text('没有这一组材料。', 'There is no such material group.'), [
    'BJ-REG-10(1)',
    'NAT-REG-9(1)',
  ]);

/** The gaps a sentence spells out; `findings` always carries every one. */
const SPELLED_OUT = 12;

/** Names everything that is missing, so that the applicant mends it in one go. */
export function incomplete(gaps: readonly Finding[]): Refusal {
  const spelled = gaps.slice(0, SPELLED_OUT);
  const rest = gaps.length - spelled.length;
  const zh = spelled.map((g) => g.says.zh).join('') + (rest ? `其余${rest}处见清单。` : '');
  const en =
    spelled.map((g) => g.says.en).join(' ') + (rest ? ` The other ${rest} are in the list.` : '');
  return refuse(
    'SUBMISSION_INCOMPLETE',
    text(
      `申请材料尚不齐全，共${gaps.length}处：${zh}`,
      `The application is not complete (${gaps.length}): ${en}`,
    ),
    [...new Set(gaps.flatMap((g) => g.law))],
    'unprocessable',
    {
      findings: gaps.map(({ item, code, says, law }) => ({
        item,
        code,
        says: { ...says },
        law: [...law],
      })),
    },
  );
}

export const itemsLocked = (items: readonly string[]): Refusal =>
  refuse(
    'ITEM_LOCKED',
    text(
      '补正期间只能修改告知书列明的项目。',
      'Only the items named in the notice may be edited now.',
    ),
    ONCE,
    'conflict',
    { items: [...items] },
  );

export const itemUnknown = (id: string): Refusal =>
  refuse(
    'CATALOGUE_ITEM_UNKNOWN',
    text(
      `目录清单中没有编号为“${id.slice(0, 80)}”的条目。`,
      `The catalogue list has no item "${id.slice(0, 80)}".`,
    ),
    ['BJ-REG-8b', 'BJ-REG-19', 'CQ-REG-20'],
  );

export const nothingToImport = (): Refusal =>
  refuse(
    'NOTHING_TO_IMPORT',
    text('请选择目录条目或提供一行目录数据。', 'Choose a catalogue item or give a catalogue row.'),
    ['BJ-REG-19', 'CQ-REG-20'],
  );

export const proofMissing = (): Refusal =>
  refuse(
    'EVIDENCE_FILE_MISSING',
    text('请先上传存证证明文件。', 'Upload the evidence proof file first.'),
    DEPOSIT,
  );

export const depositUnnamed = (): Refusal =>
  refuse(
    'EVIDENCE_UNNAMED',
    text(
      '请填写本平台的存证事项编号，或者在别处存证的日期。',
      'Name the deposit made here, or the day of one made elsewhere.',
    ),
    DEPOSIT,
  );

export const depositUnknown = (): Refusal =>
  refuse(
    'EVIDENCE_UNKNOWN',
    text(
      '没有这一存证，或者不是本登记主体的存证。',
      'There is no such deposit of this registrant.',
    ),
    DEPOSIT,
    'unknown',
  );

export const depositUnusable = (): Refusal =>
  refuse(
    'EVIDENCE_UNUSABLE',
    text(
      '该存证尚未出具证明，或者已被认定无效。',
      'This deposit has no proof yet, or was found invalid.',
    ),
    DEPOSIT,
    'conflict',
  );

export const depositedLater = (): Refusal =>
  refuse(
    'EVIDENCE_LATER',
    text('存证日期不能晚于今天。', 'The deposit cannot be dated later than today.'),
    DEPOSIT,
  );

export const digestDiffers = (): Refusal =>
  refuse(
    'EVIDENCE_MISMATCH',
    text(
      '存证证明文件与存证时记录的摘要不一致。',
      'The proof file does not have the digest recorded at deposit.',
    ),
    DEPOSIT,
  );

export const notConsented = (): Refusal =>
  refuse(
    'NOT_CONSENTED',
    text('本单位尚未同意，无须撤回。', 'Your organisation has not consented.'),
    ['BJ-REG-8d', 'CQ-REG-9', 'NAT-REG-7'],
    'conflict',
  );

export const consentedAlready = (): Refusal =>
  refuse(
    'ALREADY_CONSENTED',
    text('本单位已经同意。', 'Your organisation has consented already.'),
    ['BJ-REG-8d', 'CQ-REG-9', 'NAT-REG-7'],
    'conflict',
  );

export const samePerson = (): Refusal =>
  refuse(
    'SAME_PERSON',
    text(
      '填报人员不得审核本人填报的内容，请由另一人办理业务审核。',
      'Whoever typed the dossier may not review it; another person must.',
    ),
    ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'],
    'forbidden',
  );

export const registrantDeclares = (): Refusal =>
  refuse(
    'DECLARATION_NOT_REGISTRANTS',
    text(
      '承诺须由登记主体作出：请登记主体先办理“登记主体承诺”，代理机构再提交。',
      'The declaration is the registrant\u2019s: the registrant declares first, then the agent submits.',
    ),
    ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'],
    'forbidden',
  );

export const declarationIdle = (): Refusal =>
  refuse(
    'DECLARATION_IDLE',
    text(
      '自行申请的在提交时承诺；代理申请的已经承诺。',
      'Who files alone declares on submitting; where an agent files, the declaration is given.',
    ),
    ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'],
    'conflict',
  );
