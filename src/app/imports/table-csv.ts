import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import {
  broken,
  CELL_CHARS_MAX,
  CHARS_MAX,
  COLUMNS_MAX,
  ROWS_MAX,
  tooManyColumns,
  tooManyRows,
  tooMuchText,
  type Row,
  type Table,
} from './table.ts';

const PIECE = 65_536;
const RECORD_MAX = 2_000_000;

interface Parsed {
  readonly record: readonly string[];
  /** As it stood, with its line break. */
  readonly raw: string;
}

/** Reads a CSV (RFC 4180): commas, quotes that may hold line breaks, an optional byte order mark, rows
 *  of unequal length. UTF-8 where the bytes are that from beginning to end, else GB18030, else refused. */
export async function readCsv(bytes: Uint8Array): Promise<Table | Refusal> {
  const decoded = decode(bytes);
  if (isRefusal(decoded)) return decoded;
  const { encoding, content } = decoded;
  const parser = Readable.from(pieces(content)).pipe(
    parse({
      bom: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: RECORD_MAX,
    }),
  );
  const rows: Row[] = [];
  let begins = 1;
  let chars = 0;
  try {
    for await (const { record, raw } of parser as AsyncIterable<Parsed>) {
      const line = begins;
      begins += raw.match(/\r\n?|\n/g)?.length ?? 0;
      const row = rowOf(line, record);
      if (isRefusal(row)) return row;
      if (!row) continue;
      chars += record.reduce((sum, c) => sum + c.length, 0);
      if (chars > CHARS_MAX) return tooMuchText();
      if (rows.length === ROWS_MAX) return tooManyRows();
      rows.push(row);
    }
  } catch (error) {
    return faulty(error);
  } finally {
    parser.destroy();
  }
  return { form: 'csv', encoding, sheet: null, rows, notes: [] };
}

/** The whole text under the first encoding that all of its bytes allow. */
function decode(bytes: Uint8Array): { encoding: 'utf-8' | 'gb18030'; content: string } | Refusal {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      const content = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // A NUL is what UTF-16 and binary files are full of, and no text has.
      if (!content.includes('\0')) return { encoding, content };
    } catch {
      continue;
    }
  }
  return refuse(
    'TABLE_ENCODING',
    text(
      '文件既不是UTF-8也不是GB18030编码，请另存为其中一种后再传。',
      'The file is neither UTF-8 nor GB18030; save it in one of them.',
    ),
    ['BJ-REG-19'],
  );
}

/** Never all at once: between two pieces the house answers others. */
async function* pieces(content: string): AsyncGenerator<string> {
  for (let at = 0; at < content.length; at += PIECE) {
    yield content.slice(at, at + PIECE);
    await breathe();
  }
}

function rowOf(line: number, record: readonly string[]): Row | Refusal | undefined {
  const last = record.findLastIndex((c) => c.trim() !== '');
  if (last < 0) return undefined;
  if (last >= COLUMNS_MAX) return tooManyColumns();
  const cells = record.slice(0, last + 1).map((c) => {
    if (c.trim() === '') return null;
    return c.length > CELL_CHARS_MAX
      ? { text: c.slice(0, CELL_CHARS_MAX), flaw: 'long' as const }
      : { text: c };
  });
  return { line, cells };
}

/** What the parser says of a broken text, with the line; anything else is a defect of ours. */
function faulty(error: unknown): Refusal {
  if (!(error instanceof CsvError)) throw error;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return tooMuchText();
  const line = Number(error['lines']);
  return broken(
    `第${line}行附近的引号没有成对，或者引号前后有多余的字`,
    `near line ${line} a quote is not closed, or something stands beside it`,
  );
}
