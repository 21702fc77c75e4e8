import type { Json } from '../../base/json.ts';

/** What a catalogue row tells about a resource, as the material group `dataResource` wants it.
 *  Summaries of the open catalogue list the fields in prose (…包括甲、乙等字段); they are read out. */
export function catalogueMaterial(row: {
  readonly itemId?: string;
  readonly id?: string | undefined;
  readonly name: string;
  readonly summary: string;
  readonly formats: string;
}): Record<string, Json> {
  const fields = fieldsOf(row.summary);
  const id = row.itemId ?? row.id;
  return {
    name: tidy(row.name),
    ...(row.summary.trim() === '' ? {} : { summary: tidy(row.summary) }),
    ...(row.formats.trim() === '' ? {} : { format: row.formats.split(',').map((f) => f.trim()).join('、') }),
    ...(fields.length === 0 ? {} : { dataFields: fields.join('、') }),
    ...(id === undefined ? {} : { catalogueItemId: id }),
  };
}

const tidy = (s: string): string => s.replaceAll(/\s+/g, ' ').trim();

/** The information items named in a summary, in order, each once. */
export function fieldsOf(summary: string): string[] {
  const listed = /(?:包括|包含|含有|字段有|字段为)[:：]?(.+?)(?:等(?:字段|信息|数据|内容|数据项)|字段|。|$)/.exec(tidy(summary));
  if (!listed?.[1]) return [];
  const parts = listed[1].split(/[、，,；;]/).map((p) => p.trim());
  return [...new Set(parts.filter((p) => p !== '' && p.length <= 60))].slice(0, 200);
}
