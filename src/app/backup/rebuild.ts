import { DIARY_CASE } from '../../contexts/network/diary.ts';
import { allMarks } from '../../contexts/supervision/marks.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { replay } from '../../kernel/take.ts';
import { nextDue, NEVER, sealedState, type CaseImage } from '../../store/cases.ts';
import {
  caseRanges,
  eventsIn,
  rangeOf,
  type CaseRange,
  type RangedEvent,
} from '../../store/event-ranges.ts';
import { differences, mend, noRows, type Difference, type Rows } from '../../store/read-models.ts';
import { openEvent } from '../../store/bodies.ts';
import type { CaseStamp } from '../../log/entry.ts';
import type { SealKeys } from '../../store/seal.ts';
import { inTransaction, runnerOf, statement, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { projectionsOf } from '../projections.ts';
import { pinnedPack } from '../rules.ts';
import { imageOf } from '../write.ts';

export interface RebuildOptions {
  /** Compares only and writes nothing. */
  readonly check: boolean;
  /** Called after every batch with the totals so far. */
  readonly progress?: (done: Rebuilt) => void;
  /** Looks at the stored events themselves, on the way. */
  readonly inspect?: (events: readonly RangedEvent[]) => void;
  /** Told of every case that cannot be folded. */
  readonly unreadable?: (caseId: string) => void;
}

export interface Rebuilt {
  readonly cases: number;
  readonly events: number;
  /** In how many places (a case in a table) the rows were not what the events say. */
  readonly differing: number;
  /** The first hundred of them. */
  readonly examples: readonly Difference[];
}

/** Events at a time. While one batch is folded here, the database works on the other. */
const BATCH = 4000;
const WORKERS = 2;
const EXAMPLES = 100;

const SNAPSHOT = statement('rebuild_snapshot', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
const LOCK = statement(
  'rebuild_lock',
  `SELECT FROM case_row WHERE case_id > $1 AND case_id <= $2 FOR UPDATE`,
);

/** Folds every case again from its events and compares all that is read from it, or writes it anew
 *  where it differs (design: case rows are rebuilt with byte-equal result). One transaction a batch;
 *  an act that comes between makes the batch start again. Safe while the register is in use. */
export async function rebuild(
  house: Pick<House, 'pool' | 'keys'>,
  options: RebuildOptions,
): Promise<Rebuilt> {
  const next = caseRanges(runnerOf(house.pool), BATCH);
  let done: Rebuilt = { cases: 0, events: 0, differing: 0, examples: [] };
  const work = async (): Promise<void> => {
    for (let range = await next(); range; range = await next()) {
      const batch = await rebuildRange(house, range, options);
      done = {
        cases: done.cases + batch.cases,
        events: done.events + batch.events,
        differing: done.differing + batch.found.length,
        examples: [...done.examples, ...batch.found].slice(0, EXAMPLES),
      };
      options.progress?.(done);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return done;
}

/** Its place in a row of `case_row`. */
const TITLE = 7;

/** Makes anew all that is read from one case, in a transaction that is already open. Returns its title. */
export async function rebuildCase(tx: Runner, keys: SealKeys, caseId: string): Promise<string> {
  const range = rangeOf(caseId);
  const rows = noRows();
  for (const stored of await eventsIn(tx, range)) addRows(keys, rows, stored);
  await mend(tx, await differences(tx, range, rows), rows);
  return String(rows.caseRow[0]?.[TITLE] ?? '');
}

function rebuildRange(
  { pool, keys }: Pick<House, 'pool' | 'keys'>,
  range: CaseRange,
  { check, inspect, unreadable: broke }: RebuildOptions,
) {
  return inTransaction(pool, async (tx: Runner) => {
    await tx.run(SNAPSHOT, []);
    if (!check) await tx.run(LOCK, [range.after, range.upTo]);
    const cases = await eventsIn(tx, range);
    const rows = noRows();
    let count = 0;
    let events = 0;
    const unreadable: Difference[] = [];
    for (const stored of cases) {
      inspect?.(stored);
      events += stored.length;
      // What the log says of itself is no case: nothing is read from it.
      if (stored[0]?.case_id === DIARY_CASE) continue;
      count += 1;
      try {
        addRows(keys, rows, stored);
      } catch (error) {
        const caseId = stored[0]?.case_id ?? '';
        unreadable.push({ caseId, table: 'event', why: String(error) });
        broke?.(caseId);
      }
    }
    // What stands of a case that cannot be folded is left as it is.
    const broken = new Set(unreadable.map((d) => d.caseId));
    const found = (await differences(tx, range, rows)).filter((d) => !broken.has(d.caseId));
    if (!check) await mend(tx, found, rows);
    return { cases: count, events, found: [...unreadable, ...found] };
  });
}

function addRows(keys: SealKeys, rows: Rows, stored: readonly RangedEvent[]): void {
  const events = stored.map((row) => openEvent(keys, row));
  const image = imageFrom(stored, events);
  const { caseId, headline: h } = image;
  const next = nextDue(image);
  rows.caseRow.push([
    caseId,
    image.procedure,
    image.jurisdiction,
    image.pack,
    image.state.status,
    image.terminal,
    image.version,
    h.title,
    h.registrant,
    h.district,
    image.parentId,
    image.openedAt,
    image.updatedAt,
    next?.due ?? NEVER,
    next?.provisional ?? false,
    next?.name ?? null,
    image.searchVector,
    sealedState(keys, image),
  ]);
  const parties = new Map(image.parties.map((p) => [`${p.key}/${p.id}`, [caseId, p.key, p.id]]));
  rows.party.push(...parties.values());
  for (const c of image.clocks) {
    rows.clock.push([
      caseId,
      c.name,
      c.state,
      c.startedOn,
      c.due,
      c.provisional,
      c.calendar,
      c.act,
      c.firesAt,
    ]);
  }
  const { jurisdiction } = image;
  const procedure = procedureOf(image.procedure);
  const of = { caseId, jurisdiction, procedure, rules: pinnedPack(image.pack) };
  const { notice, entry, likeness } = projectionsOf(of, image);
  if (notice) rows.notice.push(notice);
  if (entry) rows.entry.push(entry);
  if (likeness) rows.likeness.push(likeness);
  for (const { version, n, mark, said, day, first, startedOn, due } of allMarks(events)) {
    const of = [caseId, version, n, jurisdiction, image.procedure];
    rows.mark.push([...of, mark, said, day, first, startedOn, due]);
  }
}

/** The image of a case as its last act left it. */
function imageFrom(stored: readonly RangedEvent[], events: readonly RecordedEvent[]): CaseImage {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last || !stored[0]) throw new Error('a case without events');
  const stamp = JSON.parse(stored[0].entry.toString('utf8')) as CaseStamp;
  const procedure = procedureOf(stamp.procedure);
  const folded = replay(procedure, events);
  if (!folded) throw new Error(`the events of case ${first.caseId} do not open it`);
  return imageOf({
    ...folded,
    caseId: first.caseId,
    procedure,
    jurisdiction: stamp.jurisdiction,
    pack: stamp.pack,
    openedAt: first.at,
    updatedAt: last.at,
  });
}
