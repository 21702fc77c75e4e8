import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { formatVerifierKey } from '../../log/note.ts';
import { parseTilePath } from '../../log/tile.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { keptSecret } from '../key-file.ts';
import { addingEntries } from './add.ts';
import { openMirroredLog, type MirroredLog } from './logs.ts';
import { tickets } from './ticket.ts';
import { serial } from '../serial.ts';
import { guardSigners } from '../witness/cosign.ts';
import { evidenceFolder } from '../witness/evidence.ts';
import { headFolder, originHash } from '../witness/heads.ts';
import { judge, type Answer } from '../witness/judge.ts';
import type { OpeningWitness, Witness } from '../witness/witness.ts';

export interface Mirror extends Witness {
  /** C2SP tlog-mirror; works on the body as it comes in. */
  addEntries(body: AsyncIterable<Uint8Array>): Promise<Answer>;
  /** A tile or bundle by its path under the log's prefix. */
  file(originHash: string, path: string): Promise<Buffer | undefined>;
}

/** A mirror (C2SP tlog-mirror): keeps the whole of each log, and cosigns what it keeps. Its keys and
 *  its name are no witness's. */
export function openMirror({ folder, name, signers, logs, now }: OpeningWitness): Mirror {
  guardSigners(name, signers, logs);
  const lock = lockFolder(folder);
  const { inTurn, end } = serial();
  const pending = headFolder({ folder: join(folder, 'pending'), logs, own: [] });
  const evidence = evidenceFolder(join(folder, 'evidence'));
  const secret = keptSecret(join(folder, 'ticket.key'), 'production', () =>
    randomBytes(32).toString('hex'),
  );
  const mirrored = new Map<string, MirroredLog>();
  const byOrigin = new Map(logs.map((log) => [log.origin, log]));

  const ready = (async () => {
    for (const log of logs) {
      const head = await pending.current(log);
      const opening = { folder: join(folder, 'logs'), log, signers, pending: head };
      mirrored.set(originHash(log.origin), await openMirroredLog(opening));
    }
  })();
  ready.catch(() => undefined);

  const one = async (hash: string): Promise<MirroredLog | undefined> => {
    await ready;
    return mirrored.get(hash);
  };

  return {
    ready,
    vkeys: signers.map(({ key }) => formatVerifierKey(key)),
    addCheckpoint: judge({
      logs: byOrigin,
      now,
      current: (log) => pending.current(log),
      rootAt: async ({ origin }, size) => {
        const copy = (await one(originHash(origin)))?.copy;
        return copy && size <= copy.size() ? copy.rootAt(size) : undefined;
      },
      keepEvidence: (found, size) => evidence.keep(found, size),
      accept: async ({ log, signed }) => {
        await pending.keep(log, signed, 0);
        return { status: 200, body: '' };
      },
      inTurn,
    }),
    addEntries: addingEntries({
      logs: byOrigin,
      tickets: tickets(Buffer.from(secret.content, 'hex')),
      pending: (log) => pending.current(log),
      mirrored: async (log) => {
        const found = await one(originHash(log.origin));
        if (!found) throw new Error('a log without a copy');
        return found;
      },
      now,
      inTurn,
    }),
    checkpoint: async (hash) => (await one(hash))?.signed()?.note,
    file: async (hash, path) =>
      parseTilePath(path) ? (await one(hash))?.store.read(path) : undefined,
    evidence: (of = logs.map(({ origin }) => origin)) => evidence.of(of),
    async close() {
      await end();
      lock.release();
    },
  };
}
