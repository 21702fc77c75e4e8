import { text, type Text } from '../../../base/text.ts';
import type { Pack } from '../queries.ts';
import { itemName, valueOf } from '../words.ts';
import { readFiguresSearch, type FiguresSearch } from './search.ts';

const MARKS: Readonly<Record<string, Text>> = {
  filed: text('提交', 'Filed'),
  acceptance: text('受理', 'Acceptance'),
  formalReview: text('形式审核', 'Formal review'),
  publicNotice: text('公示', 'Public notice'),
  noticed: text('发布公示', 'Notice published'),
  coded: text('赋码', 'Code assigned'),
  returnedFor: text('告知补正的材料', 'Material returned'),
  returnedOn: text('告知补正的情形', 'Returned because'),
  refusedOn: text('不予受理或者不通过', 'Refused or failed'),
  objected: text('提出异议', 'Objection lodged'),
  objectionEnded: text('异议', 'Objection'),
  overdue: text('标记逾期', 'Flagged as overdue'),
  late: text('目前逾期', 'Overdue now'),
  owing: text('逾期未申请登记', 'Not filed in time'),
};

const SAID: Readonly<Record<string, Text>> = {
  accepted: text('受理', 'accepted'),
  passed: text('通过', 'passed'),
  failed: text('不通过', 'failed'),
  refused: text('不予受理', 'refused'),
  returned: text('告知补正', 'gaps notified'),
  acceptance: text('受理期限', 'time to accept'),
  formalReview: text('审核期限', 'time to review'),
  cancelCompletion: text('注销办理期限', 'time to cancel'),
  selfCheck: text('安全自查期限', 'time for the self-check'),
};

const ONLY: Readonly<Record<string, Text>> = {
  late: text('逾期作出', 'after the deadline'),
  first: text('首次决定', 'the first decision'),
};

/** What a figure counts, as `behindWord` writes it, in words. */
export function behindTitle(behind: string, pack: Pack | undefined): Text {
  const [mark = '', said = '', only = ''] = behind.split('~');
  const what = MARKS[mark];
  if (!what) return text('统计项', 'A figure');
  const named = said === '' ? undefined : saidWords(mark, said, pack);
  const more = ONLY[only];
  const parts = [named, more].filter((one) => one !== undefined);
  if (parts.length === 0) return what;
  return text(
    `${what.zh}：${parts.map(({ zh }) => zh).join('，')}`,
    `${what.en}: ${parts.map(({ en }) => en).join(', ')}`,
  );
}

function saidWords(mark: string, said: string, pack: Pack | undefined): Text {
  if (mark === 'returnedFor') return itemName(said, pack);
  return SAID[said] ?? valueOf(said, pack) ?? text(said, said);
}

/** The days it was counted in, if any. */
export function behindPeriod(behind: string): { from: string; to: string } | undefined {
  const [, , , from = '', to = ''] = behind.split('~');
  return from === '' || to === '' ? undefined : { from, to };
}

/** The page of figures it was counted on. */
export function behindSearch(jurisdiction: string, behind: string): FiguresSearch {
  const [, , , from, to, procedure, district] = behind.split('~');
  return readFiguresSearch({ jurisdiction, from, to, procedure, district });
}
