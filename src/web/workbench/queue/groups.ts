import { text, type Text } from '../../../base/text.ts';
import type { Sort } from './filters.ts';

export type Group = 'overdue' | 'today' | 'soon' | 'later' | 'none';

/** The days by which a page is grouped, YYYY-MM-DD, as the server counts them. */
export interface Today {
  readonly today: string;
  /** The third working day from today. */
  readonly soonBy: string;
}

interface Dated {
  readonly id: string;
  readonly due: string | null;
}

/** By dates alone, so that a list in order of dates is in order of groups whatever unit a clock counts in. */
export function groupOf({ due }: Pick<Dated, 'due'>, { today, soonBy }: Today): Group {
  if (due === null) return 'none';
  if (due < today) return 'overdue';
  if (due === today) return 'today';
  return due <= soonBy ? 'soon' : 'later';
}

export const GROUPS: Readonly<Record<Group, Text>> = {
  overdue: text('已逾期', 'Overdue'),
  today: text('今天到期', 'Due today'),
  soon: text('三个工作日内到期', 'Due within three working days'),
  later: text('以后到期', 'Due later'),
  none: text('没有期限在计算', 'No deadline runs'),
};

export type Line<T extends Dated> =
  | { readonly kind: 'head'; readonly id: string; readonly group: Group }
  | { readonly kind: 'case'; readonly id: string; readonly item: T; readonly at: number };

/** The lines of a list: each case once, in order of dates under the heading of its group. What was read
 *  twice counts as it was read in its later version. */
export function linesOf<T extends Dated & { readonly version: number }>(
  items: readonly T[],
  order: Sort,
  days: Today | undefined,
): readonly Line<T>[] {
  const newest = new Map<string, T>();
  for (const item of items) {
    const known = newest.get(item.id);
    if (!known || known.version < item.version) newest.set(item.id, item);
  }
  const lines: Line<T>[] = [];
  let group: Group | undefined;
  let at = 0;
  for (const item of newest.values()) {
    const next = order === 'due' && days ? groupOf(item, days) : undefined;
    if (next !== undefined && next !== group) lines.push({ kind: 'head', id: next, group: next });
    group = next;
    lines.push({ kind: 'case', id: item.id, item, at });
    at += 1;
  }
  return lines;
}

/** The case so many cases after another (negative: before); at the ends it stays. `from` may be gone
 *  meanwhile: then the first. */
export function caseFrom<T extends Dated>(
  lines: readonly Line<T>[],
  from: string | undefined,
  step: number,
): { readonly id: string; readonly index: number } | undefined {
  const cases = lines.flatMap((line, index) =>
    line.kind === 'case' ? [{ id: line.id, index }] : [],
  );
  const now = cases.findIndex(({ id }) => id === from);
  const next = now === -1 ? (step < 0 ? cases.length - 1 : 0) : now + step;
  return cases[Math.min(Math.max(next, 0), cases.length - 1)];
}
