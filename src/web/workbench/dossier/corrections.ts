import type { Json } from '../../../base/json.ts';
import type { CaseView, Pack } from '../queries.ts';
import type { Dossier, MaterialField, MaterialGroup } from './open.ts';

export interface Correction {
  readonly item?: string;
  /** The right value in words, as the act takes it: empty takes the item out. */
  readonly value?: string;
}

export interface Correctable {
  readonly item: string;
  readonly group: MaterialGroup;
  readonly field: MaterialField;
}

/** What may be named: of the act's list what this place has, and of that what the entry says, where
 *  that is known; to strangers nothing personal. The server decides. */
export function correctableIn(
  pack: Pack | undefined,
  listed: readonly string[],
  entry: { readonly own: boolean; readonly dossier: Dossier | undefined } | undefined,
): Correctable[] {
  return (pack?.profile.materials.first ?? [])
    .flatMap((group) =>
      group.fields.map((field) => ({ item: `${group.id}.${field.id}`, group, field })),
    )
    .filter(
      ({ item, group, field }) =>
        listed.includes(item) &&
        (!field.personal || entry?.own === true) &&
        (entry?.dossier === undefined || hasValue(entry.dossier[group.id]?.[field.id])),
    );
}

const hasValue = (value: Json | undefined): boolean => value !== undefined && value !== null;

/** A value of the list as the act takes it: in words. */
export function toWords(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The words back, for the control of the field. */
export function fromWords(type: MaterialField['type'], words: string): Json | undefined {
  if (words === '') return undefined;
  switch (type) {
    case 'bool':
      return words === 'true';
    case 'int':
    case 'decimal':
      return Number.isFinite(Number(words)) ? Number(words) : undefined;
    case 'enums':
      return words.split(',').filter(Boolean);
    case 'organisations':
      return JSON.parse(words) as Json;
    default:
      return words;
  }
}

/** What the case asks for so far, to be mended; one empty row where that is nothing, or not all of it
 *  is shown to this reader. */
export function askedBefore(about: CaseView | undefined): readonly Correction[] {
  const claim = about?.state['claim'] as { readonly items?: readonly Asked[] } | undefined;
  const items = claim?.items ?? [];
  if (items.length === 0 || items.some((one) => one.value === undefined)) return [{}];
  return items.map(({ item, value }) => ({ item, value: toWords(value) }));
}

interface Asked {
  readonly item: string;
  readonly value?: Json;
}
