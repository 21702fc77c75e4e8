import { setImmediate as breathe } from 'node:timers/promises';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { FILE_KINDS } from '../../store/file-sniff.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { JsonObject } from '../../base/json.ts';
import { itemsNamed, planner, type Plan, type PlannedLine, type Planning } from './plan.ts';
import * as no from './refusals.ts';
import { readCsv } from './table-csv.ts';
import { readXlsx } from './table-xlsx.ts';
import { TABLE_BYTES_MAX, type Table } from './table.ts';

const ITEMS = statement(
  'import_items',
  'SELECT item_id AS id, name FROM catalogue_item WHERE item_id = ANY($1::text[])',
);

/** Reads an uploaded sheet of this actor's side; a stranger's file is unknown. */
export async function sheetOf(
  house: House,
  actor: Pick<Actor, 'accountId' | 'org'>,
  file: string,
): Promise<Table | Refusal> {
  const facts = (await house.files.facts([file])).get(file);
  const own =
    facts &&
    (facts.org === null ? facts.uploadedBy === actor.accountId : facts.org === actor.org?.code);
  if (!facts || !own) return no.fileUnknown();
  const { csv, xlsx } = FILE_KINDS;
  if (![csv.type, xlsx.type].includes(facts.type)) return no.notTable();
  if (facts.size > TABLE_BYTES_MAX) return no.tooLargeFile(TABLE_BYTES_MAX / 1_048_576);
  const { stream } = await house.files.open(file);
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return facts.type === csv.type ? readCsv(bytes) : readXlsx(bytes);
}

const BREATH_LINES = 100;

export interface Sheet {
  readonly table: Table;
  readonly plan: Plan;
}

/** A sheet together with what it asks for under the rules of a place. */
export async function planSheet(
  house: House,
  actor: Pick<Actor, 'accountId' | 'org'>,
  file: string,
  about: {
    readonly rules: RulePack;
    readonly opening: JsonObject;
    readonly mapping: Planning['mapping'];
  },
): Promise<Sheet | Refusal> {
  const table = await sheetOf(house, actor, file);
  if (isRefusal(table)) return table;
  const named = itemsNamed({ ...about, table });
  const rows =
    named.length === 0
      ? []
      : await runnerOf(house.pool).run<{ id: string; name: string }>(ITEMS, [named]);
  const items = new Map(rows.map((r) => [r.id, r.name]));
  const of = planner({ ...about, table, items });
  if (isRefusal(of)) return of;
  const lines: PlannedLine[] = [];
  for (const row of of.rows) {
    lines.push(of.plan(row));
    // Others are answered in between.
    if (lines.length % BREATH_LINES === 0) await breathe();
  }
  return { table, plan: { columns: of.columns, lines } };
}
