import type { Json } from '../../base/json.ts';
import { withoutUnseen } from '../../base/sound-text.ts';

/** What a catalogue row tells about a resource, as the material group `dataResource` wants it.
 *  Summaries of the open catalogue list the fields in prose (…包括甲、乙等字段); they are read out. What
 *  nobody sees in a row is left behind: who takes it over did not type it. */
export function catalogueMaterial(row: {
  readonly itemId?: string;
  readonly id?: string | undefined;
  readonly name: string;
  readonly summary: string;
  readonly formats: string;
}): Record<string, Json> {
  const said = withoutUnseen(row.summary).text;
  const fields = fieldsOf(said);
  const summary = cut(tidy(said), 2000);
  const id = row.itemId ?? row.id;
  return {
    name: tidy(withoutUnseen(row.name).text),
    ...(summary === '' ? {} : { summary }),
    ...(row.formats.trim() === '' ? {} : { format: formatOf(row.formats) }),
    ...(fields.length === 0 ? {} : { dataFields: cut(fields.join('、'), 5000) }),
    ...(id === undefined ? {} : { catalogueItemId: id }),
  };
}

/** The catalogue names file types; the form asks in which way the data is kept. */
function formatOf(formats: string): string {
  if (/接口|api/i.test(formats)) return 'interface';
  return /库表|数据库|sql/i.test(formats) ? 'table' : 'file';
}

const cut = (s: string, most: number): string => [...s].slice(0, most).join('');

/** Rows carry white space and scraps of markup (`<br>`) from the pages they were typed into. */
const tidy = (s: string): string =>
  s
    .replaceAll(/<\/?[a-z][^<>]{0,40}>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The information items named in a summary, in order, each once. */
export function fieldsOf(summary: string): string[] {
  const listed =
    /(?:包括|包含|含有|字段有|字段为)[:：]?(.+?)(?:等(?:字段|信息|数据|内容)|字段(?:信息)?(?=[。，；]|$)|。|$)/.exec(
      tidy(summary),
    );
  if (!listed?.[1]) return [];
  const parts = listed[1].split(/[、，,；;]/).map((p) => p.trim().replace(/等(?:属性)?$/, ''));
  return [...new Set(parts.filter((p) => p !== '' && p.length <= 60))].slice(0, 200);
}
