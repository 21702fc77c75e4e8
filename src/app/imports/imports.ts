import { uuidV7 } from '../../base/id.ts';
import type { JsonObject } from '../../base/json.ts';
import { orThrow, Refused } from '../../base/refusal.ts';
import { upTo } from '../../base/sound-text.ts';
import { moment } from '../../base/plain-date.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import {
  claimJob,
  countLines,
  endJob,
  insertJob,
  listJobs,
  purgeJobs,
  readJob,
  readLines,
  type Counts,
  type ImportJob,
  type Outcome,
} from './jobs.ts';
import { mapColumns } from './plan.ts';
import * as no from './refusals.ts';
import { mayImport, runJob } from './run.ts';
import { planSheet, sheetOf } from './sheet.ts';
import { packOrRefuse } from '../rules.ts';

export interface ImportRequest {
  readonly file: string;
  readonly jurisdiction: string;
  readonly mode: 'check' | 'import';
  readonly objectKind: 'resource' | 'product' | 'service';
  readonly inScope: boolean;
  readonly mandate?: string | undefined;
  /** By column name: the field it is, or '' to leave it out. */
  readonly mapping: Readonly<Record<string, string>>;
}

const SAMPLE_ROWS = 5;
const SAMPLE_CHARS = 80;
const KEPT_MS = 180 * 86_400_000;
const PURGE_MS = 3_600_000;

/** Quick import of a whole spreadsheet into drafts (BJ-REG-19). */
export function openImports(house: House) {
  const runner = runnerOf(house.pool);
  let purgedMs = 0;
  const only = (actor: Actor): void => {
    if (!mayImport(actor)) throw new Refused(no.notYours());
  };
  const own = async (actor: Actor, id: string): Promise<ImportJob> => {
    const job = await readJob(runner, id, actor.accountId);
    if (!job) throw new Refused(no.importUnknown());
    return job;
  };
  return {
    /** What the sheet holds and how its columns would be understood; nothing is kept. */
    async preview(actor: Actor, ask: Pick<ImportRequest, 'file' | 'jurisdiction' | 'mapping'>) {
      only(actor);
      const rules = orThrow(packOrRefuse(ask.jurisdiction));
      const table = orThrow(await sheetOf(house, actor, ask.file));
      const { header, columns } = orThrow(mapColumns({ table, rules, mapping: ask.mapping }));
      const below = table.rows.filter((row) => row.line > header.line);
      return {
        form: table.form,
        encoding: table.encoding,
        sheet: table.sheet,
        headerLine: header.line,
        lines: below.length,
        columns,
        notes: table.notes,
        sample: below.slice(0, SAMPLE_ROWS).map((row) => ({
          line: row.line,
          cells: header.cells.map((_, i) => upTo(row.cells[i]?.text ?? '', SAMPLE_CHARS)),
        })),
      };
    },
    /** Reads the whole sheet and enters the import; its lines are taken in the background. */
    async start(actor: Actor, ask: ImportRequest) {
      only(actor);
      const rules = orThrow(packOrRefuse(ask.jurisdiction));
      const opening: JsonObject = {
        objectKind: ask.objectKind,
        inScope: ask.inScope,
        ...(ask.mandate === undefined ? {} : { mandate: ask.mandate }),
      };
      const about = { rules, opening, mapping: ask.mapping };
      const { table, plan } = orThrow(await planSheet(house, actor, ask.file, about));
      const job = await insertJob(
        runner,
        {
          id: uuidV7(house.time.nowMs(), house.random(10)),
          account: actor.accountId,
          jurisdiction: ask.jurisdiction,
          file: ask.file,
          mode: ask.mode,
          opening,
          mapping: ask.mapping,
          columns: plan.columns,
          notes: table.notes,
          encoding: table.encoding,
          sheet: table.sheet,
          lines: plan.lines.length,
        },
        house.time.now(),
      );
      if (!job) throw new Refused(no.running());
      const counts = await countLines(runner, [job.id]);
      return viewOf(job, counts(job.id));
    },
    async read(actor: Actor, id: string) {
      const job = await own(actor, id);
      return viewOf(job, (await countLines(runner, [id]))(id));
    },
    async list(actor: Actor) {
      const jobs = await listJobs(runner, actor.accountId);
      const counts = await countLines(
        runner,
        jobs.map((j) => j.id),
      );
      return jobs.map((job) => viewOf(job, counts(job.id)));
    },
    /** A page of the report, line by line. */
    async lines(
      actor: Actor,
      id: string,
      page: { after?: number; outcome?: Outcome; limit: number },
    ) {
      await own(actor, id);
      const found = await readLines(runner, id, { ...page, limit: page.limit + 1 });
      const items = found.slice(0, page.limit);
      return { items, next: found.length > page.limit ? (items.at(-1)?.line ?? null) : null };
    },
    /** Stops before the next line; what has been taken stands. */
    async cancel(actor: Actor, id: string) {
      await own(actor, id);
      const ended = await endJob(runner, id, 'cancelled', null, house.time.now());
      if (!ended) throw new Refused(no.ended());
      return viewOf(await own(actor, id), (await countLines(runner, [id]))(id));
    },
    /** Works on whatever waits; the round of the background calls it again and again. */
    async round(stopping: AbortSignal): Promise<void> {
      const now = house.time.nowMs();
      if (now - purgedMs > PURGE_MS) {
        await purgeJobs(runner, moment(now - KEPT_MS));
        purgedMs = now;
      }
      while (!stopping.aborted) {
        const job = await claimJob(runner);
        if (!job) return;
        await runJob(house, job, stopping);
      }
    },
  };
}

export type Imports = ReturnType<typeof openImports>;

/** An import as the person who began it sees it. */
function viewOf(job: ImportJob, counts: Counts) {
  const { account: _who, opening: _with, mapping: _map, attempts: _n, ...shown } = job;
  const { fault, createdAt, endedAt } = job;
  return {
    ...shown,
    ...counts,
    done: counts.created + counts.ready + counts.skipped + counts.refused,
    fault: fault && { code: fault.code, sentence: fault.sentence },
    createdAt: moment(createdAt.getTime()),
    endedAt: endedAt && moment(endedAt.getTime()),
  };
}

export type ImportView = ReturnType<typeof viewOf>;
