import { setTimeout as wait } from 'node:timers/promises';
import type { Text } from '../../base/text.ts';
import { ceaseSequencer, type LogHead } from '../../store/log-tables.ts';
import { bringOut, isFull, sequence, wake, type Awake } from './sequencer.ts';
import type { Sequencing } from './sequencer.ts';

/** How the log stands, told to whoever serves it. */
export interface LogState {
  /** `open`: signing; `standby`: another process signs; the rest: nothing is accepted. */
  readonly state: 'starting' | 'open' | 'standby' | 'behind' | 'conflict' | 'damaged' | 'full';
  readonly why: Text | null;
}

export interface Looping {
  readonly sequencing: Sequencing;
  /** Told of every change of state. */
  state(now: LogState): void;
  /** Told of every head that has just been published. */
  published(head: LogHead): void;
  /** Told of a failure that is tried again. */
  tell(error: unknown): void;
}

export interface SequencerLoop {
  /** Somebody says that this log goes further than was published here: everybody who remembers it is
   *  asked again before more is signed, at most once a minute. */
  compareAgain(): void;
  stop(): Promise<void>;
}

const BUSY_MS = 110;
const IDLE_MS = 80;
const STANDBY_MS = 2000;
const AGAIN_MS = 1000;
const ROOM_MS = 5000;
const DOUBT_MS = 60_000;
/** A transaction that began with the database's longest patience has ended by then. */
const FORGET_MS = 90_000;
/** Every so often all waiting events are looked at, however old their number. */
const SWEEP_MS = 10_000;

/** Runs the sequencer until it is stopped: takes what waits, signs, publishes, and begins again from
 *  the database after any failure, because what stands on the disk is then not known. */
export function sequencerLoop(looping: Looping): SequencerLoop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const doubt = doubtOnceIn(DOUBT_MS);
  const running = (async () => {
    let opened = false;
    const told: Looping = {
      ...looping,
      state(now) {
        opened ||= now.state === 'open';
        looping.state(now);
      },
    };
    while (!signal.aborted) {
      const pause = await oneLife(told, signal, doubt).catch((error: unknown) => {
        looping.tell(error);
        // Until it is known whether this log may go on, it does not; afterwards a failure is waited out.
        if (!opened) looping.state({ state: 'starting', why: null });
        return AGAIN_MS;
      });
      // What somebody must mend is looked at again when the program is started again.
      if (pause === 'halted') return;
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    compareAgain: () => doubt.raise(),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

interface Doubt {
  raise(): void;
  /** Whether it was raised since it was last asked. */
  take(): boolean;
}

function doubtOnceIn(ms: number): Doubt {
  let last = -Infinity;
  let raised = false;
  return {
    raise() {
      if (performance.now() - last < ms) return;
      last = performance.now();
      raised = true;
    },
    take() {
      const was = raised;
      raised = false;
      return was;
    },
  };
}

/** From waking to the first failure; how long to wait before the next. */
async function oneLife(
  looping: Looping,
  signal: AbortSignal,
  doubt: Doubt,
): Promise<number | 'halted'> {
  const { sequencing } = looping;
  const awake = await wake(sequencing);
  if (!awake) {
    looping.state({ state: 'standby', why: null });
    return STANDBY_MS;
  }
  if ('state' in awake) {
    looping.state(awake);
    return awake.state === 'full' ? STANDBY_MS : 'halted';
  }
  try {
    looping.published(awake.head);
    looping.state({ state: 'open', why: null });
    await live(looping, awake, signal, doubt);
    return 0;
  } finally {
    await ceaseSequencer(awake.client);
  }
}

/** Sequences until it is stopped, in doubt, or short of room on the disk: waking says what then holds. */
async function live(
  looping: Looping,
  first: Awake,
  signal: AbortSignal,
  doubt: Doubt,
): Promise<void> {
  const { sequencing } = looping;
  const floors = waitingFloor();
  let looked = performance.now();
  let awake = first;
  // One batch is brought out while the database already gives the next its places.
  let coming: Promise<void> = Promise.resolve();
  try {
    while (!signal.aborted && !doubt.take()) {
      if (performance.now() - looked >= ROOM_MS) {
        if (await isFull(sequencing)) break;
        looked = performance.now();
      }
      const step = await sequence(sequencing, { ...awake, floor: floors.from(performance.now()) });
      await coming;
      if (!step) {
        await wait(IDLE_MS, undefined, { signal }).catch(() => undefined);
        continue;
      }
      awake = step.awake;
      floors.taken(step.seq, performance.now());
      coming = bringOut(sequencing, step).then(() => looping.published(step.awake.head));
      coming.catch(() => undefined);
      const few = step.awake.head.size - step.from < 1000;
      if (few) await Promise.all([coming, wait(BUSY_MS)]);
    }
    await coming;
  } finally {
    // The next life must not meet the writes of this one.
    await coming.catch(() => undefined);
  }
}

/** Where to start looking for waiting events: behind those taken so long ago that nothing older can
 *  still come in. Without this, rows already taken would be passed over one by one as long as a
 *  backup keeps the database from forgetting them. */
function waitingFloor() {
  let floor = 0n;
  let marks: { readonly seq: bigint; readonly at: number }[] = [];
  let swept = 0;
  return {
    taken(seq: bigint, at: number): void {
      if ((marks.at(-1)?.at ?? -SWEEP_MS) + 1000 < at) marks.push({ seq, at });
    },
    from(now: number): bigint {
      const old = marks.filter(({ at }) => at < now - FORGET_MS);
      floor = old.at(-1)?.seq ?? floor;
      marks = marks.slice(old.length);
      if (now - swept < SWEEP_MS) return floor;
      swept = now;
      return 0n;
    },
  };
}
