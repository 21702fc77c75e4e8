import type { ActVerdict } from '../app/audit/rerun.ts';
import type { Found, Outcome } from '../app/audit/rerun-found.ts';
import { text, type Text } from '../base/text.ts';

const OUTCOMES: Readonly<Record<Outcome, Text>> = {
  same: text('一致', 'same'),
  different: text('不同', 'different'),
  undisclosed: text('未披露', 'undisclosed'),
  unknownRules: text('规则不详', 'rules not at hand'),
  erased: text('已清空', 'erased'),
};

/** What the whole came to. */
export const SUMMARY: Readonly<Record<Outcome, string>> = {
  same: '每一事项凭记录和公布的规则重办，结果相同。Every act comes out the same from its record and the published rules.',
  different: '有事项重办结果不同。Some act comes out otherwise.',
  undisclosed:
    '已披露的部分与链上承诺相符；未披露的不能重办。What is disclosed answers its commitments; the rest cannot be decided again.',
  erased:
    '有内容已依法清空，相关事项不能重办；其余重办结果相同。Something was lawfully erased, and acts that need it cannot be decided again; all others come out the same.',
  unknownRules:
    '有事项所依的规则或日历不在本程序内，未能重办。The rules or the calendar of some act are not in this program.',
};

const FOUND: Readonly<Record<Found['what'], Text>> = {
  form: text('不是规范写法的条目', 'no entry in canonical form'),
  order: text('版本不连续', 'versions do not follow each other'),
  case: text('属于另一案卷', 'of another case'),
  commitment: text('披露的内容与链上承诺不符', 'what is disclosed is not what was committed to'),
  boundary: text('不知属于哪次办理', 'belongs to no act'),
  record: text('办理记录不是本事项的', 'the record is not of this act'),
  input: text('输入不合事项的格式', 'the input is not as the act reads it'),
  refused: text('依规则不应准许', 'the rules refuse it'),
  failed: text('规则不能在记录上运行', 'the rules cannot be run on the record'),
  events: text('产生的事件多少不同', 'more or fewer events come out'),
  public: text('公开部分不同', 'the public half is otherwise'),
  private: text('不公开部分不同', 'private groups are otherwise'),
  early: text('期限未满即自动办理', 'the deadline was not over'),
  rules: text('没有这一规则包', 'the rule pack is not at hand'),
  procedure: text('没有这一程序', 'the procedure is not at hand'),
  calendar: text('没有这一日历', 'the calendar is not at hand'),
  withheld: text('未披露', 'withheld'),
  erased: text('已依法清空，不能重办', 'lawfully erased, cannot be decided again'),
  erasedBefore: text('此前的内容已依法清空', 'what came before was lawfully erased'),
  state: text('此前的内容未全部披露', 'what came before is not wholly disclosed'),
};

/** One act: versions of its events, its name, how it came out and why. */
export function actLine({ act, versions, outcome, found }: ActVerdict): string {
  const [first, last] = [versions[0] ?? 0, versions.at(-1) ?? 0];
  const at = first === last ? `${first}` : `${first}–${last}`;
  const { zh, en } = OUTCOMES[outcome];
  const why = found.map(foundWords);
  const reasons = why.length === 0 ? '' : `：${why.join('；')}`;
  return `  ${at.padEnd(7)} ${act.padEnd(24)} ${zh} ${en}${reasons}`;
}

function foundWords({ version, what, names = [] }: Found): string {
  const { zh, en } = FOUND[what];
  return `${version} ${zh} ${en}${names.length === 0 ? '' : `（${names.join(', ')}）`}`;
}

/** The parts that a case says were erased: no alteration, each by an order that stands on the log. */
export const erasedLine = (parts: readonly string[]): string =>
  `依法清空的部分（事件/组），不是改动 lawfully erased, not altered: ${parts.join(', ')}`;
