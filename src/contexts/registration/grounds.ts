import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { DomainEvent } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { UNREGISTERED, type Gap, type Likeness } from './first-state.ts';
import { reasons, words } from './inputs.ts';

export const gapList = z
  .array(
    z.strictObject({
      item: words(100).meta({ title: '材料项目 Item' }),
      ground: words(60).meta({ title: '情形 Ground' }),
      reason: reasons.meta({ title: '需要补充的内容 What to supply' }),
    }),
  )
  .min(1)
  .max(100)
  .meta({ title: '一次性告知的全部事项 Everything, once' });

/** Which items is public; what is said about each is between the registrar and the registrant. */
export const notified = (type: string, gaps: readonly Gap[]): DomainEvent => ({
  type,
  data: { items: gaps.map((g) => g.item), grounds: [...new Set(gaps.map((g) => g.ground))] },
  private: { gaps: { items: gaps.map((g) => ({ ...g })) } },
});

/** What a refusal says, at intake or in review: the grounds are the same (G15). */
export const refusal = z.strictObject({
  ground: words(60).meta({ title: '法定情形 Ground', options: 'refusalGrounds' }),
  reasons: reasons.meta({ title: '理由 Reasons' }),
  duplicateOf: z.uuid().optional().meta({ title: '重复的登记事项编号 The entry it repeats' }),
});

/** A refusal on a listed ground, or why it cannot be given. A duplicate repeats an application on
 *  its way or an entry in force, never one that has ended (G59). */
export function refused(
  type: string,
  given: z.infer<typeof refusal>,
  rules: RulePack,
  likeness: readonly Pick<Likeness, 'caseId' | 'status'>[],
): readonly DomainEvent[] | Refusal {
  const { ground, reasons: why, duplicateOf } = given;
  const { refusalGrounds } = rules.profile;
  if (!refusalGrounds.some((g) => g.id === ground)) return groundNotListed(rules);
  const named = likeness.find((l) => l.caseId === duplicateOf);
  if (ground === 'duplicate' && (!named || UNREGISTERED.includes(named.status))) {
    return duplicateUnnamed();
  }
  const data = { ground, ...(duplicateOf === undefined ? {} : { duplicateOf }) };
  return [{ type, data, private: { reasons: { text: why } } }];
}

function groundNotListed(rules: RulePack): Refusal {
  const grounds = rules.profile.refusalGrounds;
  return refuse(
    'GROUND_NOT_LISTED',
    text(
      `只能依规则列明的情形：${grounds.map((g) => g.label.zh).join('、')}。`,
      `Only the listed grounds: ${grounds.map((g) => g.label.en).join(', ')}.`,
    ),
    [...new Set(grounds.flatMap((g) => g.law))],
  );
}

const duplicateUnnamed = (): Refusal =>
  refuse(
    'DUPLICATE_UNNAMED',
    text(
      '以登记内容重复为由的，须指明所重复的在办申请或有效登记。',
      'A refusal for duplicate content names the running application or live entry it repeats.',
    ),
    ['BJ-REG-11c', 'NAT-REG-10'],
  );
