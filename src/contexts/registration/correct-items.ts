import { parseBounded } from '../../base/parse-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { packs } from '../../law/packs.ts';
import type { MaterialField, RulePack } from '../../law/types.ts';
import * as no from './correct-refusals.ts';
import { readMaterial, withoutPersonal, type Dossier } from './dossier.ts';
import { itemTwice } from './gaps.ts';
import type { Claim } from './petition.ts';

/** One item of the register as it should read: `group.field`, and its value as the list has it. */
export type Correction = { readonly item: string; readonly value: Json };

/** Whose entry it is comes from the register of organisations, and is no slip of the pen. */
const IDENTITY = ['subject.creditCode', 'subject.subjectKind'];

const fieldsOf = (rules: RulePack) =>
  rules.profile.materials.first.flatMap((group) =>
    group.fields.map((field) => ({ item: `${group.id}.${field.id}`, group, field })),
  );

/** Items of any place that a correction may name; papers are replaced by a change, not corrected. */
export const correctable = [
  ...new Set(
    packs
      .flatMap(fieldsOf)
      .filter(({ item, field }) => field.type !== 'file' && !IDENTITY.includes(item))
      .map(({ item }) => item),
  ),
];

/** Reads what was asked against the material list and what the register says now. Only what stands
 *  there can be wrong; personal items are for the registrant, nobody else knows what they say. */
export function readCorrections(
  asked: readonly { readonly item: string; readonly value: string }[],
  dossier: Dossier,
  own: boolean,
  rules: RulePack,
): Correction[] | Refusal {
  const read: Correction[] = [];
  for (const { item, value } of asked) {
    const found = fieldsOf(rules).find((f) => f.item === item);
    if (!found) return no.itemUnknown(item);
    const { group, field } = found;
    if (read.some((r) => r.item === item)) return itemTwice(item);
    if (field.personal && !own) return no.itemPersonal(field.label);
    if (dossier[group.id]?.[field.id] === undefined) return no.itemAbsent(field.label);
    if (value === '' && field.required !== 'optional') return no.itemNeeded(field.label);
    const sound = readMaterial(group, { [field.id]: typed(field, value) }, {});
    if (isRefusal(sound)) return sound;
    read.push({ item, value: sound[field.id] ?? null });
  }
  return read;
}

/** The corrected values by group, personal information in a group of its own: what is written into
 *  the entry. Null empties an item. */
export function revisionOf(
  corrections: readonly Correction[],
  rules: RulePack,
): { readonly material: JsonObject; readonly personal: JsonObject } {
  const material: Record<string, JsonObject> = {};
  const personal: Record<string, JsonObject> = {};
  for (const { item, group, field } of fieldsOf(rules)) {
    const correction = corrections.find((c) => c.item === item);
    if (!correction) continue;
    const parts = withoutPersonal(group, { [field.id]: correction.value });
    material[group.id] = { ...material[group.id], ...parts.open };
    if (field.personal) personal[group.id] = { ...personal[group.id], ...parts.personal };
  }
  return { material, personal };
}

/** What was asked, in two parts: values of personal items are kept, and can be erased, by themselves. */
export function apart(
  asked: Claim,
  rules: RulePack,
): { readonly asked: JsonObject; readonly personal?: JsonObject } {
  const items = (asked['items'] ?? []) as readonly Correction[];
  const secret = fieldsOf(rules).flatMap(({ item, field }) => (field.personal ? [item] : []));
  const own = items.filter(({ item }) => secret.includes(item));
  if (own.length === 0) return { asked: { ...asked } };
  const named = items.map((one) => (own.includes(one) ? { item: one.item } : one));
  return {
    asked: { ...asked, items: named },
    personal: { values: Object.fromEntries(own.map(({ item, value }) => [item, value])) },
  };
}

/** A form has words only; the list wants truths, numbers, choices and organisations. What cannot be
 *  made into one is left as it is, and refused by the list itself. */
function typed(field: MaterialField, words: string): Json {
  if (words === '') return null;
  const choice = (word: string): string =>
    field.options?.find((o) => o.value === word || o.label.zh === word)?.value ?? word;
  switch (field.type) {
    case 'bool':
      return { 是: true, true: true, 否: false, false: false }[words] ?? words;
    case 'int':
    case 'decimal':
      return /^-?\d{1,15}(?:\.\d{1,9})?$/.test(words) ? Number(words) : words;
    case 'enum':
      return choice(words);
    case 'enums':
      return words
        .split(/[,，、;；\s]+/)
        .filter(Boolean)
        .map(choice);
    case 'organisations': {
      const rows = parseBounded(words, { maxBytes: 20_000, maxDepth: 4 });
      return isRefusal(rows) ? words : rows;
    }
    default:
      return words;
  }
}
