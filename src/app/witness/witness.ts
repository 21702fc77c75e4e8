import { join } from 'node:path';
import { formatVerifierKey } from '../../log/note.ts';
import type { NoteSigner } from '../../log/sign-note.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { serial } from '../serial.ts';
import { cosign, cosignTime, guardSigners, signatureLines, signersFor } from './cosign.ts';
import { evidenceFolder, type Evidence } from './evidence.ts';
import { headFolder, type Head } from './heads.ts';
import { judge, type Answer, type Shown } from './judge.ts';
import type { WatchedLog } from './log-list.ts';

export interface Witness {
  /** Resolves once everything kept is read and verified; `Refused` where it cannot be believed. */
  readonly ready: Promise<void>;
  /** The keys a policy names this witness by. */
  readonly vkeys: readonly string[];
  /** C2SP tlog-witness; the head is on the disk before this resolves. */
  addCheckpoint(body: string): Promise<Answer>;
  /** The newest cosigned note of a log, by the hash of its origin in hex. */
  checkpoint(originHash: string): Promise<string | undefined>;
  /** What logs signed that does not go together: these, or all that are watched. */
  evidence(origins?: readonly string[]): Promise<readonly Evidence[]>;
  /** Finishes what was begun and gives the folder free. */
  close(): Promise<void>;
}

export interface OpeningWitness {
  /** Its own state, and nobody else's: throws `Refused` while another witness has it open. */
  readonly folder: string;
  /** The name of every one of its keys. */
  readonly name: string;
  readonly signers: readonly NoteSigner[];
  readonly logs: readonly WatchedLog[];
  /** POSIX seconds. */
  readonly now: () => number;
}

/** A witness (C2SP tlog-witness): cosigns what continues what it has seen, and nothing else. */
export function openWitness({ folder, name, signers, logs, now }: OpeningWitness): Witness {
  guardSigners(name, signers, logs);
  const lock = lockFolder(folder);
  const { inTurn, end } = serial();
  const own = signers.map(({ key }) => key);
  const heads = headFolder({ folder: join(folder, 'heads'), logs, own });
  const evidence = evidenceFolder(join(folder, 'evidence'));
  /** What was answered last for a log, to whoever asks the same again in the same second. */
  const answered = new Map<string, { readonly head: Head; readonly lines: string }>();

  async function accept({ log, signed }: Shown, known: Head | undefined): Promise<Answer> {
    const time = cosignTime(now(), known?.time ?? 0);
    const last = answered.get(log.origin);
    const again = last?.head === known && known?.text === signed.text && known.time === time;
    if (last && again) return { status: 200, body: last.lines };
    const ours = await cosign(signersFor(log, signers), signed.text, time);
    const note = { text: signed.text, signatures: [...signed.signatures, ...ours] };
    const head = await heads.keep(log, note, time);
    const lines = signatureLines(signed.text, ours);
    answered.set(log.origin, { head, lines });
    return { status: 200, body: lines };
  }

  return {
    ready: heads.ready,
    vkeys: own.map(formatVerifierKey),
    addCheckpoint: judge({
      logs: new Map(logs.map((log) => [log.origin, log])),
      now,
      current: (log) => heads.current(log),
      rootAt: () => Promise.resolve(undefined),
      keepEvidence: (found, size) => evidence.keep(found, size),
      accept,
      inTurn,
    }),
    checkpoint: async (hash) => (await heads.latest(hash))?.note,
    evidence: (of = logs.map(({ origin }) => origin)) => evidence.of(of),
    async close() {
      await end();
      lock.release();
    },
  };
}
