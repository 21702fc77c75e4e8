import type { CaseRange } from './event-ranges.ts';
import { statement, type Runner } from './transaction.ts';

/** A table that can be made again from the events of its cases, and the columns that follow from
 *  them. `case_id` comes first. */
interface Model {
  readonly table: string;
  /** Its primary key. */
  readonly key: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** `clock.attempts` counts failures of the runner; it is no part of the truth and starts anew. */
const MODELS = {
  caseRow: {
    table: 'case_row',
    key: 'case_id',
    columns: {
      case_id: 'uuid',
      procedure: 'text',
      jurisdiction: 'text',
      pack: 'text',
      status: 'text',
      terminal: 'boolean',
      version: 'integer',
      title: 'text',
      registrant: 'text',
      district: 'text',
      parent_id: 'uuid',
      opened_at: 'timestamptz',
      updated_at: 'timestamptz',
      next_due: 'date',
      next_provisional: 'boolean',
      next_clock: 'text',
      search: 'tsvector',
      state: 'bytea',
    },
  },
  party: {
    table: 'case_party',
    key: 'case_id, party, party_id',
    columns: { case_id: 'uuid', party: 'text', party_id: 'text' },
  },
  clock: {
    table: 'clock',
    key: 'case_id, name',
    columns: {
      case_id: 'uuid',
      name: 'text',
      state: 'text',
      started_on: 'date',
      due: 'date',
      provisional: 'boolean',
      calendar: 'text',
      act: 'text',
      fires_at: 'timestamptz',
    },
  },
  notice: {
    table: 'public_notice',
    key: 'case_id',
    columns: {
      case_id: 'uuid',
      jurisdiction: 'text',
      procedure: 'text',
      starts: 'date',
      ends: 'date',
      open: 'boolean',
      fields: 'jsonb',
    },
  },
  entry: {
    table: 'public_entry',
    key: 'case_id',
    columns: {
      case_id: 'uuid',
      jurisdiction: 'text',
      code: 'text',
      query_code: 'text',
      status: 'text',
      valid_from: 'date',
      valid_to: 'date',
      industry: 'text',
      object_kind: 'text',
      district: 'text',
      fields: 'jsonb',
      search: 'tsvector',
      life: 'jsonb',
      announced: 'date',
    },
  },
  likeness: {
    table: 'likeness',
    key: 'case_id',
    columns: {
      case_id: 'uuid',
      jurisdiction: 'text',
      holder: 'text',
      name: 'text',
      catalogue_item: 'text',
      digest: 'text',
      grams: 'tsvector',
      status: 'text',
      live: 'boolean',
    },
  },
  mark: {
    table: 'case_mark',
    key: 'case_id, version, n',
    columns: {
      case_id: 'uuid',
      version: 'integer',
      n: 'integer',
      jurisdiction: 'text',
      procedure: 'text',
      mark: 'text',
      said: 'text',
      day: 'date',
      first: 'boolean',
      started_on: 'date',
      due: 'date',
    },
  },
} as const satisfies Record<string, Model>;

export type ModelName = keyof typeof MODELS;
const NAMES = Object.keys(MODELS) as ModelName[];

/** The rows each table should have, values in the order of its columns. */
export type Rows = Readonly<Record<ModelName, (readonly unknown[])[]>>;

export const noRows = (): Rows =>
  Object.fromEntries(NAMES.map((name) => [name, []])) as unknown as Rows;

/** A case whose rows are not what its events say, and in which table; `event`: it cannot be folded
 *  at all, and `why`. */
export interface Difference {
  readonly caseId: string;
  readonly table: string;
  readonly why?: string;
}

const SQL = Object.fromEntries(NAMES.map((name) => [name, sqlOf(MODELS[name])])) as Record<
  ModelName,
  ReturnType<typeof sqlOf>
>;

/** Whole rows are compared by the database, each value as it is stored. */
function sqlOf({ table, key, columns }: Model) {
  const list = Object.entries(columns);
  const names = list.map(([name]) => name).join(', ');
  const values = list.map(([name, type]) => `${name}::${type}`).join(', ');
  // As arrays of text where the driver would write the elements in a form of its own.
  const array = (type: string): string => (/tsvector|jsonb/.test(type) ? 'text[]' : `${type}[]`);
  const wanted = (first: number): string => {
    const given = list.map(([, type], i) => `$${first + i}::${array(type)}`).join(', ');
    return `SELECT ${values} FROM unnest(${given}) AS w(${names})`;
  };
  const stored = `SELECT ${names}, true AS found FROM ${table} WHERE case_id > $1 AND case_id <= $2`;
  const others = list.filter(([name]) => !key.split(', ').includes(name));
  const equal = others.map(([name]) => `w.${name} IS NOT DISTINCT FROM s.${name}`);
  const same = ['w.found AND s.found', ...equal].join(' AND ');
  return {
    differing: statement(
      `rebuild_compare_${table}`,
      `SELECT DISTINCT case_id FROM (SELECT *, true AS found FROM (${wanted(3)}) v) w
       FULL JOIN (${stored}) s USING (${key}) WHERE (${same}) IS NOT TRUE
       ORDER BY case_id`,
    ),
    clear: statement(
      `rebuild_clear_${table}`,
      `DELETE FROM ${table} WHERE case_id = ANY($1::uuid[])`,
    ),
    write: statement(`rebuild_write_${table}`, `INSERT INTO ${table} (${names}) ${wanted(1)}`),
  };
}

const turned = (rows: readonly (readonly unknown[])[], model: Model): unknown[][] =>
  Object.keys(model.columns).map((_, i) => rows.map((row) => row[i]));

/** Compares the tables with what they should hold within a range; a case that has rows and no
 *  events is a difference too. */
export async function differences(tx: Runner, range: CaseRange, rows: Rows): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const name of NAMES) {
    const { table } = MODELS[name];
    const values = turned(rows[name], MODELS[name]);
    const sql = SQL[name].differing;
    const differing = await tx.run<{ case_id: string }>(sql, [range.after, range.upTo, ...values]);
    found.push(...differing.map(({ case_id: caseId }) => ({ caseId, table })));
  }
  return found;
}

/** Replaces the rows of the cases that differ, and leaves every other row untouched. */
export async function mend(tx: Runner, found: readonly Difference[], rows: Rows): Promise<void> {
  for (const name of NAMES) {
    const { table } = MODELS[name];
    const ids = new Set(found.filter((d) => d.table === table).map((d) => d.caseId));
    if (ids.size === 0) continue;
    await tx.run(SQL[name].clear, [[...ids]]);
    const wanted = rows[name].filter(([caseId]) => ids.has(String(caseId)));
    if (wanted.length > 0) await tx.run(SQL[name].write, turned(wanted, MODELS[name]));
  }
}
