import { join } from 'node:path';
import { benchDrain } from './bench-log-drain.ts';
import { plantLog } from './bench-log-folder.ts';
import { benchFsck } from './bench-log-fsck.ts';
import { benchLive } from './bench-log-live.ts';
import { benchProofs } from './bench-log-proofs.ts';
import { benchTree } from './bench-log-tree.ts';
import { benchTwin } from './bench-log-twin.ts';
import { round } from './bench-load.ts';

interface BenchLog {
  /** Entries of the log that is audited and proved from. */
  readonly entries: number;
  /** Events that wait to be sequenced. */
  readonly backlog: number;
  readonly seconds: number;
  readonly folder: string;
}

/** All figures of the verifiable log. */
export async function benchLog(b: BenchLog, tell: (what: string) => void) {
  tell('trees against bare hashing');
  const trees = { sha256: benchTree('sha256'), sm3: benchTree('sm3') };
  tell(`a log of ${b.entries} entries`);
  const home = join(b.folder, 'planted');
  const planted = await plantLog(home, b.entries);
  const log = join(home, 'log');
  tell('proofs');
  const proofs = {
    sha256: await benchProofs(log, 'sha256', b.entries),
    sm3: await benchProofs(log, 'sm3', b.entries),
  };
  tell('audit');
  const fsck = await benchFsck(log, b.entries);
  tell(`a backlog of ${b.backlog} events`);
  const drain = await benchDrain(join(b.folder, 'drain'), b.backlog);
  const twinMicros = await benchTwin(join(b.folder, 'twin'));
  tell('acts at a fixed rate, until published and witnessed');
  // The rate the aim names, and one that leaves the machine some air.
  const live = {
    aim: await benchLive(join(b.folder, 'live'), 1000, b.seconds),
    easy: await benchLive(join(b.folder, 'easy'), 200, b.seconds),
  };
  return {
    trees,
    size: planted,
    proofs,
    fsck,
    drain: { ...drain, aimPerSecond: 60_000 },
    twin: {
      cpuMicrosPerEntry: twinMicros,
      ofTheSequencersOther: round(twinMicros / (drain.cpuMicrosPerEntry - twinMicros), 3),
      aim: 0.15,
    },
    live,
  };
}
