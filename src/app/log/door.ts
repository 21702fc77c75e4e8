import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { refuse } from '../../base/refusal.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { TileStore } from '../../store/tile-store.ts';
import type { Gate } from '../gate.ts';
import type { LogState } from './loop.ts';
import { tileStoreOf } from './store.ts';
import type { LogMessage, LogThreadData } from './thread-words.ts';
import type { WitnessState } from './witnesses.ts';

/** The log as the rest of the program sees it: how far it is, and its public files. */
export interface LogDoor {
  readonly origin: string;
  readonly twin: string;
  readonly store: TileStore;
  state(): LogState;
  /** Entries under the newest published head, and under the newest witnessed one of each tree. */
  sizes(): LogSizes;
  /** As the thread last said, where it does not answer in a second. */
  witnesses(): Promise<readonly WitnessState[]>;
  close(): Promise<void>;
}

export interface LogSizes {
  readonly published: number;
  readonly witnessed: Readonly<Record<SuiteId, number>>;
}

export interface OpeningLog {
  readonly data: LogThreadData;
  /** The thread's program. */
  readonly program: URL;
  readonly gate: Gate;
  readonly tell: (error: unknown) => void;
}

/** How long the thread may take to say how its witnesses stand, and to end. */
const ANSWER_MS = 1000;
const END_MS = 5000;
/** A thread that died is started again after this long, and ever later if that does not help. */
const AGAIN_MS = 1000;
const AGAIN_MAX_MS = 60_000;

/** Starts the log's thread and waits until it knows whether the log may be written. Should it die
 *  later, nothing is accepted until another one has found the log in order. */
export async function openLog({ data, program, gate, tell }: OpeningLog): Promise<LogDoor> {
  let names = { origin: '', twin: '' };
  let now: LogState = { state: 'starting', why: null };
  let sizes: LogSizes = { published: 0, witnessed: { sha256: 0, sm3: 0 } };
  let witnesses: readonly WitnessState[] = [];
  let asking: Promise<readonly WitnessState[]> | undefined;
  let answer: () => void = () => undefined;
  let closing = false;
  let pause = AGAIN_MS;
  let again: NodeJS.Timeout | undefined;
  const started = Promise.withResolvers<void>();
  const turn = (to: LogState): void => {
    now = to;
    gate.set(refusalOf(now));
  };
  const hear: {
    readonly [K in LogMessage['kind']]: (m: Extract<LogMessage, { kind: K }>) => void;
  } = {
    names: ({ origin, twin }) => {
      names = { origin, twin };
    },
    state: ({ state, why }) => {
      pause = AGAIN_MS;
      turn({ state, why });
      started.resolve();
    },
    published: ({ size }) => {
      sizes = { ...sizes, published: size };
    },
    witnessed: ({ suite, size }) => {
      sizes = { ...sizes, witnessed: { ...sizes.witnessed, [suite]: size } };
    },
    witnesses: ({ states }) => {
      witnesses = states;
      answer();
    },
    tell: ({ what }) => tell(what),
    stopped: () => live.end(),
  };
  function run() {
    const worker = new Worker(program, { workerData: data });
    const ended = Promise.withResolvers<void>();
    worker.on('message', (message: LogMessage) => hear[message.kind](message as never));
    worker.on('error', (error) => {
      tell(error);
      started.reject(error);
    });
    worker.on('exit', (code) => {
      ended.resolve();
      if (closing) return;
      const died = new Error(`the thread of the log ended with ${code}`);
      tell(died);
      turn({ state: 'starting', why: null });
      started.reject(died);
      again = setTimeout(() => (live = run()), pause);
      pause = Math.min(2 * pause, AGAIN_MAX_MS);
    });
    return { worker, ended: ended.promise, end: ended.resolve };
  }
  const ask = (): Promise<readonly WitnessState[]> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answer = resolve;
    live.worker.postMessage('witnesses');
    const late = setTimeout(resolve, ANSWER_MS);
    return promise.then(() => {
      clearTimeout(late);
      asking = undefined;
      return witnesses;
    });
  };
  const close = async (): Promise<void> => {
    closing = true;
    clearTimeout(again);
    const { worker, ended } = live;
    worker.postMessage('stop');
    const late = wait(END_MS, undefined, { ref: false });
    await Promise.race([ended, late]);
    await worker.terminate();
  };
  let live = run();
  await started.promise.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    ...names,
    store: tileStoreOf(data),
    state: () => now,
    sizes: () => sizes,
    // Whoever asks at the same time gets the same answer: questions do not pile up.
    witnesses: () => (asking ??= ask()),
    close,
  };
}

/** What whoever wants to act is told while the log may not be written. */
function refusalOf({ state, why }: LogState) {
  if (state === 'open' || state === 'standby') return undefined;
  const said = why ?? {
    zh: '目录链暂不可用，办理已暂停；请稍后再试。',
    en: 'The log is not available; nothing is accepted for now. Try again later.',
  };
  return refuse(`LOG_${state.toUpperCase()}`, said, [], 'busy');
}
