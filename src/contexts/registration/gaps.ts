import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { RulePack } from '../../law/types.ts';
import { changedItems, type FirstState, type Gap } from './first-state.ts';
import { groupsFor } from './precheck.ts';

/** The grounds of an intake notice: the two the article names. */
export const INTAKE_GROUNDS = {
  incomplete: text('申请材料不齐全', 'the material is incomplete'),
  nonconforming: text('申请材料不符合规定', 'the material does not conform'),
} as const;

type Named = readonly { readonly item: string; readonly ground: string; readonly reason: string }[];

/** Holds a gap notice against the rule: known items, listed grounds, and everything told once.
 *  After an earlier notice only what that notice named, or what was changed since, may be named
 *  again (G13): anything else was visible the first time. */
export function checkGaps(
  state: FirstState,
  rules: RulePack,
  stage: 'intake' | 'review',
  named: Named,
): readonly Gap[] | Refusal {
  const gaps: Gap[] = [];
  for (const { item, ground, reason } of named) {
    const [groupId = '', fieldId] = item.split('.');
    const group = groupsFor(state, rules).find((g) => g.id === groupId);
    const field = group?.fields.find((f) => f.id === fieldId);
    if (!group || (fieldId !== undefined && !field)) return itemUnknown(item);
    if (gaps.some((g) => g.item === item)) return itemTwice(item);
    const listed =
      stage === 'intake'
        ? Object.hasOwn(INTAKE_GROUNDS, ground)
        : ground === group.reviewGround && rules.profile.reviewGrounds.some((g) => g.id === ground);
    if (!listed) return stage === 'intake' ? intakeGround(item) : reviewGround(item, rules);
    gaps.push({ item, ground, reason, law: group.law[0] ?? 'NAT-REG-9' });
  }
  const late = visibleBefore(state, stage, gaps);
  return late.length > 0 ? toldOnce(late) : gaps;
}

/** Items of a planned notice that stood before the officer's eyes when an earlier one was given. */
export function visibleBefore(
  state: FirstState,
  stage: 'intake' | 'review',
  named: readonly { readonly item: string }[],
): string[] {
  const last = state.notices.at(-1);
  const first = stage === 'review' && !state.notices.some((n) => n.stage === 'review');
  if (!last || first) return [];
  const changed = changedItems(state, last.submission, state.submissions.length);
  const open = [...last.gaps.map((g) => g.item), ...changed];
  return named
    .map((n) => n.item)
    .filter((i) => !open.some((o) => o === i || i.startsWith(`${o}.`)));
}

const itemUnknown = (item: string): Refusal =>
  refuse(
    'GAP_ITEM_UNKNOWN',
    text(
      `材料清单中没有“${item.slice(0, 100)}”。`,
      `The material list has no "${item.slice(0, 100)}".`,
    ),
    ['BJ-REG-10(1)', 'NAT-REG-9'],
  );

export const itemTwice = (item: string): Refusal =>
  refuse(
    'GAP_ITEM_TWICE',
    text(`“${item.slice(0, 100)}”重复列出。`, `"${item.slice(0, 100)}" is named twice.`),
    ['BJ-REG-11b', 'NAT-REG-10'],
  );

const intakeGround = (item: string): Refusal =>
  refuse(
    'GROUND_NOT_LISTED',
    text(
      `“${item}”的情形应为不齐全（incomplete）或不符合规定（nonconforming）。`,
      `The ground for "${item}" must be incomplete or nonconforming.`,
    ),
    ['BJ-REG-11b', 'NAT-REG-10'],
  );

function reviewGround(item: string, rules: RulePack): Refusal {
  const grounds = rules.profile.reviewGrounds;
  return refuse(
    'GROUND_NOT_LISTED',
    text(
      `形式审核只能就下列材料告知补正：${grounds.map((g) => g.label.zh).join('、')}；“${item}”不在其列或情形不符。`,
      `A review notice may name only: ${grounds.map((g) => g.label.en).join(', ')}; "${item}" is none of them.`,
    ),
    grounds.flatMap((g) => g.law),
  );
}

export const toldOnce = (items: readonly string[]): Refusal =>
  refuse(
    'GAP_VISIBLE_BEFORE',
    text(
      `“${items.join('”“')}”在上次告知时即已存在，不得再次要求补正（一次性告知）。`,
      `${items.join(', ')} stood there when the last notice was given; it may not be demanded now.`,
    ),
    ['BJ-REG-11b', 'BJ-REG-12b', 'NAT-REG-10'],
    'unprocessable',
    { items: [...items] },
  );
