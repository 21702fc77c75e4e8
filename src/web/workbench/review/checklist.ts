import type { Json, JsonObject } from '../../../base/json.ts';
import { toldBefore, type Named, type Stage } from '../case/gaps.ts';
import type { MaterialGroup } from '../dossier/open.ts';
import type { CaseView } from '../queries.ts';

/** How a part of the dossier was found. A remark is for the officer alone and goes nowhere. */
export type Verdict = 'pass' | 'defect' | 'remark';

export interface Looked {
  readonly as: Verdict;
  readonly ground?: string;
  readonly reason?: string;
  /** Who made it, where it came with the case from a colleague; one's own bears no name. */
  readonly by?: string;
}

/** By item: a group of the material list, or `group.field`. */
export type Checklist = Readonly<Record<string, Looked>>;

/** Characters of a reason, as the act takes it. */
export const LONGEST_REASON = 2000;
export const SHORTEST_REASON = 5;

const isVerdict = (value: unknown): value is Verdict =>
  value === 'pass' || value === 'defect' || value === 'remark';

/** What was kept of it earlier; whatever is not a mark is left out. */
export function readChecklist(kept: Json): Checklist {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {};
  return Object.fromEntries(
    Object.entries(kept as JsonObject).flatMap(([item, given]): [string, Looked][] => {
      const { as, ground, reason, by } = (given ?? {}) as Record<string, unknown>;
      if (!isVerdict(as)) return [];
      const all = { ...words('ground', ground), ...words('reason', reason), ...words('by', by) };
      return [[item, { as, ...all }]];
    }),
  );
}

const words = (name: 'by' | 'ground' | 'reason', value: unknown) =>
  typeof value === 'string' ? { [name]: value } : {};

/** A mark that was looked at and written on: it is one's own now. */
export function ownMark({ by: _colleague, ...mark }: Looked): Looked {
  return mark;
}

/** How many marks came with the case from a colleague and whose they are. */
export function passedOn(list: Checklist): { readonly n: number; readonly by: readonly string[] } {
  const from = Object.values(list).flatMap(({ by }) => (by === undefined ? [] : [by]));
  return { n: from.length, by: [...new Set(from)] };
}

/** The list with one item marked anew; `null` takes the mark away. */
export function marked(list: Checklist, item: string, as: Looked | null): Checklist {
  const { [item]: _before, ...others } = list;
  return as === null ? others : { ...others, [item]: as };
}

/** What a whole part is found to be. It passes only without defects: those of its items go with it. */
export function judged(
  list: Checklist,
  group: string,
  as: Verdict | null,
  ground: string,
): Checklist {
  if (as !== 'pass') {
    const next = as === 'defect' ? { as, ground, reason: list[group]?.reason ?? '' } : as && { as };
    return marked(list, group, next && withReason(next, list[group]));
  }
  const kept = Object.entries(list).filter(([item]) => item.split('.')[0] !== group);
  return { ...Object.fromEntries(kept), [group]: { as } };
}

const withReason = (next: Looked, before: Looked | undefined): Looked =>
  before?.reason === undefined ? next : { ...next, reason: before.reason };

/** Groups that are to be looked at: all of them before the first notice, and after one those of which
 *  something may still be named (told once, BJ-REG-11b). */
export const toLookAt = (
  view: Pick<CaseView, 'state'>,
  stage: Stage,
  groups: readonly MaterialGroup[],
): readonly MaterialGroup[] =>
  groups.filter((group) => {
    const items = [group.id, ...group.fields.map((field) => `${group.id}.${field.id}`)];
    return toldBefore(view, stage, items).length < items.length;
  });

/** Whether a group was looked at: it is marked, or one of its items is. */
export const isLookedAt = (list: Checklist, group: string): boolean =>
  Object.keys(list).some((item) => item.split('.')[0] === group);

export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly left: readonly MaterialGroup[];
}

export function progressOf(list: Checklist, groups: readonly MaterialGroup[]): Progress {
  const left = groups.filter((group) => !isLookedAt(list, group.id));
  return { done: groups.length - left.length, of: groups.length, left };
}

/** Everything marked as a defect, in the order of the material list, as a notice takes it. */
export function defectsOf(list: Checklist, groups: readonly MaterialGroup[]): readonly Named[] {
  const items = groups.flatMap((group) => [
    group.id,
    ...group.fields.map((field) => `${group.id}.${field.id}`),
  ]);
  return items.flatMap((item) => {
    const found = list[item];
    if (found?.as !== 'defect') return [];
    return [{ item, ground: found.ground ?? '', reason: found.reason ?? '' }];
  });
}

/** The list after a notice was written: its items are the defects, everything else as it was. */
export function withDefects(list: Checklist, named: readonly Named[]): Checklist {
  const kept = Object.entries(list).filter(([, { as }]) => as !== 'defect');
  const defects = named.map(({ item, ground, reason }): [string, Looked] => [
    item,
    { as: 'defect', ground, reason },
  ]);
  return Object.fromEntries([...kept, ...defects]);
}

/** What is not ready to be told yet: no ground, or no words. */
export const unfinished = (named: readonly Named[]): readonly Named[] =>
  named.filter(
    ({ ground, reason }) => ground === '' || [...reason.trim()].length < SHORTEST_REASON,
  );
