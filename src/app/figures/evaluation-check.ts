import { z } from 'zod';
import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import type { Figures, IndicatorRow } from '../../contexts/supervision/indicators.ts';
import { builtInYears, calendarOf } from '../../law/calendar.ts';
import { parseYearCalendar } from '../../law/calendar-year.ts';
import { ROWS_FORMAT } from './evaluation-report.ts';
import { drawFrom } from './indicators.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const figures = z.looseObject({
  year: z.int(),
  figures: z
    .array(z.object({ id: z.string().max(60), value: z.number().nullable(), of: z.number() }))
    .max(200),
  calendar: z.string().max(500),
});
const headShape = z.strictObject({
  format: z.literal(ROWS_FORMAT),
  jurisdiction: z.string().max(40),
  year: z.int().min(2000).max(2200),
  recorded: figures,
  years: z.array(z.record(z.string(), z.json())).max(50),
});
const rowShape = z.strictObject({
  caseId: z.string().max(60),
  version: z.int().min(1),
  type: z.string().max(80),
  at: z.string().max(40),
  role: z.string().max(60),
  deadlines: z
    .array(
      z.strictObject({
        clock: z.string().max(80),
        startedOn: z.string().regex(DAY),
        due: z.string().regex(DAY),
      }),
    )
    .max(50),
});

/** Figures that came out otherwise, by name; `span` stands for what they were drawn from. */
export function differencesOf(recorded: Figures, again: Figures): string[] {
  const of = (f: Figures): Map<string, string> =>
    new Map([
      ...f.figures.map((one) => [one.id, canonical(one as Json)] as const),
      ['span', canonical(f.span as unknown as Json)],
      ['calendar', f.calendar],
    ]);
  const [then, now] = [of(recorded), of(again)];
  const names = [...new Set([...then.keys(), ...now.keys()])];
  return names.filter((name) => then.get(name) !== now.get(name));
}

export interface DataVerdict {
  readonly jurisdiction: string;
  readonly recorded: Figures;
  readonly again: Figures;
  readonly different: readonly string[];
}

/** Draws the figures again from an exported data file, without any database; a string says why the file
 *  cannot be read. */
export async function checkData(lines: AsyncIterable<string>): Promise<DataVerdict | string> {
  const reader = lines[Symbol.asyncIterator]();
  const first = await reader.next();
  const head = headShape.safeParse(first.done ? undefined : parse(first.value));
  if (!head.success)
    return '数据文件的首行不是评价数据 the first line is no head of evaluation data';
  const { jurisdiction, year, recorded, years } = head.data;
  const brought = years.map((one) => parseYearCalendar(one as JsonObject));
  const sound = brought.flatMap((one) => (isRefusal(one) ? [] : [one]));
  if (sound.length !== brought.length) return '数据文件所附日历无法读取 a calendar does not parse';
  const calendar = calendarOf([...builtInYears, ...sound]);
  let wrong = 0;
  let at = 1;
  const again = await drawFrom(
    casesIn(reader, (good) => {
      at += 1;
      if (!good && wrong === 0) wrong = at;
    }),
    { year, calendar },
  );
  if (wrong > 0) return `第${wrong}行无法读取 line ${wrong} cannot be read`;
  const then = recorded as unknown as Figures;
  return { jurisdiction, recorded: then, again, different: differencesOf(then, again) };
}

async function* casesIn(
  reader: AsyncIterator<string>,
  seen: (good: boolean) => void,
): AsyncGenerator<IndicatorRow[]> {
  let own: IndicatorRow[] = [];
  for (let next = await reader.next(); !next.done; next = await reader.next()) {
    const row = rowShape.safeParse(parse(next.value));
    seen(row.success);
    if (!row.success) return;
    if (own[0] && own[0].caseId !== row.data.caseId) {
      yield own;
      own = [];
    }
    own.push(row.data);
  }
  if (own.length > 0) yield own;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
