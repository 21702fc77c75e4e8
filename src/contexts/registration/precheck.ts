import type { Json } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { holds } from '../../law/conditions.ts';
import type { MaterialField, MaterialGroup, RulePack } from '../../law/types.ts';
import { isFileValue, lookup } from './dossier.ts';
import { coOwners, conditionFacts, dossierText, type FirstState, type Likeness } from './first-state.ts';

/** One finding of the automatic pre-check. Facts only: a person decides. A `gap` stops the
 *  submission because the form is incomplete by its own list; a `warning` never stops anything. */
export interface Finding {
  readonly item: string;
  readonly level: 'gap' | 'warning';
  readonly code: string;
  readonly says: Text;
  readonly law: readonly string[];
}

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
    ...likeness.map(likenessFinding),
  ];
}

/** Groups of the pack's material list that apply to this dossier. */
export function groupsFor(state: FirstState, rules: RulePack): MaterialGroup[] {
  const at = lookup(state.dossier, conditionFacts(state, rules.jurisdiction));
  return rules.profile.materials.first.filter((g) => g.required === 'optional' || holds(g.required, at));
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
  const missing = field.mustCover?.filter((m) => !(Array.isArray(value) && value.includes(m))) ?? [];
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
  if (!state.evidence) {
    found.push(gap('evidence', 'EVIDENCE_NOT_LINKED', '尚未关联存证：登记申请前应当先行存证。', 'No evidence deposit is linked: deposit comes before application.', p.evidenceLaw));
  } else if (state.evidence.depositedOn > today) {
    found.push(gap('evidence.depositedOn', 'EVIDENCE_LATER', '存证日期晚于申请日期。', 'The deposit is dated later than the application.', p.evidenceLaw));
  }
  if (p.catalogueOnChain && state.objectKind === 'resource' && !state.anchor) {
    found.push(gap('dataResource.catalogueItemId', 'CATALOGUE_NOT_ANCHORED', '数据目录尚未上链（未关联已入库的目录条目）。', 'The catalogue item is not anchored (no recorded catalogue entry is linked).', p.catalogueLaw));
  }
  const missing = coOwners(state).filter((o) => !state.consents.includes(o.creditCode));
  for (const owner of missing) {
    found.push(gap('dataResource.coOwners', 'CONSENT_MISSING', `共有主体“${owner.name}”尚未同意。`, `Co-owner "${owner.name}" has not consented yet.`, p.internalReviewLaw));
  }
  return found;
}

function consistency(state: FirstState, rules: RulePack, today: string): Finding[] {
  const found: Finding[] = [];
  const warn = (item: string, code: string, zh: string, en: string, law: readonly string[]) =>
    found.push({ item, level: 'warning', code, says: text(zh, en), law });
  if (dossierText(state, 'subject', 'name') !== state.registrant.name) {
    warn('subject.name', 'NAME_DIFFERS', '主体名称与账户所属单位名称不一致。', 'The subject name differs from the name of the registered organisation.', rules.profile.scope.law);
  }
  if (dossierText(state, 'subject', 'creditCode') !== state.registrant.code) {
    found.push(gap('subject.creditCode', 'CODE_DIFFERS', '统一社会信用代码与登记主体不一致。', 'The credit code is not that of the registrant.', rules.profile.scope.law));
  }
  const summary = dossierText(state, 'dataResource', 'summary');
  if (summary !== '' && [...summary].length < 20) {
    warn('dataResource.summary', 'SUMMARY_THIN', '数据内容简介过短，公众难以据此了解数据。', 'The summary is too short for the public to understand the data.', rules.profile.noticeLaw);
  }
  if (PERSONAL.test(summary)) {
    warn('dataResource.summary', 'SUMMARY_PERSONAL', '简介中疑似含有身份证件号码或手机号码，公示前请核对。', 'The summary seems to hold an identity or phone number; check before it becomes public.', rules.profile.noticeLaw);
  }
  const proof = state.dossier['evidence']?.['proofFile'];
  if (state.evidence && isFileValue(proof) && proof.sha256 !== state.evidence.digest) {
    found.push(gap('evidence.proofFile', 'EVIDENCE_CHANGED', '存证证明文件与关联存证的摘要不一致。', 'The proof file differs from the digest of the linked deposit.', rules.profile.prerequisites.evidenceLaw));
  }
  const until = dossierText(state, 'product', 'agreementTo');
  if (until !== '' && until < today) {
    found.push(gap('product.agreementTo', 'AGREEMENT_OVER', '授权协议期限已届满。', 'The authorisation agreement is over.', rules.profile.validity.law));
  }
  if (state.agent && state.agent.to < today) {
    found.push(gap('agency.termTo', 'MANDATE_OVER', '委托期限已届满。', 'The mandate of the agent is over.', rules.profile.agents.law));
  }
  if (state.importedFrom && state.anchor && state.importedFrom.itemId !== state.anchor.itemId) {
    warn('dataResource.catalogueItemId', 'CATALOGUE_DIFFERS', '导入内容与关联目录不是同一条目。', 'The imported content and the linked catalogue item are not the same entry.', rules.profile.prerequisites.catalogueLaw);
  }
  return found;
}

/** Eighteen or eleven digits in a row that look like an identity card or a mobile phone. */
const PERSONAL = /(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/;

function gap(item: string, code: string, zh: string, en: string, law: readonly string[]): Finding {
  return { item, level: 'gap', code, says: text(zh, en), law };
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
  return { item: 'dataResource.name', level: 'warning', code: l.same ? 'DUPLICATE' : 'SIMILAR', says, law: ['BJ-REG-11c'] };
}
