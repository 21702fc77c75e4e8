import { waitMs } from '../../contexts/network/back-off.ts';
import type { Answer, HandOver } from '../../contexts/network/hand-over.ts';
import { noteAnswered, noteFailed } from '../../store/counterparts.ts';
import { acknowledge, claim, postpone, refused, type Waiting } from '../../store/hand-overs.ts';
import type { Runner } from '../../store/transaction.ts';
import { NATIONAL, NotAnswered, type Counterpart } from './port.ts';

export interface Sending {
  /** The connection that holds the lease: when it is lost, so is the right to send. */
  readonly runner: Runner;
  readonly counterpart: Counterpart;
  /** The machine's clock. */
  readonly nowMs: () => number;
  /** From 0 up to 1. */
  readonly chance: () => number;
  /** Nothing more is begun. */
  readonly stopping: AbortSignal;
  /** What is under way is given up. */
  readonly cutting: AbortSignal;
}

/** What went over since the sender was opened. */
export interface Totals {
  taken: number;
  repeated: number;
  refused: number;
  failures: number;
}

/** Messages in hand at a time, requests side by side, and what one request may hold. */
const WINDOW = 1000;
const LANES = 4;
const BATCH = 250;
const BATCH_BYTES = 900_000;
/** Messages that fail alone, one after the other, until it is plain that it is not their fault. */
const ALONE = 3;
const LINK = { firstMs: 500, mostMs: 60_000 };
const MESSAGE = { firstMs: 2000, mostMs: 3_600_000 };

/** Sends what is queued for one counterpart. All messages about one case go by the same lane, one
 *  request after the other, so that each entry arrives in order while others go side by side. */
export function sender(s: Sending) {
  const { runner, counterpart, nowMs } = s;
  const { name } = counterpart;
  const totals: Totals = { taken: 0, repeated: 0, refused: 0, failures: 0 };
  /** Messages in one request; fewer after a failure that may be theirs. */
  let most = BATCH;
  let failuresInARow = 0;
  let gap = false;
  const at = (ms = nowMs()): string => new Date(ms).toISOString();

  async function postponed(message: Waiting, why: string): Promise<void> {
    const wait = waitMs(MESSAGE, message.attempts + 1, s.chance());
    await postpone(runner, name, message, at(nowMs() + wait), why);
  }

  /** Puts down what was said to each of a batch. True if anything was said at all. */
  async function settle(batch: readonly Waiting[], answers: readonly Answer[]): Promise<boolean> {
    const said = Map.groupBy(answers, keyOf);
    const settled = { taken: [] as Taken[], refused: [] as (Waiting & { why: string })[] };
    const blocked = new Set<string>();
    let heard = false;
    for (const message of batch) {
      if (blocked.has(message.caseId)) continue;
      const own = said.get(keyOf(message)) ?? [];
      const [answer] = own;
      heard ||= answer !== undefined;
      const why = whyNot(own);
      if (answer && answer.outcome !== 'refused' && why === undefined) {
        settled.taken.push({ ...answer, caseId: message.caseId });
        continue;
      }
      // Whatever stands behind it must wait: it would arrive out of order.
      blocked.add(message.caseId);
      if (why === undefined) await postponed(message, 'UNANSWERED');
      else settled.refused.push({ ...message, why });
      gap ||= why === 'GAP';
    }
    const own = name !== NATIONAL;
    await acknowledge(runner, name, at(), settled.taken, own);
    await refused(runner, name, at(), settled.refused, own);
    const repeated = settled.taken.filter(({ outcome }) => outcome === 'repeated').length;
    totals.taken += settled.taken.length - repeated;
    totals.repeated += repeated;
    totals.refused += settled.refused.length;
    if (heard) await noteAnswered(runner, name, at(), repeated);
    return heard;
  }

  /** Sends one lane to its end; the failure for which it stopped, if it did. */
  async function lane(messages: readonly Waiting[]): Promise<NotAnswered | undefined> {
    let rest = [...messages];
    let alone = 0;
    while (rest.length > 0 && !s.stopping.aborted) {
      const batch = firstOf(rest, most);
      try {
        const answers = await counterpart.send(batch.map(messageOf), s.cutting);
        if (!(await settle(batch, answers))) throw new NotAnswered('UNANSWERED', true);
        most = Math.min(BATCH, most * 2);
        alone = 0;
        rest = rest.slice(batch.length);
      } catch (error) {
        if (!(error instanceof NotAnswered)) throw error;
        totals.failures += 1;
        if (!error.ofMessages) return error;
        const [only] = batch;
        if (batch.length > 1) most = Math.ceil(batch.length / 4);
        else if (only) {
          await postponed(only, error.message);
          alone += 1;
          if (alone === ALONE) return error;
          rest = rest.filter(({ caseId }) => caseId !== only.caseId);
        }
      }
    }
    return undefined;
  }

  async function failed(why: NotAnswered): Promise<void> {
    failuresInARow += 1;
    const wait = Math.max(why.waitMs ?? 0, waitMs(LINK, failuresInARow, s.chance()));
    await noteFailed(runner, name, at(), at(nowMs() + wait), why.message);
  }

  return {
    totals: (): Readonly<Totals> => totals,
    /** Puts down that there was no answer, and when to ask again. */
    failed,
    /** Whether the counterpart has missed something since this was last asked. */
    gapFound(): boolean {
      const found = gap;
      gap = false;
      return found;
    },
    /** Sends until nothing waits that may be sent now, or the counterpart fails. True if all went. */
    async drain(): Promise<boolean> {
      let after = '0';
      while (!s.stopping.aborted) {
        const waiting = await claim(runner, name, after, at(), WINDOW);
        const last = waiting.at(-1);
        if (!last) return true;
        after = last.seq;
        const lanes = Map.groupBy(waiting, ({ caseId }) => laneOf(caseId));
        const why = (await Promise.all([...lanes.values()].map(lane))).find(Boolean);
        if (why) {
          if (!s.stopping.aborted) await failed(why);
          return false;
        }
        failuresInARow = 0;
      }
      return false;
    },
  };
}

export type Sender = ReturnType<typeof sender>;

type Taken = Extract<Answer, { outcome: 'taken' | 'repeated' }>;

const keyOf = ({ caseId, version }: { caseId: string; version: number }): string =>
  `${caseId}/${version}`;

/** Why answers to one message mean that it was not taken; undefined where they say that it was, or
 *  nothing. Two that do not agree are no answer to build on. */
function whyNot(answers: readonly Answer[]): string | undefined {
  const [first] = answers;
  if (!first) return undefined;
  const agreed = answers.every(
    (one) =>
      (one.outcome === 'refused') === (first.outcome === 'refused') &&
      (one.outcome === 'refused' ||
        first.outcome === 'refused' ||
        one.nationalCode === first.nationalCode),
  );
  if (!agreed) return 'CONTRADICTION';
  return first.outcome === 'refused' ? first.why : undefined;
}

const laneOf = (caseId: string): number => parseInt(caseId.slice(-2), 16) % LANES;

const messageOf = ({ caseId, version, previous, body }: Waiting): HandOver =>
  ({ ...body, caseId, version, previous }) as unknown as HandOver;

/** As many as fit into one request; one always does. */
function firstOf(messages: readonly Waiting[], most: number): Waiting[] {
  let bytes = 0;
  const end = messages.findIndex((message, i) => {
    bytes += Buffer.byteLength(JSON.stringify(message.body)) + 200;
    return i === most || (i > 0 && bytes > BATCH_BYTES);
  });
  return messages.slice(0, end < 0 ? undefined : end);
}
