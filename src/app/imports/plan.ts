import type { Json, JsonObject } from '../../base/json.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { upTo, withoutUnseen } from '../../base/sound-text.ts';
import type { Text } from '../../base/text.ts';
import { readMaterial } from '../../contexts/registration/dossier.ts';
import type { RulePack } from '../../law/types.ts';
import { columnNamed, columnsOf, OPENING, type Column } from './columns.ts';
import * as no from './refusals.ts';
import { valueOf, plain } from './values.ts';
import { columnName, HEAD_ROWS, type Row, type Table } from './table.ts';

/** How one column of the sheet is understood. */
export interface Mapped {
  /** `C`. */
  readonly at: string;
  readonly header: string;
  readonly field: string | null;
  readonly label: Text | null;
  /** Why it is left out, if it is. */
  readonly why: 'unknown' | 'ambiguous' | 'twice' | 'paper' | 'ignored' | null;
}

export interface Fault {
  readonly code: string;
  readonly sentence: Text;
  /** `C12`; null: the whole line. */
  readonly cell: string | null;
}

/** One line of the sheet as the acts it asks for, or what is wrong with it. */
export interface PlannedLine {
  readonly line: number;
  readonly title: string;
  readonly faults: readonly Fault[];
  readonly opening: JsonObject;
  readonly itemId: string | null;
  readonly groups: readonly { readonly group: string; readonly values: JsonObject }[];
  readonly holder: { readonly name: string | null; readonly code: string | null };
  /** The line of this file that says the same already. */
  readonly twin: number | null;
}

export interface Plan {
  readonly columns: readonly Mapped[];
  readonly lines: readonly PlannedLine[];
}

export interface Planning {
  readonly table: Table;
  readonly rules: RulePack;
  /** What every line begins with: object, scope, mandate. */
  readonly opening: JsonObject;
  /** By column name: the field it is, or '' to leave it out. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Names of the catalogue items that the list has. */
  readonly items: ReadonlyMap<string, string>;
}

const ITEM = 'dataResource.catalogueItemId';
const NAME = 'dataResource.name';
const PRODUCT = 'product.name';
const FAULTS_MAX = 10;

/** Finds the header and says what each column is taken for. */
export function mapColumns({
  table,
  rules,
  mapping,
}: Pick<Planning, 'table' | 'rules' | 'mapping'>):
  | { readonly header: Row; readonly columns: Mapped[] }
  | Refusal {
  const known = columnsOf(rules);
  const matches = (row: Row): number =>
    new Set(row.cells.flatMap((c) => (c && columnNamed(known, c.text)?.id) || [])).size;
  const head = table.rows.filter((row) => row.line <= HEAD_ROWS).slice(0, HEAD_ROWS);
  const [header] = head.toSorted((a, b) => matches(b) - matches(a));
  if (!header || (matches(header) === 0 && Object.keys(mapping).length === 0)) return no.noHeader();
  const taken = new Set<string>();
  const columns = header.cells.flatMap((cell, i): Mapped[] => {
    const at = columnName(i);
    const named = cell?.text.trim() ?? '';
    const given = mapping[at];
    if (named === '' && given === undefined) return [];
    const found =
      given === undefined ? columnNamed(known, named) : known.find((c) => c.id === given);
    const why = whyLeftOut(found, given, taken);
    if (found && why === null) taken.add(found.id);
    const field = why === null || why === 'paper' ? (found?.id ?? null) : null;
    return [{ at, header: named.slice(0, 100), field, label: found?.label ?? null, why }];
  });
  const asked = Object.entries(mapping).filter(([, id]) => id !== '');
  const heeded = asked.every(([at, id]) =>
    columns.some((c) => c.at === at && c.field === id && c.why === null),
  );
  if (!heeded) return no.columnUnknown();
  if (![ITEM, NAME, PRODUCT].some((id) => taken.has(id))) return no.noHeader();
  return { header, columns };
}

function whyLeftOut(
  found: Column | null | undefined,
  given: string | undefined,
  taken: ReadonlySet<string>,
): Mapped['why'] {
  if (given === '') return 'ignored';
  if (found === null) return 'ambiguous';
  if (!found) return 'unknown';
  if (found.use === 'paper') return 'paper';
  return taken.has(found.id) ? 'twice' : null;
}

/** The sheet as acts, line by line and without taking any: what each asks for and what is wrong with
 *  it. Lines are to be planned in their order, because a later one may repeat an earlier one. */
export function planner(planning: Planning):
  | {
      readonly columns: readonly Mapped[];
      readonly rows: readonly Row[];
      plan(row: Row): PlannedLine;
    }
  | Refusal {
  const mapped = mapColumns(planning);
  if (isRefusal(mapped)) return mapped;
  const { header, columns } = mapped;
  const rows = planning.table.rows.filter((row) => row.line > header.line);
  if (rows.length === 0) return no.noLines();
  const byId = new Map(columnsOf(planning.rules).map((c) => [c.id, c]));
  const used = header.cells.map((_, i) => {
    const column = columns.find((c) => c.at === columnName(i) && c.why === null);
    return column?.field ? byId.get(column.field) : undefined;
  });
  const said = new Map<string, number>();
  return {
    columns,
    rows,
    plan(row) {
      const line = planLine(planning, row, used);
      const names = [
        ...(line.itemId === null ? [] : [`item ${line.itemId}`]),
        `name ${plain(line.title)}`,
      ];
      const twin = names.map((n) => said.get(n)).find((n) => n !== undefined) ?? null;
      if (line.faults.length === 0 && twin === null) for (const n of names) said.set(n, row.line);
      return { ...line, twin };
    },
  };
}

function planLine(
  { opening, items, rules }: Planning,
  { line, cells }: Row,
  used: readonly (Column | undefined)[],
): Omit<PlannedLine, 'twin'> {
  const faults: Fault[] = [];
  const fault = (refusal: Refusal, cell: string | null): void => {
    if (faults.length === FAULTS_MAX) return;
    faults.push({ code: refusal.code, sentence: refusal.sentence, cell });
  };
  const begun: Record<string, Json | undefined> = { ...opening };
  const groups = new Map<string, Record<string, Json>>();
  const read = new Map<string, string>();
  if (cells.slice(used.length).some((c) => c !== null)) fault(no.ragged(), null);
  for (const [i, column] of used.entries()) {
    const cell = cells[i];
    if (!column || !cell) continue;
    const address = columnName(i) + line;
    if (cell.flaw) {
      fault(no.flawed(cell.flaw), address);
      continue;
    }
    const words = saidIn(cell);
    if (words !== '') read.set(column.id, words);
    const value = valueOf(column.field, cell.text);
    if (column.use !== 'filled' || column.id === ITEM) continue;
    const { group, field } = column;
    const sound = readMaterial(group, { [field.id]: value }, {});
    if (isRefusal(sound)) fault(sound, address);
    else if (group.id === OPENING.id) begun[field.id] = value;
    else groups.set(group.id, { ...groups.get(group.id), [field.id]: value });
  }
  const item = read.get(ITEM);
  const known = item === undefined ? undefined : items.get(item);
  if (item !== undefined && known === undefined) {
    // Where the rule asks for an anchored item a number that nobody knows is a mistake.
    if (rules.profile.prerequisites.catalogueOnChain) {
      fault(no.itemUnknown(), `${columnName(used.findIndex((c) => c?.id === ITEM))}${line}`);
    } else {
      groups.set('dataResource', { ...groups.get('dataResource'), catalogueItemId: item });
    }
  }
  const product = begun['objectKind'] === 'resource' ? undefined : read.get(PRODUCT);
  const title = product ?? read.get(NAME) ?? known ?? '';
  if (title === '' && faults.length === 0) fault(no.noName(), null);
  return {
    line,
    title: upTo(title, 200),
    faults,
    opening: begun as JsonObject,
    itemId: known === undefined ? null : (item ?? null),
    groups: [...groups].map(([group, values]) => ({ group, values })),
    holder: {
      name: read.get('subject.name') ?? null,
      code: read.get('subject.creditCode') ?? null,
    },
  };
}

/** What can be seen in a cell: by the rest, nobody could tell this holder or item from the one meant. */
const saidIn = ({ text }: { readonly text: string }): string => withoutUnseen(text).text.trim();

/** The catalogue items that a sheet names, to be looked up before it is planned. */
export function itemsNamed(planning: Pick<Planning, 'table' | 'rules' | 'mapping'>): string[] {
  const mapped = mapColumns(planning);
  if (isRefusal(mapped)) return [];
  const at = mapped.columns.find((c) => c.field === ITEM)?.at;
  const i = mapped.header.cells.findIndex((_, c) => columnName(c) === at);
  if (i < 0) return [];
  const named = planning.table.rows.flatMap(({ cells }) => {
    const cell = cells[i];
    return cell ? [saidIn(cell)] : [];
  });
  return [...new Set(named)].filter((id) => id !== '' && id.length <= 80);
}
