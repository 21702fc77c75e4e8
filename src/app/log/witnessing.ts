import { setTimeout as wait } from 'node:timers/promises';
import { suites } from '../../log/node-suites.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import { tileProver } from '../../log/prove.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { LogHead } from '../../store/log-tables.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { tileFetcher, WITNESSED } from './files.ts';
import { witnessClient, type Ask, type WitnessState } from './witnesses.ts';
import { isPlainAddress } from '../plain-address.ts';

export interface WitnessingLog {
  readonly suite: SuiteId;
  readonly policy: Policy;
  readonly store: TileStore;
  readonly ask: Ask;
  /** Told when a head has its quorum. */
  witnessed(suite: SuiteId, size: number): void;
  ahead(name: string, size: number): void;
  tell(error: unknown): void;
}

const PATIENCE_MS = 1000;
/** Rounds begin no closer than this: a head replaces those before it, so that showing every one of them
 *  would only cost signatures. SM2 costs the most. */
const SPACING_MS: Readonly<Record<SuiteId, number>> = { sha256: 200, sm3: 400 };
/** A quorum that was missed is sought again with the next head, and after this long without one. */
const AGAIN_MS = 5000;

/** A policy as its file gives it; throws with the line that is wrong. */
export function readPolicy(text: string, where: string): Policy {
  const policy = parsePolicy(text, suites.sha256);
  if ('fault' in policy) throw new Error(`${where}, line ${policy.line}: ${policy.fault}`);
  const hidden = policy.witnesses.find(({ url }) => url !== null && !isPlainAddress(url));
  if (hidden) throw new Error(`${where}: the address of ${hidden.name} is none to show`);
  return policy;
}

/** Has the newest head of a tree witnessed, one head at a time: while cosignatures are gathered new
 *  heads may come, and only the newest of them is shown next. */
export function witnessing(w: WitnessingLog) {
  const client = witnessClient({
    policy: w.policy,
    ask: w.ask,
    patienceMs: PATIENCE_MS,
    consistency: (from, to) =>
      tileProver(suites[w.suite], to, tileFetcher(w.store, w.suite)).consistency(from),
    ahead: (name, size) => w.ahead(name, size),
  });
  let newest: LogHead | undefined;
  let busy: Promise<void> = Promise.resolve();
  let running = false;
  let stopped = false;
  let again: NodeJS.Timeout | undefined;
  let began = -Infinity;
  const stopping = new AbortController();

  /** The newest head, not before it is time for another round. */
  async function next(): Promise<LogHead | undefined> {
    const early = began + SPACING_MS[w.suite] - performance.now();
    if (newest && early > 0) {
      await wait(early, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    began = performance.now();
    return newest;
  }

  async function rounds(): Promise<void> {
    for (let head = await next(); head && !stopped; head = await next()) {
      newest = undefined;
      const done = await round(head).catch((error: unknown) => {
        w.tell(error);
        return false;
      });
      if (done || stopped) continue;
      const missed = head;
      again = setTimeout(() => offer(newest ?? missed), AGAIN_MS).unref();
    }
  }

  async function round(head: LogHead): Promise<boolean> {
    const note = w.suite === 'sm3' ? head.checkpointSm3 : head.checkpoint;
    const cosigned = await client.witness(note);
    if (cosigned === undefined) return false;
    await w.store.write([{ path: WITNESSED[w.suite], bytes: Buffer.from(cosigned) }]);
    w.witnessed(w.suite, head.size);
    return true;
  }

  function offer(head: LogHead): void {
    newest = head;
    if (running || stopped || w.policy.quorum === 'none') return;
    clearTimeout(again);
    running = true;
    busy = rounds().finally(() => {
      running = false;
      // One that came just as the last round was over.
      if (newest) offer(newest);
    });
  }

  return {
    offer,
    states: (): readonly WitnessState[] => client.states(),
    async stop(): Promise<void> {
      stopped = true;
      stopping.abort();
      clearTimeout(again);
      await busy;
    },
  };
}
