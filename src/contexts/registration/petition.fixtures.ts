import type { JsonObject } from '../../base/json.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { does, opens, tryOpen, upload, type Case, type Office } from '../../../test/office.ts';
import { organisations, people, person } from '../../../test/office-people.ts';

/** 两地办理的人。 */
export const cast = {
  beijing: { filer: people.filer, intake: people.intake, review: people.review },
  chongqing: { filer: people.cqFiler, intake: people.cqIntake, review: people.cqReview },
} as const;

export const castOf = (at: Office) =>
  at.rules.jurisdiction === 'beijing' ? cast.beijing : cast.chongqing;

/** 承继单位的经办人。 */
export const successor = person('承继单位经办', organisations.planning, 'registrant');

export const cancelInput = (
  at: Office,
  entry: Case,
  by: Actor,
  more: JsonObject = {},
): JsonObject => ({
  entry: entry.id,
  ground: 'rights_waived_or_term_over',
  statement: upload(at, by),
  explanation: '授权运营到期，不再提供该数据',
  ...more,
});

/** 代已终止的登记主体申请注销。 */
export const forEnded = (at: Office, by: Actor, more: JsonObject = {}): JsonObject => ({
  ground: 'registrant_ended',
  capacity: 'successor',
  proof: [upload(at, by)],
  ...more,
});

export const cancelling = (
  at: Office,
  entry: Case,
  by: Actor = castOf(at).filer,
  more: JsonObject = {},
): Case => opens(at, 'reg.cancel', by, cancelInput(at, entry, by, more));

export const correctInput = (
  at: Office,
  entry: Case,
  by: Actor,
  more: JsonObject = {},
): JsonObject => ({
  entry: entry.id,
  items: [{ item: 'dataResource.name', value: '公共停车场备案信息（更正）' }],
  explanation: '登记的数据名称与目录不一致',
  proof: [upload(at, by)],
  ...more,
});

export const correcting = (
  at: Office,
  entry: Case,
  by: Actor = castOf(at).filer,
  more: JsonObject = {},
): Case => opens(at, 'reg.correct', by, correctInput(at, entry, by, more));

/** 利害关系人申请更正。 */
export const interested = (
  at: Office,
  entry: Case,
  by: Actor = people.citizen,
  more: JsonObject = {},
): Case => correcting(at, entry, by, { interest: '本人为该停车场经营者', ...more });

export const accepted = (at: Office, c: Case): Case => does(at, c, castOf(at).intake, 'accept');

/** 不能新建，说明为什么；拒绝都有条文。 */
export function barred(at: Office, procedure: string, by: Actor, input: JsonObject): Refusal {
  const opened = tryOpen(at, procedure, by, input);
  if (!isRefusal(opened)) throw new Error(`${procedure} 应被拒绝`);
  if (opened.cites.length === 0) throw new Error(`${opened.code} 没有条文`);
  return opened;
}

export const missing = (item: string, ground = 'incomplete') => ({
  missing: [{ item, ground, reason: '请补充完善该项内容' }],
});
