import { z } from 'zod';
import type { Json, JsonObject } from '../../base/json.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { party, system } from '../../kernel/who.ts';
import type { MaterialGroup, RulePack } from '../../law/types.ts';
import { readMaterial, isFileValue } from './dossier.ts';
import { filer } from './first-open.ts';
import { act, isOpenItem, type FirstState } from './first-state.ts';
import { catalogueMaterial } from './import.ts';
import { day, words } from './inputs.ts';
import { precheck } from './precheck.ts';

const OPEN = ['draft', 'reviewed', 'intake_gap', 'review_gap'] as const;

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

export const attachMaterial = act({
  title: text('填写材料', 'Fill in material'),
  help: text('按材料组逐项填写；空值表示清除该项。', 'Fill a material group item by item; an empty value clears the item.'),
  law: ['NAT-REG-9', 'BJ-REG-10(1)', 'CQ-REG-16'],
  by: filer,
  from: OPEN,
  to: ['draft', 'intake_gap', 'review_gap'],
  input: z.strictObject({
    group: words(40).meta({ title: '材料组 Group' }),
    values: z.record(words(60), json).meta({ title: '内容 Values' }),
  }),
  needs: ['files'],
  emits: ['reg.MaterialAttached'],
  decide({ state, input, facts, rules }) {
    const group = groupOf(rules, input.group);
    if (isRefusal(group)) return group;
    const locked = Object.keys(input.values).filter((f) => !isOpenItem(state, group.id, f));
    if (locked.length > 0) return itemLocked(group, locked);
    const read = readMaterial(group, input.values, facts.files);
    if (isRefusal(read)) return read;
    return [{ type: 'reg.MaterialAttached', data: { group: group.id }, private: { material: { [group.id]: read } } }];
  },
});

export const importContent = act({
  title: text('从目录导入', 'Import from the catalogue'),
  help: text('选择已入库的目录条目，或提供一行目录 CSV，自动填入数据资源情况。', 'Choose a recorded catalogue item, or give one catalogue row, to fill the resource part.'),
  law: ['BJ-REG-19', 'CQ-REG-20', 'NAT-REG-16'],
  by: filer,
  from: ['draft', 'reviewed'],
  to: ['draft'],
  input: z.strictObject({
    itemId: words(80).optional().meta({ title: '目录条目编号 Catalogue item' }),
    row: z
      .object({
        id: words(80).optional(),
        name: words(200),
        summary: z.string().max(4000).default(''),
        formats: z.string().max(200).default(''),
        department: z.string().max(200).default(''),
      })
      .optional()
      .meta({ title: '目录行 Catalogue row' }),
  }),
  needs: ['catalogueItem'],
  emits: ['reg.ContentImported', 'reg.CatalogueLinked'],
  decide({ input, facts, rules }) {
    const item = facts.catalogueItem;
    if (input.itemId !== undefined && !item) return itemUnknown(input.itemId);
    const source = item ?? input.row;
    if (!source) return nothingToImport();
    const material = catalogueMaterial(source);
    const group = groupOf(rules, 'dataResource');
    const read = isRefusal(group) ? group : readMaterial(group, material, {});
    if (isRefusal(read)) return read;
    const from = item ? { itemId: item.itemId, digest: item.digest } : {};
    return [
      { type: 'reg.ContentImported', data: { ...from }, private: { material: { dataResource: read } } },
      ...(item ? [{ type: 'reg.CatalogueLinked', data: { ...from, proof: 'importedList' } }] : []),
    ];
  },
});

export const linkCatalogue = act({
  title: text('关联目录', 'Link the catalogue item'),
  help: text('关联已入库的目录条目，作为目录上链的依据。', 'Link a recorded catalogue item as evidence of anchoring.'),
  law: ['BJ-REG-8b'],
  by: filer,
  from: OPEN,
  to: ['draft', 'intake_gap', 'review_gap'],
  input: z.strictObject({ itemId: words(80).meta({ title: '目录条目编号 Catalogue item' }) }),
  needs: ['catalogueItem'],
  emits: ['reg.CatalogueLinked'],
  decide({ state, input, facts }) {
    if (!isOpenItem(state, 'dataResource', 'catalogueItemId')) return itemsLocked(['dataResource.catalogueItemId']);
    const item = facts.catalogueItem;
    if (!item) return itemUnknown(input.itemId);
    return [{ type: 'reg.CatalogueLinked', data: { itemId: item.itemId, digest: item.digest, proof: 'importedList' } }];
  },
});

export const linkEvidence = act({
  title: text('关联存证', 'Link the evidence deposit'),
  help: text('存证证明文件先在“存证情况”中上传；此处登记其摘要和存证日期。', 'Upload the proof file under evidence first; here its digest and day of deposit are put on record.'),
  law: ['NAT-REG-7', 'BJ-REG-8a', 'CQ-REG-13'],
  by: filer,
  from: OPEN,
  to: ['draft', 'intake_gap', 'review_gap'],
  input: z.strictObject({
    depositedOn: day.meta({ title: '存证日期 Day of deposit' }),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/i)
      .optional()
      .meta({ title: '存证时记录的 SHA-256 摘要 Digest recorded at deposit' }),
  }),
  emits: ['evid.Linked'],
  decide({ state, input, today }) {
    if (!isOpenItem(state, 'evidence', 'proofFile')) return itemsLocked(['evidence.proofFile']);
    const proof = state.dossier['evidence']?.['proofFile'];
    if (!isFileValue(proof)) return proofMissing();
    if (input.depositedOn > today) return depositedLater();
    if (input.digest !== undefined && input.digest.toLowerCase() !== proof.sha256) return digestDiffers();
    return [{ type: 'evid.Linked', data: { digest: proof.sha256, depositedOn: input.depositedOn } }];
  },
});

export const consent = act({
  title: text('共有主体同意', 'Consent as co-owner'),
  law: ['NAT-REG-7', 'BJ-REG-8d', 'CQ-REG-9'],
  by: [party('registrant', 'coOwner')],
  from: OPEN,
  to: [...OPEN],
  input: z.strictObject({ agreed: z.literal(true).meta({ title: '同意共同申请或由其单独申请 Agreed' }) }),
  emits: ['reg.CoRegistrantConsented'],
  decide({ state, actor }) {
    const code = actor.org?.code ?? '';
    if (state.consents.includes(code)) return consentedAlready();
    return [{ type: 'reg.CoRegistrantConsented', data: { organisation: code } }];
  },
});

export const recordInternalReview = act({
  title: text('业务审核', 'Record the internal review'),
  help: text('由本单位审核人员办理；填报人员不得审核自己填报的内容。', 'Taken by a reviewer of the unit; nobody reviews what they typed themselves.'),
  law: ['NAT-REG-7', 'BJ-REG-8c', 'CQ-REG-9'],
  by: [party('registrant_reviewer', 'registrant')],
  from: ['draft'],
  to: ['reviewed'],
  input: z.strictObject({ opinion: words(2000).meta({ title: '审核意见 Opinion' }) }),
  emits: ['reg.InternalReviewPassed'],
  decide({ state, input, actor }) {
    if (state.editors.includes(actor.accountId)) return samePerson();
    return [{ type: 'reg.InternalReviewPassed', data: {}, private: { opinion: { text: input.opinion } } }];
  },
});

export const submit = act({
  title: text('提交申请', 'Submit'),
  law: ['NAT-REG-7', 'NAT-REG-9', 'BJ-REG-8', 'BJ-REG-9', 'BJ-REG-10(1)', 'CQ-REG-9', 'CQ-REG-16'],
  by: [...filer],
  from: ['reviewed'],
  to: ['submitted'],
  input: z.strictObject({
    declaration: z.literal(true).meta({ title: '承诺材料真实、完整、合法、有效 Declaration of truth' }),
  }),
  emits: ['reg.ApplicationSubmitted'],
  final: true,
  decide: (c) => filed(c.state, c.rules, c.today, 'reg.ApplicationSubmitted'),
});

export const resubmit = act({
  title: text('补充后重新提交', 'Resubmit'),
  law: ['NAT-REG-10', 'BJ-REG-11b', 'BJ-REG-12b', 'CQ-REG-16'],
  by: [...filer],
  from: ['intake_gap', 'review_gap'],
  to: ['submitted'],
  input: z.strictObject({
    declaration: z.literal(true).meta({ title: '承诺材料真实、完整、合法、有效 Declaration of truth' }),
  }),
  emits: ['reg.ApplicationResubmitted'],
  final: true,
  decide: (c) => filed(c.state, c.rules, c.today, 'reg.ApplicationResubmitted'),
});

export const withdraw = act({
  title: text('撤回申请', 'Withdraw'),
  law: ['BJ-REG-9', 'CQ-REG-16'],
  by: [...filer],
  from: ['draft', 'reviewed', 'submitted', 'intake_gap', 'in_review', 'review_gap', 'passed', 'in_notice', 'objection_open', 'clear'],
  to: ['WITHDRAWN'],
  input: z.strictObject({ reasons: words(2000).meta({ title: '撤回原因 Reason' }) }),
  emits: ['reg.ApplicationWithdrawn'],
  final: true,
  decide: ({ input }) => [{ type: 'reg.ApplicationWithdrawn', data: { reasons: input.reasons } }],
});

export const flagFilingOverdue = act({
  title: text('标记逾期未申请', 'Flag the filing as overdue'),
  law: ['NAT-REG-9', 'BJ-REG-10(1)', 'CQ-REG-16'],
  by: [system],
  from: ['draft', 'reviewed'],
  to: ['draft', 'reviewed'],
  input: z.strictObject({}),
  emits: ['reg.FilingOverdue'],
  decide: () => [{ type: 'reg.FilingOverdue', data: {} }],
});

/** When the agent's mandate ends, the running case goes on with the registrant (agency.term). */
export const endAgency = act({
  title: text('代理终止', 'End the agency'),
  law: ['BJ-REG-10(1)8', 'BJ-REG-8e'],
  by: [system],
  from: ['draft', 'reviewed', 'submitted', 'intake_gap', 'in_review', 'review_gap', 'passed', 'in_notice', 'objection_open', 'clear'],
  to: ['draft', 'reviewed', 'submitted', 'intake_gap', 'in_review', 'review_gap', 'passed', 'in_notice', 'objection_open', 'clear'],
  input: z.strictObject({ mandate: z.uuid() }),
  emits: ['reg.AgencyEnded'],
  decide: ({ state, input }) =>
    state.agent?.mandate === input.mandate ? [{ type: 'reg.AgencyEnded', data: { mandate: input.mandate } }] : [],
});

/** The checks every filing passes, and the digests it leaves so that two filings can be compared. */
function filed(state: FirstState, rules: RulePack, today: string, type: string) {
  const gaps = precheck(state, rules, today).filter((f) => f.level === 'gap');
  if (gaps.length > 0) return incomplete(gaps);
  const items: Record<string, Json> = {};
  for (const [group, values] of Object.entries(state.dossier)) {
    for (const [field, value] of Object.entries(values)) {
      if (value !== undefined) items[`${group}.${field}`] = isFileValue(value) ? value.sha256 : JSON.stringify(value);
    }
  }
  const n = state.submissions.length + 1;
  return [{ type, data: { submission: n, objectKind: state.objectKind }, private: { digests: items as JsonObject } }];
}

export function groupOf(rules: RulePack, id: string): MaterialGroup | Refusal {
  const group = rules.profile.materials.first.find((g) => g.id === id);
  return group ?? refuse('MATERIAL_GROUP_UNKNOWN', text('没有这一组材料。', 'There is no such material group.'), ['BJ-REG-10(1)']);
}

function incomplete(gaps: ReturnType<typeof precheck>): Refusal {
  return refuse(
    'SUBMISSION_INCOMPLETE',
    text(
      `申请材料尚不齐全，共${gaps.length}处：${gaps.map((g) => g.says.zh).join('')}`.slice(0, 2000),
      `The application is not complete (${gaps.length}): ${gaps.map((g) => g.says.en).join(' ')}`.slice(0, 2000),
    ),
    [...new Set(gaps.flatMap((g) => g.law))],
    'unprocessable',
    { findings: gaps.map((g) => ({ item: g.item, code: g.code, says: { ...g.says }, law: [...g.law] })) },
  );
}

const itemLocked = (group: MaterialGroup, fields: readonly string[]) =>
  itemsLocked(fields.map((f) => `${group.id}.${f}`));

const itemsLocked = (items: readonly string[]): Refusal =>
  refuse(
    'ITEM_LOCKED',
    text('补正期间只能修改告知书列明的项目。', 'Only the items named in the notice may be edited now.'),
    ['BJ-REG-11b', 'BJ-REG-12b', 'NAT-REG-10'],
    'conflict',
    { items: [...items] },
  );

const itemUnknown = (id: string): Refusal =>
  refuse('CATALOGUE_ITEM_UNKNOWN', text(`目录清单中没有编号为“${id.slice(0, 80)}”的条目。`, `The catalogue list has no item "${id.slice(0, 80)}".`), ['BJ-REG-8b', 'BJ-REG-19']);

const nothingToImport = (): Refusal =>
  refuse('NOTHING_TO_IMPORT', text('请选择目录条目或提供一行目录数据。', 'Choose a catalogue item or give a catalogue row.'), ['BJ-REG-19']);

const proofMissing = (): Refusal =>
  refuse('EVIDENCE_FILE_MISSING', text('请先上传存证证明文件。', 'Upload the evidence proof file first.'), ['BJ-REG-8a', 'CQ-REG-13']);

const depositedLater = (): Refusal =>
  refuse('EVIDENCE_LATER', text('存证日期不能晚于今天。', 'The deposit cannot be dated later than today.'), ['BJ-REG-8a', 'CQ-REG-13']);

const digestDiffers = (): Refusal =>
  refuse('EVIDENCE_MISMATCH', text('存证证明文件与存证时记录的摘要不一致。', 'The proof file does not have the digest recorded at deposit.'), ['BJ-REG-8a', 'CQ-REG-13']);

const consentedAlready = (): Refusal =>
  refuse('ALREADY_CONSENTED', text('本单位已经同意。', 'Your organisation has consented already.'), ['BJ-REG-8d', 'CQ-REG-9'], 'conflict');

const samePerson = (): Refusal =>
  refuse('SAME_PERSON', text('填报人员不得审核本人填报的内容，请由另一人办理业务审核。', 'Whoever typed the dossier may not review it; another person must.'), ['BJ-REG-8c', 'CQ-REG-9'], 'forbidden');
