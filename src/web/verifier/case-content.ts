import { text, type Text } from '../../base/text.ts';
import { canonical } from '../../base/canonical-json.ts';
import type { Json } from '../../base/json.ts';
import { fromHex, toHex, utf8 } from '../../log/bytes.ts';
import type { CaseEvent, CaseFile } from './case-file.ts';
import { hmacSha256 } from './hmac.ts';
import { isObject, textAt } from './json.ts';
import { check, type Check } from './report.ts';

const SALT_BYTES = 32;

/** Whether a disclosed group answers to the commitment in its entry (`src/log/entry.ts`). */
function answers(commitment: unknown, group: Json | undefined): boolean {
  const salt = fromHex(textAt(group, 'salt') ?? '');
  if (!isObject(group) || salt?.length !== SALT_BYTES || group['value'] === undefined) return false;
  try {
    return toHex(hmacSha256(salt, utf8(canonical(group['value'])))) === commitment;
  } catch {
    return false;
  }
}

const commitments = ({ entry }: CaseEvent) =>
  isObject(entry?.['commitments']) ? entry['commitments'] : {};

/** What is wrong with an event, the case and its neighbour being what they are. */
function faultOf(
  file: CaseFile,
  event: CaseEvent,
  before: CaseEvent | undefined,
): Text | undefined {
  const { version, entry, body, index } = event;
  const at = (zh: string, en: string): Text =>
    text(`第 ${version} 步：${zh}`, `Step ${version}: ${en}`);
  if (entry === null)
    return at('记录的写法不对，可能被改过。', 'the entry is not as it was written.');
  const { caseId, procedure, jurisdiction } = file;
  const same =
    entry['version'] === version &&
    entry['caseId'] === caseId &&
    entry['procedure'] === procedure &&
    entry['jurisdiction'] === jurisdiction;
  if (!same) return at('记录不属于这一事项。', 'the entry is not of this case.');
  if (before !== undefined && version !== before.version + 1) {
    return at('前面少了一步。', 'a step before it is missing.');
  }
  if (before?.index !== undefined && index !== null && (before.index ?? -1) >= index) {
    return at('在链上的次序不对。', 'it is out of order on the log.');
  }
  const wrong = Object.keys(body).find((group) => !answers(commitments(event)[group], body[group]));
  return wrong === undefined
    ? undefined
    : at(
        `披露的内容（${wrong}）与链上的承诺不符。`,
        `what is disclosed (${wrong}) is not what was committed to.`,
      );
}

/** That the steps follow one another without a gap, and what is disclosed is what was committed to. */
export function caseIntact(file: CaseFile): Check {
  const { events, goesOn } = file;
  const faults = events.flatMap((event, at) => faultOf(file, event, events[at - 1]) ?? []);
  const [first] = faults;
  if (first) return check('intact', 'fail', first, faults);
  const disclosed = events.reduce((sum, { body }) => sum + Object.keys(body).length, 0);
  const all = events.reduce((sum, event) => sum + Object.keys(commitments(event)).length, 0);
  const details = [
    text(
      `非公开内容共 ${all} 组，这里披露 ${disclosed} 组，都与链上的承诺相符。`,
      `Of ${all} private groups ${disclosed} are disclosed here; all answer to their commitments.`,
    ),
  ];
  const [from, to] = [events[0]?.version ?? 0, events.at(-1)?.version ?? 0];
  if (from > 1 || goesOn) {
    const words = text(
      `第 ${from} 步至第 ${to} 步连续，没有改动；别的步骤不在这个文件里。`,
      `Steps ${from} to ${to} follow one another unchanged; the others are not in this file.`,
    );
    return check('intact', 'caution', words, details);
  }
  const words = text(
    `第 1 步至第 ${to} 步连续，没有缺漏和改动；之后有没有新的步骤，文件本身说明不了。`,
    `Steps 1 to ${to} are here, none left out or changed. Whether there were more since, no file can say.`,
  );
  return check('intact', 'pass', words, details);
}
