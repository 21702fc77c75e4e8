import type { Json, JsonObject } from '../../../base/json.ts';
import { text, type Text } from '../../../base/text.ts';

/** Days that lie behind whoever files: a deposit, an assessment (BJ-REG-8a, CQ-REG-13). */
const PAST = new Set(['evidence.depositedOn', 'riskAssessment.assessedOn']);
/** The last day of a period, by its first. */
const FROM: Readonly<Record<string, string>> = { termTo: 'termFrom', agreementTo: 'agreementFrom' };

/** What is wrong with a value the moment it stands there, before anything is sent; the server decides. */
export function wrongAt(
  item: string,
  value: Json | undefined,
  beside: JsonObject,
  today: string,
): Text | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const [, field = ''] = item.split('.');
  if (PAST.has(item) && value > today)
    return text(`不能晚于今天（${today}）。`, `Not later than today (${today}).`);
  const from = beside[FROM[field] ?? ''];
  if (typeof from === 'string' && from !== '' && value < from)
    return text('最后一天早于开始的一天。', 'The last day is before the first.');
  if (item === 'evidence.digest' && !/^[0-9a-f]{64}$/i.test(value.trim()))
    return text(
      `摘要是64位的0–9、a–f，现在有${value.trim().length}位，请整行复制。`,
      `A digest has 64 characters of 0–9 and a–f; this has ${value.trim().length}: copy the whole line.`,
    );
  return undefined;
}
