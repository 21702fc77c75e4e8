import { html } from 'hono/html';
import type { Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import type { PlainEntry } from './entry.ts';
import { entryFields, objectKindWord, placeWord } from '../labels.ts';
import { fieldList, rowsOf, valueText, type Row } from '../parts.ts';
import { tongue, type Html, type View } from '../view.ts';

/** Fields an entry has only where there is something to say. */
const NOT_ALWAYS: ReadonlySet<string> = new Set(['nationalCode', 'issuedBy']);

type Field = { readonly id: string; readonly label: Text };

const CODE: Field = { id: 'code', label: text('登记码', 'Registration code') };
const PLACE: Field = { id: 'place', label: text('地区', 'Place') };

/** Everything that is public of an entry, in one order: its code and place, the fields of the notice, the
 *  others. The type of registration is the notice's: what an entry came about by is its course. */
const fieldsOf = (entry: PlainEntry): readonly Field[] => [
  CODE,
  PLACE,
  ...entry.pack.profile.noticeFields.filter(({ id }) => id !== 'registrationType'),
  ...entryFields.filter(({ id }) => !NOT_ALWAYS.has(id) || id in entry.fields),
];

function rowOf(view: View, entry: PlainEntry, field: Field): Row {
  const t = tongue(view.lang);
  const label = t(field.label);
  if (field === CODE)
    return { label, value: html`<span class="mono" id="code">${entry.code}</span>` };
  if (field === PLACE) return { label, value: t(placeWord(entry.jurisdiction)) };
  if (field.id === 'objectKind')
    return { label, value: t(objectKindWord(valueText(entry.fields['objectKind']))) };
  if (field.id === 'registrantCode') {
    const value = valueText(entry.fields['registrantCode']);
    return { label, value: value && html`<span class="mono">${value}</span>` };
  }
  return rowsOf(view.lang, [field], entry.fields)[0] ?? { label, value: '' };
}

/** All of it as one list. */
export const entryRows = (view: View, entry: PlainEntry): Row[] =>
  fieldsOf(entry).map((field) => rowOf(view, entry, field));

/** What somebody looks for together. What no group names stands in the last one. */
const GROUPS: readonly { readonly title: Text; readonly ids: readonly string[] }[] = [
  {
    title: text('登记的数据', 'The data'),
    ids: ['dataName', 'objectKind', 'dataSummary', 'industry'],
  },
  {
    title: text('登记主体', 'Who registered it'),
    ids: ['registrantName', 'registrantCode', 'coOwnerNames'],
  },
  { title: text('能用在哪里', 'What it may be used for'), ids: ['usable', 'forbidden'] },
  { title: text('登记信息', 'The registration'), ids: [] },
];

export function entryGroups(view: View, entry: PlainEntry): Html {
  const t = tongue(view.lang);
  const fields = fieldsOf(entry);
  const named = new Set(GROUPS.flatMap(({ ids }) => ids));
  return html`${GROUPS.map(({ title, ids }) => {
    const own =
      ids.length === 0
        ? fields.filter(({ id }) => !named.has(id))
        : ids.flatMap((id) => fields.filter((field) => field.id === id));
    if (own.length === 0) return '';
    return html`<section class="group">
      <h2>${t(title)}</h2>
      ${fieldList(
        view.lang,
        own.map((field) => rowOf(view, entry, field)),
      )}
    </section>`;
  })}`;
}
