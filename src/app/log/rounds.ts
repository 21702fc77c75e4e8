import { readFileSync } from 'node:fs';
import { moment } from '../../base/plain-date.ts';
import { gatewayChain } from './foreign-chain.ts';
import type { Instance } from '../instance.ts';
import { anchorRound, depositRound, lastAnchor } from './anchor.ts';
import type { LogDoor } from './door.ts';
import { peerRound, peersIn, type PeerRounds } from './peers.ts';
import type { Ask } from './witnesses.ts';
import type { LogSettings } from '../settings.ts';

export interface Rounds {
  readonly instance: Pick<Instance, 'house' | 'timestamps'>;
  readonly log: LogDoor;
  readonly settings: LogSettings;
  mirrored: PeerRounds['mirrored'];
}

/** How often the other level is looked at; anchored it is as often as the settings say. */
const LOOK_MS = 15_000;
/** How soon what failed is tried again. */
const AGAIN_MS = 60_000;

/** What the one who signs the log does beside signing: looks at the logs of the other level and
 *  anchors them here, and has its own heads time-stamped and deposited. One call is one round: what
 *  fails in it holds up nothing else, and the first failure is thrown at the end. */
export function logRounds({ instance, log, settings, mirrored }: Rounds) {
  const { house, timestamps } = instance;
  const { pool } = house;
  const everyMs = settings.anchorSeconds * 1000;
  const now = (): string => moment(Date.now());
  const peers =
    settings.peers === undefined
      ? []
      : peersIn(readFileSync(settings.peers, 'utf8'), settings.peers);
  const memory: PeerRounds['memory'] = new Map();
  const anchoring = { pool, store: log.store, authority: timestamps.authority, now };
  const { chainGateway } = settings;
  const turns = [
    paced(Math.min(LOOK_MS, everyMs), async (stopping) => {
      const ask = until(stopping);
      await peerRound({ pool, now, ask, peers, everyMs, mirrored, memory, stopping });
    }),
    paced(
      everyMs,
      () => anchorRound(anchoring),
      async () => (await lastAnchor(pool)).atMs + everyMs,
    ),
    paced(Math.min(AGAIN_MS, everyMs), async (stopping) => {
      if (chainGateway === undefined) return;
      await depositRound(anchoring, gatewayChain('chain', chainGateway, until(stopping)));
    }),
  ];
  return async (stopping: AbortSignal): Promise<void> => {
    const failed: unknown[] = [];
    for (const turn of turns) {
      if (log.state().state !== 'open' || stopping.aborted) break;
      await turn(stopping).catch((error: unknown) => failed.push(error));
    }
    if (failed.length > 0 && !stopping.aborted) throw failed[0];
  };
}

/** Requests that end with the program. */
const until =
  (stopping: AbortSignal): Ask =>
  (url, init) =>
    fetch(url, {
      ...init,
      signal: init.signal ? AbortSignal.any([init.signal, stopping]) : stopping,
    });

/** Work that is done once in `everyMs`, sooner after a failure, and first at `begin`. */
function paced(
  everyMs: number,
  work: (stopping: AbortSignal) => Promise<void>,
  begin: () => Promise<number> = () => Promise.resolve(0),
) {
  let next: number | undefined;
  return async (stopping: AbortSignal): Promise<void> => {
    next ??= await begin();
    const atMs = Date.now();
    if (atMs < next) return;
    next = atMs + Math.min(everyMs, AGAIN_MS);
    await work(stopping);
    next = atMs + everyMs;
  };
}
