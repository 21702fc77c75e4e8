import type { Json, JsonObject } from '../../base/json.ts';
import type { Actor } from '../../kernel/types.ts';
import { holds } from '../../law/conditions.ts';
import type { MaterialField, RulePack } from '../../law/types.ts';
import { lookup } from './dossier.ts';
import { conditionFacts, type FirstState } from './first-state.ts';
import { does, opens, passTo, upload, type Case, type Office } from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import { sealedFiles } from './seals.ts';

/** The day of deposit, before every application told here. */
const DEPOSITED = '2025-11-20';

/** Who does what in one application. */
export interface Cast {
  readonly filer: Actor;
  readonly reviewer: Actor;
  readonly intake: Actor;
  readonly review: Actor;
  readonly issue: Actor;
}

export const beijing: Cast = people;
export const beijingOperator: Cast = {
  ...people,
  filer: people.operator,
  reviewer: people.operatorReviewer,
};
export const chongqing: Cast = {
  filer: people.cqFiler,
  reviewer: people.cqReviewer,
  intake: people.cqIntake,
  review: people.cqReview,
  issue: people.cqIssue,
};
export const chongqingOperator: Cast = {
  ...chongqing,
  filer: people.cqOperator,
  reviewer: people.cqOperatorReviewer,
};

export interface Plan {
  readonly cast?: Cast;
  readonly objectKind?: 'resource' | 'product' | 'service';
  readonly suppliedOn?: string;
  readonly inScope?: boolean;
  readonly coOwners?: boolean;
  /** The duty case that it answers. */
  readonly duty?: string;
  /** An agent with the case id of the mandate it files under. */
  readonly agent?: { readonly actor: Actor; readonly mandate: string };
  /** Values of single items, `group.field`, in place of the usual ones. */
  readonly items?: Readonly<Record<string, Json>>;
}

const castOf = (at: Office, plan: Plan): Cast =>
  plan.cast ?? (at.rules.jurisdiction === 'beijing' ? beijing : chongqing);

export const stateOf = (c: Case): FirstState => c.still.state as unknown as FirstState;

/** 草稿：新建，未填材料。 */
export function draft(at: Office, plan: Plan = {}): Case {
  const { filer } = castOf(at, plan);
  return opens(at, 'reg.first', plan.agent?.actor ?? filer, {
    objectKind: plan.objectKind ?? 'resource',
    inScope: plan.inScope ?? true,
    ...(plan.suppliedOn === undefined ? {} : { suppliedOn: plan.suppliedOn }),
    ...(plan.agent ? { mandate: plan.agent.mandate } : {}),
    ...(plan.duty === undefined ? {} : { duty: plan.duty }),
  });
}

/** 材料齐全，已关联存证和目录，未业务审核。 */
export function complete(at: Office, plan: Plan = {}): Case {
  const c = draft(at, plan);
  const by = plan.agent?.actor ?? castOf(at, plan).filer;
  fill(at, c, by, plan);
  does(at, c, by, 'linkCatalogue', { itemId: 'park-1' });
  does(at, c, by, 'linkEvidence', { depositedOn: DEPOSITED });
  if (plan.coOwners) does(at, c, people.coOwner, 'consent', { agreed: true });
  return c;
}

/** Fills every item the pack wants, group by group; a later group may depend on an earlier one. */
export function fill(at: Office, c: Case, by: Actor, plan: Plan = {}): void {
  for (const group of at.rules.profile.materials.first) {
    for (let round = 0; round < 2; round += 1) {
      const values = wanted(at, c, by, plan, group.id);
      if (Object.keys(values).length > 0) {
        does(at, c, by, 'attachMaterial', { group: group.id, values });
      }
    }
  }
}

function wanted(at: Office, c: Case, by: Actor, plan: Plan, groupId: string): JsonObject {
  const state = stateOf(c);
  const facts = lookup(state.dossier, conditionFacts(state, at.rules.jurisdiction));
  const group = at.rules.profile.materials.first.find((g) => g.id === groupId);
  if (!group || !holds(group.required, facts)) return {};
  const empty = group.fields.filter((f) => state.dossier[group.id]?.[f.id] === undefined);
  const own = empty.flatMap((f) => {
    const item = `${group.id}.${f.id}`;
    const given = plan.items?.[item];
    if (given !== undefined) return given === null ? [] : [[f.id, given] as const];
    if (item === 'dataResource.coOwners') return plan.coOwners ? [[f.id, CO_OWNERS] as const] : [];
    return holds(f.required, facts) ? [[f.id, valueFor(at, by, f)] as const] : [];
  });
  return Object.fromEntries(own);
}

const CO_OWNERS: Json = [
  { name: organisations.planning.name, creditCode: organisations.planning.code },
];

function valueFor(at: Office, by: Actor, field: MaterialField): Json {
  if (field.mustCover) return [...field.mustCover];
  if (field.type === 'file') return upload(at, by);
  if (field.type === 'bool') return false;
  if (field.id === 'catalogueItemId') return 'park-1';
  if (field.type === 'creditCode') return organisations.assessor.code;
  if (field.id === 'depositedOn') return DEPOSITED;
  if (field.type === 'date') return field.example ?? '2026-01-01';
  return field.example ?? field.options?.[0]?.value ?? field.label.zh;
}

/** 已业务审核。 */
export function reviewed(at: Office, plan: Plan = {}): Case {
  const { reviewer } = castOf(at, plan);
  return does(at, complete(at, plan), reviewer, 'recordInternalReview', { opinion: '同意申请' });
}

/** 已提交，待受理。 */
export function submitted(at: Office, plan: Plan = {}): Case {
  const { filer } = castOf(at, plan);
  const c = reviewed(at, plan);
  if (plan.agent) does(at, c, filer, 'declare', { declaration: true });
  return does(at, c, plan.agent?.actor ?? filer, 'submit', { declaration: true });
}

/** 已受理，形式审核中。 */
export function accepted(at: Office, plan: Plan = {}): Case {
  return does(at, submitted(at, plan), castOf(at, plan).intake, 'accept');
}

export function confirmSeals(at: Office, c: Case, by: Actor): void {
  for (const { id, verified } of sealedFiles(stateOf(c), at.rules)) {
    if (!verified) does(at, c, by, 'confirmSeal', { file: id, found: true });
  }
}

/** 形式审核通过。 */
export function passed(at: Office, plan: Plan = {}): Case {
  const { review } = castOf(at, plan);
  const c = accepted(at, plan);
  confirmSeals(at, c, review);
  return does(at, c, review, 'passReview', { checked: true });
}

/** 公示中。 */
export function inNotice(at: Office, plan: Plan = {}): Case {
  return does(at, passed(at, plan), castOf(at, plan).issue, 'publishNotice');
}

/** 公示期满无异议，待赋码。 */
export function clear(at: Office, plan: Plan = {}): Case {
  const c = inNotice(at, plan);
  passTo(at, dayAfter(c.still.clocks.find((row) => row.name === 'publicNotice')?.due ?? ''));
  return c;
}

/** 已登记。 */
export function registered(at: Office, plan: Plan = {}): Case {
  return does(at, clear(at, plan), castOf(at, plan).issue, 'assignCode');
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** One gap on an item, with the ground its stage allows. */
export const gapOn = (rules: RulePack, item: string, stage: 'intake' | 'review' = 'intake') => ({
  item,
  ground:
    stage === 'intake'
      ? 'incomplete'
      : (rules.profile.materials.first.find((g) => item.startsWith(g.id))?.reviewGround ?? ''),
  reason: '请补充完善该项内容',
});
