import { z } from 'zod';
import type { Json, JsonObject } from '../../base/json.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { DomainEvent } from '../../kernel/types.ts';
import type { MaterialGroup, RulePack } from '../../law/types.ts';
import { USABLE, type DepositFact } from '../evidence/public.ts';
import { isFileValue, readMaterial, withoutPersonal } from './dossier.ts';
import * as no from './first-filing-refusals.ts';
import { filer } from './first-open.ts';
import { act, EDITING, isOpenItem, type FirstState } from './first-state.ts';
import { catalogueMaterial } from './import.ts';
import { day, words } from './inputs.ts';
import { missingItems } from './precheck.ts';

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

export const attachMaterial = act({
  title: text('填写材料', 'Fill in material'),
  help: text(
    '按材料组逐项填写；空值表示清除该项。',
    'Fill a material group item by item; an empty value clears the item.',
  ),
  law: ['NAT-REG-9', 'BJ-REG-10(1)', 'CQ-REG-16'],
  by: filer,
  from: EDITING,
  to: ['draft', 'intake_gap', 'review_gap'],
  input: z.strictObject({
    group: words(40).meta({ title: '材料组 Group' }),
    values: z.record(words(60), json).meta({ title: '内容 Values' }),
  }),
  needs: ['files'],
  emits: ['reg.MaterialAttached', 'reg.CoRegistrantsNamed'],
  decide({ state, input, facts, rules }) {
    const group = groupOf(rules, input.group);
    if (isRefusal(group)) return group;
    const locked = lockedItems(state, rules, group.id, Object.keys(input.values));
    if (locked.length > 0) return no.itemsLocked(locked);
    const read = readMaterial(group, input.values, facts.files);
    if (isRefusal(read)) return read;
    return [
      { type: 'reg.MaterialAttached', data: { group: group.id }, private: secret(group, read) },
      // Each of them hears that its consent is asked for.
      ...(namesOwners(group, read) ? [{ type: 'reg.CoRegistrantsNamed', data: {} }] : []),
    ];
  },
});

const namesOwners = (group: MaterialGroup, read: Readonly<Record<string, Json>>): boolean =>
  group.id === 'dataResource' && Array.isArray(read['coOwners']) && read['coOwners'].length > 0;

export const importContent = act({
  title: text('从目录导入', 'Import from the catalogue'),
  help: text(
    '选择已入库的目录条目，或提供一行目录 CSV，自动填入数据资源情况。',
    'Choose a recorded catalogue item, or give one catalogue row, to fill the resource part.',
  ),
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
    if (input.itemId !== undefined && !item) return no.itemUnknown(input.itemId);
    const source = item ?? input.row;
    if (!source) return no.nothingToImport();
    const group = groupOf(rules, 'dataResource');
    if (isRefusal(group)) return group;
    const read = readMaterial(group, catalogueMaterial(source), {});
    if (isRefusal(read)) return read;
    const from = item ? { itemId: item.itemId, digest: item.digest } : {};
    return [
      { type: 'reg.ContentImported', data: { ...from }, private: secret(group, read) },
      ...(item ? [{ type: 'reg.CatalogueLinked', data: { ...from, proof: 'importedList' } }] : []),
    ];
  },
});

export const linkCatalogue = act({
  title: text('关联目录', 'Link the catalogue item'),
  help: text(
    '关联已入库的目录条目，作为目录上链的依据。',
    'Link a recorded catalogue item as evidence of anchoring.',
  ),
  law: ['BJ-REG-8b', 'CQ-REG-20', 'NAT-REG-14'],
  by: filer,
  from: EDITING,
  to: ['draft', 'intake_gap', 'review_gap'],
  input: z.strictObject({ itemId: words(80).meta({ title: '目录条目编号 Catalogue item' }) }),
  needs: ['catalogueItem'],
  emits: ['reg.CatalogueLinked'],
  decide({ state, input, facts }) {
    const place = 'catalogueItemId';
    if (!isOpenItem(state, 'dataResource', place)) return no.itemsLocked([`dataResource.${place}`]);
    const item = facts.catalogueItem;
    if (!item) return no.itemUnknown(input.itemId);
    const { itemId, digest } = item;
    return [{ type: 'reg.CatalogueLinked', data: { itemId, digest, proof: 'importedList' } }];
  },
});

export const linkEvidence = act({
  title: text('关联存证', 'Link the evidence deposit'),
  help: text(
    '存证证明文件先在“存证情况”中上传。在本平台存证的，填存证事项编号，证明文件须与存证时的一致；在别处存证的，登记其摘要和存证日期。',
    'Upload the proof file under evidence first. Deposited here: name the deposit, whose proof it must be. Deposited elsewhere: record its digest and day.',
  ),
  law: ['NAT-REG-7', 'BJ-REG-8a', 'CQ-REG-13'],
  by: filer,
  from: EDITING,
  to: ['draft', 'intake_gap', 'review_gap'],
  input: z.strictObject({
    deposit: z
      .uuid()
      .optional()
      .meta({ title: '存证事项编号（在本平台存证的） Deposit made here' }),
    depositedOn: day.optional().meta({ title: '存证日期（在别处存证的） Day of deposit' }),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/i)
      .optional()
      .meta({ title: '存证时记录的 SHA-256 摘要 Digest recorded at deposit' }),
  }),
  needs: ['deposit'],
  emits: ['evid.Linked'],
  decide({ state, input, facts, today }) {
    const open = ['proofFile', 'depositedOn'].some((field) => isOpenItem(state, 'evidence', field));
    if (!open) return no.itemsLocked(['evidence.proofFile']);
    const proof = state.dossier['evidence']?.['proofFile'];
    if (!isFileValue(proof)) return no.proofMissing();
    if (input.digest !== undefined && input.digest.toLowerCase() !== proof.sha256) {
      return no.digestDiffers();
    }
    if (input.deposit !== undefined)
      return linkedDeposit(state, facts.deposit, proof.sha256, today);
    const { depositedOn } = input;
    if (depositedOn === undefined) return no.depositUnnamed();
    if (depositedOn > today) return no.depositedLater();
    // A digest of a paper nobody but the parties has would let others test whether they hold it.
    const deposit = { digest: proof.sha256 };
    return [{ type: 'evid.Linked', data: { depositedOn }, private: { deposit } }];
  },
});

/** A deposit made here: the registrant's own, proven, made before, and with this proof (E10). */
function linkedDeposit(
  state: FirstState,
  deposit: DepositFact | null,
  sha256: string,
  today: string,
): readonly DomainEvent[] | Refusal {
  if (!deposit || deposit.registrant !== state.registrant.code) return no.depositUnknown();
  if (!USABLE.includes(deposit.status)) return no.depositUnusable();
  if (deposit.depositedOn > today) return no.depositedLater();
  if (deposit.proof !== sha256) return no.digestDiffers();
  const { caseId, depositedOn, mode, provider } = deposit;
  return [
    {
      type: 'evid.Linked',
      data: { depositedOn, deposit: caseId },
      private: { deposit: { digest: sha256, mode, provider } },
    },
  ];
}

/** What was typed, personal information in a group of its own: co-owners read the one and not the
 *  other, and the other can be erased alone. */
function secret(group: MaterialGroup, read: JsonObject): Record<string, JsonObject> {
  const { open, personal } = withoutPersonal(group, read);
  return {
    material: { [group.id]: open },
    ...(Object.keys(personal).length > 0 ? { personal: { [group.id]: personal } } : {}),
  };
}

/** Items that may not be touched now. While gaps are mended, an item that the mending itself made
 *  necessary and that is still empty may be filled. */
function lockedItems(
  state: FirstState,
  rules: RulePack,
  group: string,
  fields: readonly string[],
): string[] {
  const locked = fields.filter((f) => !isOpenItem(state, group, f)).map((f) => `${group}.${f}`);
  if (locked.length === 0) return locked;
  const wanted = missingItems(state, rules);
  return locked.filter((item) => !wanted.includes(item));
}

function groupOf(rules: RulePack, id: string): MaterialGroup | Refusal {
  return rules.profile.materials.first.find((g) => g.id === id) ?? no.groupUnknown();
}
