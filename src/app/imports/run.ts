import { isRefusal, Refused, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { inTransaction, runnerOf, statement, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import {
  endJob,
  holdJob,
  linesDone,
  putLines,
  releaseJob,
  type ImportJob,
  type LineOutcome,
} from './jobs.ts';
import { Alike, takeLine, type Taking } from './line.ts';
import type { Fault, PlannedLine } from './plan.ts';
import * as no from './refusals.ts';
import { planSheet } from './sheet.ts';
import { packOrRefuse } from '../rules.ts';
import { ACTOR_COLUMNS, actorFrom, type ActorRow } from '../accounts/session-store.ts';

/** Lines that one transaction takes. */
const LOT_LINES = 5;
/** Lines between two looks at whether it was cancelled and whether the person still may. */
const STEP_LINES = 60;
/** Side by side, so that one waits for the disk while the other counts; people have the rest. */
const SIDE_BY_SIDE = 2;
const ATTEMPTS_MAX = 5;

const FILERS = ['registrant', 'agent'];

export const mayImport = (actor: Actor): boolean => actor.roles.some((r) => FILERS.includes(r));

const ACCOUNT = statement(
  'import_account',
  `SELECT ${ACTOR_COLUMNS} FROM account a LEFT JOIN organisation o ON o.code = a.org
   WHERE a.account_id = $1 AND NOT a.disabled AND NOT (a.demo AND $2)`,
);

/** The person as they are now: what was taken away since the upload is not used any more. */
async function filer(house: House, runner: Runner, account: string): Promise<Actor | undefined> {
  const [row] = await runner.run<ActorRow>(ACCOUNT, [account, house.mode === 'production']);
  const actor = row && actorFrom(row);
  return actor && mayImport(actor) ? actor : undefined;
}

/** Goes on with an import until it is over, cancelled or this process ends. What a line led to is
 *  written in the transaction of its acts, so that whoever goes on begins at the next. */
export async function runJob(house: House, job: ImportJob, stopping: AbortSignal): Promise<void> {
  const runner = runnerOf(house.pool);
  const end = (state: 'done' | 'failed', fault: Parameters<typeof endJob>[3]) =>
    endJob(runner, job.id, state, fault, house.time.now());
  if (job.attempts > ATTEMPTS_MAX) {
    await end('failed', no.defect());
    return;
  }
  try {
    const first = await filer(house, runner, job.account);
    if (!first) return void (await end('failed', no.gone()));
    const rules = packOrRefuse(job.jurisdiction);
    const sheet = isRefusal(rules)
      ? rules
      : await planSheet(house, first, job.file, { ...job, rules });
    if (isRefusal(sheet)) return void (await end('failed', sheet));
    const done = await linesDone(runner, job.id);
    const open = sheet.plan.lines.filter(({ line }) => !done.has(line));
    for (let at = 0; at < open.length; at += STEP_LINES) {
      if (stopping.aborted) return await releaseJob(runner, job.id, true);
      if (!(await holdJob(runner, job.id))) return;
      const actor = await filer(house, runner, job.account);
      if (!actor) return void (await end('failed', no.gone()));
      const { jurisdiction, mode } = job;
      const taking = { importId: job.id, actor, jurisdiction, mode };
      await step(house, taking, open.slice(at, at + STEP_LINES));
    }
    await end('done', null);
  } catch (error) {
    // A database that is away, or a log that may not be written, is waited for without counting.
    const busy = error instanceof Refused && error.refusal.kind === 'busy';
    await releaseJob(runner, job.id, busy).catch(() => undefined);
    throw error;
  }
}

interface Stepping extends Taking {
  readonly mode: ImportJob['mode'];
}

async function step(house: House, of: Stepping, lines: readonly PlannedLine[]): Promise<void> {
  const known = lines.flatMap((line) => outcomeOf(line) ?? []);
  await putLines(runnerOf(house.pool), of.importId, known);
  const open = lines.filter((line) => !outcomeOf(line));
  const lots = Array.from({ length: Math.ceil(open.length / LOT_LINES) }, (_, i) =>
    open.slice(i * LOT_LINES, (i + 1) * LOT_LINES),
  ).values();
  const lane = async (): Promise<void> => {
    for (const lot of lots) {
      await house.way.yield();
      await settle(house, of, lot);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, lane));
  const failed = ends.find((e) => e.status === 'rejected');
  if (failed) throw failed.reason;
}

const written = (
  { line, title }: PlannedLine,
  outcome: LineOutcome['outcome'],
  caseId: string | null,
  faults: readonly Fault[] = [],
): LineOutcome => ({ line, title, outcome, caseId, faults });

const faultOf = ({ code, sentence }: Refusal): Fault => ({ code, sentence, cell: null });

/** What is known of a line without taking it. */
function outcomeOf(line: PlannedLine): LineOutcome | undefined {
  if (line.faults.length > 0) return written(line, 'refused', null, line.faults);
  return line.twin === null
    ? undefined
    : written(line, 'skipped', null, [faultOf(no.twin(line.twin))]);
}

/** Takes a few lines together and writes down what came of them. Where one of them cannot be taken
 *  none is, and each is taken again by itself. */
async function settle(house: House, of: Stepping, lot: readonly PlannedLine[]): Promise<void> {
  const runner = runnerOf(house.pool);
  try {
    await inTransaction(house.pool, async (tx) => {
      const done: LineOutcome[] = [];
      for (const line of lot)
        done.push(written(line, 'created', await takeLine(house, tx, of, line)));
      if (of.mode === 'check') throw new TakenBack();
      // Somebody else went on with this import at the same time and was faster.
      if (!(await putLines(tx, of.importId, done))) throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof Refused && error.refusal.kind === 'busy') throw error;
    if (of.mode === 'check' && error instanceof TakenBack) {
      await putLines(
        runner,
        of.importId,
        lot.map((line) => written(line, 'ready', null)),
      );
      return;
    }
    if (!(error instanceof Refused || error instanceof TakenBack)) throw error;
    const [only] = lot;
    if (lot.length > 1) for (const line of lot) await settle(house, of, [line]);
    else if (only && error instanceof Refused) {
      const alike = error instanceof Alike;
      const outcome = alike ? 'skipped' : 'refused';
      const faults = [faultOf(error.refusal)];
      await putLines(runner, of.importId, [
        written(only, outcome, alike ? error.caseId : null, faults),
      ]);
    }
  }
}

/** Undoes everything that lines did. */
class TakenBack extends Error {}
