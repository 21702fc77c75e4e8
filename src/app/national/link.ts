import type { PoolClient } from 'pg';
import { addCounterpart, readCounterpart } from '../../store/counterparts.ts';
import { endLease, leaseOf } from '../../store/hand-overs.ts';
import { latestReports } from '../../store/reconciliations.ts';
import { runnerOf, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { noteAnswers } from './note.ts';
import { NotAnswered, type Counterpart } from './port.ts';
import { sender, type Sender, type Totals } from './send.ts';
import { settle, type Report } from './settle.ts';
import { serial } from '../serial.ts';
import { machineMs } from '../accounts/session-store.ts';

/** The link of this process with one counterpart. */
export interface Link {
  readonly name: string;
  /** Sends what waits and, when it is time, compares; nothing while another process does. */
  sendRound(stopping: AbortSignal): Promise<void>;
  /** Puts on the record of the cases what was answered. */
  noteRound(stopping: AbortSignal): Promise<void>;
  /** Compares now; undefined while another process holds the link. */
  reconcile(
    options: { heal: boolean; disown: boolean },
    stopping: AbortSignal,
  ): Promise<Report | undefined>;
  /** Whether it is this process that sends. */
  sends(): boolean;
  totals(): Readonly<Totals>;
  close(): Promise<void>;
}

/** Compared at least so often, whether anybody asks or not. */
const COMPARE_MS = 24 * 3_600_000;
/** What is under way when the program is told to stop may take so long. */
const GRACE_MS = 5000;
const NO_TOTALS: Totals = { taken: 0, repeated: 0, refused: 0, failures: 0 };

export function openLink(
  house: House,
  counterpart: Counterpart,
  tell: (error: unknown) => void,
  graceMs = GRACE_MS,
): Link {
  const { name } = counterpart;
  const nowMs = (): number => machineMs(house.time);
  const cutting = new AbortController();
  let held: { client: PoolClient; runner: Runner; send: Sender } | undefined;
  let seen: Promise<void> | undefined;
  let watched: AbortSignal | undefined;
  let totals = NO_TOTALS;

  /** Lets what is under way end by itself, but not for ever. */
  function watch(stopping: AbortSignal): void {
    if (watched === stopping) return;
    watched = stopping;
    const cut = (): void => void setTimeout(() => cutting.abort(), graceMs).unref();
    if (stopping.aborted) cut();
    else stopping.addEventListener('abort', cut, { once: true });
  }

  function drop(): void {
    if (!held) return;
    totals = summed(totals, held.send.totals());
    held.client.release(true);
    held = undefined;
  }

  async function lease(stopping: AbortSignal) {
    watch(stopping);
    if (held) return held;
    await (seen ??= addCounterpart(runnerOf(house.pool), name));
    const client = await house.pool.connect();
    const mine = await leaseOf(client, name).catch((error: unknown) => {
      client.release(true);
      throw error;
    });
    if (!mine) {
      client.release();
      return undefined;
    }
    const runner = inTurns(runnerOf(client));
    const chance = (): number => house.random(4).readUInt32BE() / 2 ** 32;
    const send = sender({ runner, counterpart, nowMs, chance, stopping, cutting: cutting.signal });
    held = { client, runner, send };
    return held;
  }

  async function holding<T>(
    stopping: AbortSignal,
    work: (runner: Runner, send: Sender) => Promise<T>,
  ): Promise<T | undefined> {
    const now = await lease(stopping);
    if (!now) return undefined;
    try {
      return await work(now.runner, now.send);
    } catch (error) {
      if (error instanceof NotAnswered) {
        if (!stopping.aborted) await now.send.failed(error);
        return undefined;
      }
      // Whatever went wrong with the connection, the lease went with it.
      drop();
      throw error;
    }
  }

  const compare = (
    runner: Runner,
    send: Sender,
    options: { heal: boolean; disown: boolean },
    stopping: AbortSignal,
  ): Promise<Report> =>
    settle({ house, runner, counterpart, nowMs, stopping, ...options }, send, tell);

  return {
    name,
    sends: () => held !== undefined,
    totals: () => (held ? summed(totals, held.send.totals()) : totals),
    async sendRound(stopping) {
      await holding(stopping, async (runner, send) => {
        const row = await readCounterpart(runner, name);
        if (!row || Date.parse(row.nextAt ?? '1970-01-01') > nowMs()) return;
        if (!(await send.drain())) return;
        const [last] = await latestReports(runner, name, 1);
        const lastMs = Date.parse(String(last?.['endedAt'] ?? '1970-01-01'));
        const due = row.askedAt !== null || send.gapFound() || lastMs + COMPARE_MS < nowMs();
        if (due) await compare(runner, send, { heal: true, disown: row.askedDisown }, stopping);
      });
    },
    noteRound: async (stopping) => {
      await noteAnswers({ house, stopping, tell });
    },
    reconcile: (options, stopping) =>
      holding(stopping, async (runner, send) => {
        await send.drain();
        return compare(runner, send, options, stopping);
      }),
    async close() {
      if (!held) return;
      const { client, send } = held;
      totals = summed(totals, send.totals());
      held = undefined;
      await endLease(client, name);
    },
  };
}

/** Statements one after the other: lanes share the one connection that holds the lease. */
function inTurns(runner: Runner): Runner {
  const { inTurn } = serial();
  return { run: (statement, values) => inTurn('', () => runner.run(statement, values)) };
}

const summed = (a: Readonly<Totals>, b: Readonly<Totals>): Totals => ({
  taken: a.taken + b.taken,
  repeated: a.repeated + b.repeated,
  refused: a.refused + b.refused,
  failures: a.failures + b.failures,
});
