import type { Json } from '../../../base/json.ts';
import type { Merge } from './scratch-merge.ts';

/** What is known of something typed and not yet done. `moved`: another window kept a later writing. */
export type ScratchStatus = 'reading' | 'untouched' | 'typing' | 'kept' | 'offline' | 'moved';

export interface ScratchState {
  readonly value: Json;
  readonly status: ScratchStatus;
  /** When the server last took it (RFC 3339), if it did. */
  readonly keptAt: string | null;
}

export interface ScratchPort {
  read(): Promise<{ value: Json; revision: number; updatedAt: string | null }>;
  /** `'moved'` when another window was faster. Throws when nothing answered. */
  keep(
    value: Json,
    revision: number,
  ): Promise<{ readonly revision: number; readonly updatedAt: string } | 'moved'>;
  drop(): Promise<void>;
  after(ms: number, work: () => void): () => void;
}

const PAUSE_MS = 1200;
const AGAIN_MS = [3000, 8000, 20_000, 60_000];

/** One thing being typed, kept on the server a moment after each pause. What is on the screen is never
 *  lost to it: an answer that comes late, or none, changes what is said beside it and not the value. */
export function scratchLine(port: ScratchPort, empty: Json, merge?: Merge) {
  let state: ScratchState = { value: empty, status: 'reading', keptAt: null };
  let revision = 0;
  /** What this window last knew to be kept. */
  let before: Json = empty;
  let touched = false;
  let busy = false;
  /** What was being kept when the thing was done must not come back. */
  let round = 0;
  let failures = 0;
  /** What was done is not read again while it is on its way out. */
  let leaving: Promise<unknown> = Promise.resolve();
  let cancel: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const become = (next: Partial<ScratchState>): void => {
    state = { ...state, ...next };
    for (const tell of listeners) tell();
  };
  const later = (ms: number): void => {
    cancel?.();
    cancel = port.after(ms, () => void save());
  };
  async function save(): Promise<void> {
    cancel?.();
    if (busy) return later(PAUSE_MS);
    if (state.status !== 'typing' && state.status !== 'offline') return;
    busy = true;
    const [begun, { value }] = [round, state];
    try {
      const kept = await port.keep(value, revision);
      failures = 0;
      if (begun !== round) await port.drop();
      else if (kept === 'moved') await meet(value);
      else {
        revision = kept.revision;
        before = value;
        become({ keptAt: kept.updatedAt, status: state.value === value ? 'kept' : 'typing' });
        if (state.value !== value) later(PAUSE_MS);
      }
    } catch {
      if (begun !== round) return;
      become({ status: 'offline' });
      later(AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)] ?? 0);
      failures += 1;
    } finally {
      busy = false;
    }
  }
  /** Another window was faster: what both wrote is brought together, or the person is asked. */
  async function meet(value: Json): Promise<void> {
    const other = merge ? await port.read() : undefined;
    const theirs = other?.value ?? empty;
    const both = merge?.(before, value, theirs);
    if (!other || both === undefined) return become({ status: 'moved' });
    revision = other.revision;
    before = theirs;
    // What was typed while it was read is the latest word.
    const latest = state.value === value ? both : merge?.(value, state.value, both);
    become({ value: latest ?? state.value, status: 'typing' });
    later(PAUSE_MS);
  }
  async function load(): Promise<void> {
    try {
      await leaving;
      const kept = await port.read();
      revision = kept.revision;
      const found = kept.revision > 0 && kept.value !== null;
      before = found ? kept.value : empty;
      if (touched) {
        // Typed before the older words had come: where both can stand, both do.
        const both = found && merge ? merge(empty, state.value, kept.value) : state.value;
        if (both === undefined) return become({ status: 'moved' });
        become({ value: both });
        later(PAUSE_MS);
      } else {
        become({
          value: found ? kept.value : empty,
          status: found ? 'kept' : 'untouched',
          keptAt: found ? kept.updatedAt : null,
        });
      }
    } catch {
      if (!touched) become({ status: 'untouched' });
    }
  }
  return {
    load,
    save,
    read: (): ScratchState => state,
    listen: (tell: () => void): (() => void) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    set: (value: Json): void => {
      touched = true;
      become({ value, status: state.status === 'moved' ? 'moved' : 'typing' });
      if (state.status === 'typing') later(PAUSE_MS);
    },
    /** Of two writings, this window's is to stand. */
    takeMine: async (): Promise<void> => {
      try {
        const theirs = await port.read();
        ({ revision } = theirs);
        before = theirs.value ?? empty;
      } catch {
        return;
      }
      become({ status: 'typing' });
      await save();
    },
    /** Of two writings, the other window's is to stand. */
    takeTheirs: async (): Promise<void> => {
      touched = false;
      await load();
    },
    /** It was done, or is not wanted any more. */
    clear: async (): Promise<void> => {
      cancel?.();
      round += 1;
      touched = false;
      revision = 0;
      before = empty;
      become({ value: empty, status: 'untouched', keptAt: null });
      leaving = port.drop().catch(() => undefined);
      await leaving;
    },
  };
}

export type ScratchLine = ReturnType<typeof scratchLine>;
