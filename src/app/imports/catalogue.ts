import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { canonical } from '../../base/canonical-json.ts';
import { tsqueryOf, tsvectorOf } from '../../base/chinese-text.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { upTo, withoutUnseen } from '../../base/sound-text.ts';
import { text } from '../../base/text.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { RECORD_ITEMS } from './catalogue-record.ts';

/** A plain imported catalogue list with recorded digests: named as what it is. It answers for the
 *  catalogue anchoring that BJ-REG-8 asks for until the directory chain itself stands. */
export interface CatalogueRow {
  readonly id: string;
  readonly department: string;
  readonly name: string;
  readonly theme: string;
  readonly formats: string;
  readonly updatedAt: string;
  readonly summary: string;
}

const MOST_ROWS = 20_000;
const COLUMNS = ['department', 'name', 'theme', 'formats', 'updated_at', 'summary', 'id'];

/** Reads a catalogue CSV as the open catalogue publishes it. Bounded; dirt is trimmed, not mended. */
export function readCatalogueCsv(csv: Uint8Array): CatalogueRow[] | Refusal {
  let records: Record<string, string>[];
  try {
    // Office programs save GB18030 by default: read as UTF-8 it would fill the list with mojibake.
    records = parse(new TextDecoder('utf-8', { fatal: true }).decode(csv), {
      columns: true,
      skip_empty_lines: true,
      bom: true,
      to: MOST_ROWS + 1,
      relax_column_count: false,
      max_record_size: 100_000,
    });
  } catch {
    return badCsv();
  }
  const first = records[0];
  if (!first || COLUMNS.some((c) => !(c in first)) || records.length > MOST_ROWS) return badCsv();
  const rows = records.map((r) => ({
    id: cell(r['id'], 80),
    department: cell(r['department'], 200),
    name: cell(r['name'], 200),
    theme: cell(r['theme'], 100),
    formats: cell(r['formats'], 200),
    updatedAt: cell(r['updated_at'], 40),
    summary: cell(r['summary'], 4000),
  }));
  return rows.every((r) => r.id !== '' && r.name !== '') ? rows : badCsv();
}

/** Nobody reads what cannot be seen in an item, and everybody is shown the item. */
function cell(value: string | undefined, most: number): string {
  const said = (value ?? '').normalize('NFC').replaceAll(/\p{Cc}/gu, ' ');
  return upTo(withoutUnseen(said).text.trim(), most);
}

/** Records catalogue rows with the digest of their canonical content. What an item said before is
 *  kept, because cases are linked to that; cases of items that changed are to be compared anew. */
export async function importCatalogue(
  runner: Runner,
  given: readonly CatalogueRow[],
  now: string,
  demo: boolean,
): Promise<{ added: number; changed: number }> {
  // Of an item that is listed twice the last line counts.
  const rows = [...new Map(given.map((r) => [r.id, r])).values()];
  let added = 0;
  let changed = 0;
  for (let at = 0; at < rows.length; at += 500) {
    const part = rows.slice(at, at + 500);
    const written = await runner.run<{ added: boolean }>(RECORD_ITEMS, [
      part.map((r) => r.id),
      part.map((r) => r.department),
      part.map((r) => r.name),
      part.map((r) => r.summary),
      part.map((r) => r.theme),
      part.map((r) => r.formats),
      part.map((r) => r.updatedAt),
      part.map((r) =>
        createHash('sha256')
          .update(canonical({ ...r }))
          .digest(),
      ),
      part.map((r) => tsvectorOf(`${r.name} ${r.department} ${r.summary.slice(0, 400)}`)),
      now,
      demo,
    ]);
    added += written.filter((w) => w.added).length;
    changed += written.filter((w) => !w.added).length;
  }
  return { added, changed };
}

const SEARCH = statement(
  'catalogue_search',
  `SELECT item_id AS id, department, name, theme, formats, updated_at AS "updatedAt", summary, demo,
     encode(digest, 'hex') AS digest FROM catalogue_item
   WHERE ($1::tsquery IS NULL OR search @@ $1::tsquery) AND item_id > $2 ORDER BY item_id LIMIT $3`,
);

/** A page of catalogue items by words of their name, department or summary. */
export function searchCatalogue(runner: Runner, q: string, after: string, limit: number) {
  return runner.run(SEARCH, [tsqueryOf(q) ?? null, after, Math.min(Math.max(limit, 1), 100)]);
}

const badCsv = (): Refusal =>
  refuse(
    'CATALOGUE_CSV',
    text(
      `目录文件应为UTF-8编码的CSV，列为：${COLUMNS.join('、')}；每行须有编号和名称，不超过${MOST_ROWS}行。`,
      `A catalogue file is CSV in UTF-8 with the columns ${COLUMNS.join(', ')}; each row has an id and a name; at most ${MOST_ROWS} rows.`,
    ),
    ['BJ-REG-19'],
  );
