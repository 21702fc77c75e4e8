import { createHash } from 'node:crypto';
import { canonical } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import { isRefusal, refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { foldClocks } from '../kernel/clocks.ts';
import type { Actor } from '../kernel/types.ts';
import { builtInYears, calendarOf, type Calendar } from '../law/calendar.ts';
import { parseYearCalendar, type YearCalendar } from '../law/calendar-year.ts';
import { loadCase } from '../store/cases.ts';
import { inTransaction, runnerOf, statement, type Runner } from '../store/transaction.ts';
import { loadedYears, recordOf } from './act-record.ts';
import type { House } from './house.ts';
import { procedureOf } from './procedures.ts';
import { RECOUNT, recounted } from './figures/recount.ts';
import { pinnedPack } from './rules.ts';
import { systemActor } from './system.ts';
import { write } from './write.ts';

const LOADED = statement(
  'calendar_loaded',
  'SELECT body FROM calendar ORDER BY year, loaded_at, version',
);
const INSERT = statement(
  'calendar_insert',
  `INSERT INTO calendar (year, version, body, sha256, loaded_by, loaded_at)
   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING year`,
);
const RUNNING = statement(
  'calendar_running_cases',
  `SELECT DISTINCT case_id FROM clock WHERE state = 'running' AND case_id > $1
   ORDER BY case_id LIMIT 500`,
);

/** Built-in years and what administrators loaded since; of one year the newest version counts. */
export async function loadCalendar(runner: Runner): Promise<Calendar> {
  const rows = await runner.run<{ body: JsonObject }>(LOADED, []);
  const loaded = rows.map((r) => parseYearCalendar(r.body));
  const sound = loaded.filter((c): c is YearCalendar => !isRefusal(c));
  if (sound.length !== loaded.length) throw new Error('a stored calendar no longer parses');
  return calendarOf([...builtInYears, ...sound]);
}

/** Loads the calendar of a year and counts every running deadline again, each change put on the
 *  record of its case (promise 4). Returns how many cases changed. */
export async function importCalendar(
  house: House,
  adopt: (calendar: Calendar) => void,
  actor: Actor,
  body: JsonObject,
): Promise<{ year: number; version: string; recalculated: number } | Refusal> {
  if (!actor.roles.includes('admin.system')) return notAdministrator();
  const year = parseYearCalendar(body);
  if (isRefusal(year)) return year;
  // A deadline names the version it was counted with: one name must not mean two calendars.
  if (builtInYears.some((built) => built.version === year.version)) return loadedAlready(year);
  const runner = runnerOf(house.pool);
  const sha256 = createHash('sha256').update(canonical(body)).digest();
  const inserted = await runner.run(INSERT, [
    year.year,
    year.version,
    JSON.stringify(body),
    sha256,
    actor.accountId,
    house.time.now(),
  ]);
  if (inserted.length === 0) return loadedAlready(year);
  const calendar = await loadCalendar(runner);
  adopt(calendar);
  const recalculated = await recalculate(house, actor, calendar);
  await runner.run(SET_COUNTED, [COUNTED, JSON.stringify(calendar.version)]);
  return { year: year.year, version: year.version, recalculated };
}

const COUNTED = 'calendar.counted';
const GET_COUNTED = statement('calendar_counted', 'SELECT value FROM instance WHERE name = $1');
const SET_COUNTED = statement(
  'calendar_set_counted',
  `INSERT INTO instance (name, value) VALUES ($1, $2)
   ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
);

/** Counts the running deadlines again when they may not all have been counted with the calendar in
 *  force: the program brought a new year, or it ended in the middle of an import. Returns how many
 *  cases changed. */
export async function settleCalendar(house: House): Promise<number> {
  const runner = runnerOf(house.pool);
  const calendar = house.calendar();
  const [counted] = await runner.run<{ value: string }>(GET_COUNTED, [COUNTED]);
  if (counted?.value === calendar.version) return 0;
  const recalculated = await recalculate(house, systemActor, calendar);
  await runner.run(SET_COUNTED, [COUNTED, JSON.stringify(calendar.version)]);
  return recalculated;
}

async function recalculate(house: House, actor: Actor, calendar: Calendar): Promise<number> {
  const runner = runnerOf(house.pool);
  let changed = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await runner.run<{ case_id: string }>(RUNNING, [after]);
    for (const row of rows) {
      const done = await inTransaction(house.pool, (tx) =>
        recount(house, tx, actor, calendar, row.case_id),
      );
      if (done) changed += 1;
    }
    const last = rows.at(-1);
    if (!last || rows.length < 500) return changed;
    after = last.case_id;
  }
}

async function recount(
  house: House,
  tx: Runner,
  actor: Actor,
  calendar: Calendar,
  caseId: string,
): Promise<boolean> {
  const stored = await loadCase(tx, house.keys, caseId, true);
  if (!stored) return false;
  const { version, clocks } = stored;
  const at = house.time.now();
  const event = recounted({ caseId, version, clocks, actor, at, calendar });
  if (!event) return false;
  const procedure = procedureOf(stored.procedure);
  const moved = foldClocks(procedure, clocks, event);
  const taken = { state: stored.state, clocks: moved, version: event.version, events: [event] };
  const years = loadedYears(calendar);
  await write(house, tx, {
    caseId,
    procedure,
    rules: pinnedPack(stored.pack),
    jurisdiction: stored.jurisdiction,
    before: stored,
    at,
    taken,
    idempotency: undefined,
    record: recordOf({ act: RECOUNT, input: {}, facts: {}, actor, random: [], years }),
  });
  return true;
}

const notAdministrator = (): Refusal =>
  refuse(
    'ACT_NOT_YOURS',
    text('只有系统管理员可以导入工作日历。', 'Only the system administrator loads calendars.'),
    [],
    'forbidden',
  );

const loadedAlready = (year: YearCalendar): Refusal =>
  refuse(
    'CALENDAR_LOADED',
    text(
      `${year.year}年日历的版本“${year.version}”已经导入。`,
      `Version ${year.version} of ${year.year} is loaded already.`,
    ),
    [],
    'conflict',
  );
