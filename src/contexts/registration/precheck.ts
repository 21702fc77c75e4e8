import type { Json } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { holds } from '../../law/conditions.ts';
import type { MaterialField, MaterialGroup, RulePack } from '../../law/types.ts';
import { consistency, independence } from './consistency.ts';
import { changeGaps } from './change-result.ts';
import { notRepaired } from './digests.ts';
import { lookup } from './dossier.ts';
import { depositFindings } from './first-evidence.ts';
import { gap, type Finding } from './finding.ts';
import {
  coOwners,
  conditionFacts,
  dossierText,
  type FirstState,
  type Likeness,
} from './first-state.ts';

/** The same checks for the applicant before filing and for the reviewer after. */
export function precheck(
  state: FirstState,
  rules: RulePack,
  today: string,
  likeness: readonly Likeness[] = [],
): Finding[] {
  return [
    ...materialGaps(state, rules),
    ...prerequisiteGaps(state, rules, today),
    ...consistency(state, rules, today),
    ...independence(state, rules),
    ...notRepaired(state),
    ...changeGaps(state),
    ...likeness.map(likenessFinding),
  ];
}

/** Groups of the pack's material list that apply to this dossier. */
export function groupsFor(state: FirstState, rules: RulePack): MaterialGroup[] {
  const at = lookup(state.dossier, conditionFacts(state, rules.jurisdiction));
  return rules.profile.materials.first.filter(
    (g) => g.required === 'optional' || holds(g.required, at),
  );
}

/** Items that are required now and empty. */
export function missingItems(state: FirstState, rules: RulePack): string[] {
  return materialGaps(state, rules).flatMap((f) => (f.code === 'MISSING' ? [f.item] : []));
}

function materialGaps(state: FirstState, rules: RulePack): Finding[] {
  const at = lookup(state.dossier, conditionFacts(state, rules.jurisdiction));
  return groupsFor(state, rules).flatMap((group) => {
    const begun = Object.keys(state.dossier[group.id] ?? {}).length > 0;
    if (group.required === 'optional' && !begun) return [];
    return group.fields
      .filter((f) => f.required !== 'optional' && holds(f.required, at))
      .flatMap((f) => fieldGap(group, f, state.dossier[group.id]?.[f.id]));
  });
}

function fieldGap(group: MaterialGroup, field: MaterialField, value: Json | undefined): Finding[] {
  const item = `${group.id}.${field.id}`;
  if (value === undefined || value === null) {
    const says = text(
      `缺少“${group.label.zh}”中的“${field.label.zh}”。`,
      `"${field.label.en}" in "${group.label.en}" is missing.`,
    );
    return [{ item, level: 'gap', code: 'MISSING', says, law: group.law }];
  }
  const missing =
    field.mustCover?.filter((m) => !(Array.isArray(value) && value.includes(m))) ?? [];
  if (missing.length === 0) return [];
  const named = missing.map((m) => field.options?.find((o) => o.value === m)?.label ?? text(m, m));
  const says = text(
    `“${field.label.zh}”未覆盖：${named.map((n) => n.zh).join('、')}。`,
    `"${field.label.en}" does not cover: ${named.map((n) => n.en).join(', ')}.`,
  );
  return [{ item, level: 'gap', code: 'NOT_COVERED', says, law: group.law }];
}

function prerequisiteGaps(state: FirstState, rules: RulePack, today: string): Finding[] {
  const p = rules.profile.prerequisites;
  const found: Finding[] = [];
  const stated = dossierText(state, 'evidence', 'depositedOn');
  if (!state.evidence) {
    found.push(
      gap(
        'evidence',
        'EVIDENCE_NOT_LINKED',
        '尚未关联存证：登记申请前应当先行存证。',
        'No evidence deposit is linked: deposit comes before application.',
        p.evidenceLaw,
      ),
    );
  } else if ([state.evidence.depositedOn, stated].some((on) => on > today)) {
    found.push(
      gap(
        'evidence.depositedOn',
        'EVIDENCE_LATER',
        '存证日期晚于申请日期。',
        'The deposit is dated later than the application.',
        p.evidenceLaw,
      ),
    );
  }
  found.push(...depositFindings(state, p.evidenceLaw));
  const item = dossierText(state, 'dataResource', 'catalogueItemId');
  const anchored = state.anchor !== null && (item === '' || item === state.anchor.itemId);
  if (p.catalogueOnChain && state.objectKind === 'resource' && !anchored) {
    found.push(
      gap(
        'dataResource.catalogueItemId',
        'CATALOGUE_NOT_ANCHORED',
        '数据目录尚未上链（未关联已入库的目录条目）。',
        'The catalogue item is not anchored (no recorded catalogue entry is linked).',
        p.catalogueLaw,
      ),
    );
  }
  const missing = coOwners(state).filter((o) => !state.consents.includes(o.creditCode));
  for (const owner of missing) {
    const lacking = gap(
      'dataResource.coOwners',
      'CONSENT_MISSING',
      `共有主体“${owner.name}”尚未同意。`,
      `Co-owner "${owner.name}" has not consented yet.`,
      p.internalReviewLaw,
    );
    found.push({ ...lacking, party: 'coOwner' });
  }
  return found;
}

const WHY: Record<Likeness['why'], Text> = {
  sameHolderAndDigest: text('同一登记主体、同一存证摘要', 'same holder and same evidence digest'),
  sameCatalogueItem: text('同一目录条目', 'same catalogue item'),
  sameHolderAndName: text('同一登记主体、同名', 'same holder and same name'),
  similarName: text('名称相近', 'similar name'),
};

function likenessFinding(l: Likeness): Finding {
  const says = text(
    `与“${l.title}”（${l.holder}）疑似重复：${WHY[l.why].zh}。`,
    `Looks like "${l.title}" (${l.holder}): ${WHY[l.why].en}.`,
  );
  return {
    item: 'dataResource.name',
    level: 'warning',
    code: l.same ? 'DUPLICATE' : 'SIMILAR',
    says,
    law: ['BJ-REG-11c', 'NAT-REG-10'],
  };
}
