import { text, type Text } from '../../../base/text.ts';

export type Command = 'next' | 'previous' | 'first' | 'last' | 'pick' | 'search' | 'help';

interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Where the stroke goes: typing is never taken away from anybody. */
  readonly typing: boolean;
  /** Whether a control of its own has the focus: it keeps its arrows and its space. */
  readonly onControl: boolean;
}

const LETTERS: Readonly<Record<string, Command>> = {
  j: 'next',
  k: 'previous',
  x: 'pick',
  '/': 'search',
  '?': 'help',
};
const ARROWS: Readonly<Record<string, Command>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
};

/** What a stroke means in the queue; Enter opens a row by itself, because the row is a link. */
export function commandOf(stroke: Stroke): Command | undefined {
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey || stroke.typing) return undefined;
  if (Object.hasOwn(LETTERS, stroke.key)) return LETTERS[stroke.key];
  if (stroke.onControl || !Object.hasOwn(ARROWS, stroke.key)) return undefined;
  return ARROWS[stroke.key];
}

/** The keys as the help shows them. */
export const KEYS: readonly { readonly keys: readonly string[]; readonly does: Text }[] = [
  { keys: ['j', '↓'], does: text('下一行', 'Next row') },
  { keys: ['k', '↑'], does: text('上一行', 'Row before') },
  { keys: ['Home', 'End'], does: text('第一行、最后一行', 'First and last row') },
  { keys: ['Enter'], does: text('打开', 'Open') },
  { keys: ['x'], does: text('选中或取消选中', 'Choose or leave') },
  { keys: ['/'], does: text('搜索', 'Search') },
  { keys: ['?'], does: text('显示这张表', 'Show this table') },
  {
    keys: ['Esc'],
    does: text('关闭；在搜索框里：回到清单', 'Close; in the search: back to the list'),
  },
];
