import { text, type Text } from '../../base/text.ts';
import type { CheckState, Report } from './report.ts';

/** What the page itself says around its findings. */
export const STATES: Readonly<
  Record<CheckState, { readonly sign: string; readonly tone: string; readonly word: Text }>
> = {
  pass: { sign: '✓', tone: 'good', word: text('是', 'Yes') },
  caution: { sign: '!', tone: 'warn', word: text('是，但要留意', 'Yes, with a caution') },
  fail: { sign: '✕', tone: 'bad', word: text('否', 'No') },
  absent: { sign: '–', tone: 'none', word: text('说不了', 'Cannot be told') },
};

export const OUTCOMES: Readonly<
  Record<Report['outcome'], { readonly sign: string; readonly tone: string }>
> = {
  holds: { sign: '✓', tone: 'good' },
  broken: { sign: '✕', tone: 'bad' },
  incomplete: { sign: '?', tone: 'warn' },
};

export const DETAILS = text('细节', 'Details');
export const WHOLE = text('四项结论', 'The four findings');
export const DRAW = text('画出它怎样连到根', 'Draw how it is tied to the root');
export const LOOK_UP = text(
  '凭登记码查它的现状（登记码会发给本站）',
  'Ask how it stands now (its code goes to this site)',
);
export const CHECKING = text('正在核对……', 'Checking…');
export const EMPTY = text(
  '还没有可核对的内容：请选择文件，或粘贴内容。',
  'There is nothing to check yet: choose files, or paste something.',
);
export const PASTED = text('粘贴的内容', 'what was pasted');
export const DEFECT = text(
  '核对时出了意外，没有结论。请换一个新一些的浏览器，或用“上传核验”。',
  'Something went wrong and there is no conclusion. Try a newer browser, or upload the file instead.',
);
export const BAD_POLICY = (line: number): Text =>
  line === 0
    ? text(
        '策略不完整：缺少 quorum 一行，或过长。',
        'The policy is not whole: no quorum line, or too long.',
      )
    : text(
        `策略第 ${line} 行读不懂，没有采用。`,
        `Line ${line} of the policy cannot be read; it is not in use.`,
      );
export const POLICY_TAKEN = text('已改用粘贴的信任策略。', 'The pasted policy is in use now.');
