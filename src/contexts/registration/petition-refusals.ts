import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { EntryFact } from './entry-fact.ts';

/** Why nothing can be asked about this entry now: this place has no such entry, or it has ended. */
export function entryRefusal(entry: EntryFact | null, law: readonly string[]): Refusal | undefined {
  if (!entry) {
    return refuse(
      'ENTRY_UNKNOWN',
      text(
        '本地登记簿中没有这一登记：请核对登记编码和办理城市。',
        'The register of this place has no such entry: check the code and the city.',
      ),
      law,
      'unknown',
    );
  }
  if (entry.status === 'REGISTERED') return undefined;
  const [zh, en] = entry.status === 'REVOKED' ? ['撤销', 'revoked'] : ['注销', 'cancelled'];
  return refuse(
    'ENTRY_ENDED',
    text(`该登记已被${zh}，不能再办理。`, `The entry was ${en}; nothing more can be done to it.`),
    law,
    'conflict',
  );
}

export const notRealName = (law: readonly string[]): Refusal =>
  refuse(
    'NOT_REAL_NAME',
    text('须实名提出，请先完成实名认证。', 'This is asked under a verified real name.'),
    law,
    'forbidden',
  );

export const paperUnknown = (law: readonly string[]): Refusal =>
  refuse(
    'FILE_UNKNOWN',
    text('所引用的文件不存在或不属于您。', 'A file does not exist or is not yours.'),
    law,
  );

export const nothingSupplied = (): Refusal =>
  refuse(
    'NOTHING_SUPPLIED',
    text(
      '没有补充任何内容：请按告知的事项补充后再提交。',
      'Nothing was supplied: give what the notice names, then file again.',
    ),
    ['NAT-REG-10', 'BJ-REG-11b', 'CQ-REG-16'],
  );
