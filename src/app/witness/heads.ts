import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { textOf } from '../../log/bytes.ts';
import { parseCheckpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { formatNote, parseNote, type SignedNote, type VerifierKey } from '../../log/note.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { tileFolder } from '../../store/tile-folder.ts';
import type { WatchedLog } from './log-list.ts';

/** The largest head of a log that was accepted. */
export interface Head {
  readonly note: string;
  readonly text: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Of our own cosignature on it, in POSIX seconds; 0 without one. */
  readonly time: number;
}

/** Where a log's things are found: C2SP names it by the hash of its origin, in hex. */
export const originHash = (origin: string): string =>
  createHash('sha256').update(origin).digest('hex');

/** The head in a note that one of these keys signed; undefined for anything else. */
export async function readHead(
  note: string,
  origin: string,
  keys: readonly VerifierKey[],
  own: readonly VerifierKey[],
): Promise<Head | undefined> {
  const parsed = parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  const verified = parsed && (await verifyNote(parsed, [...keys, ...own], nodeCheck));
  if (!checkpoint || !verified?.length || checkpoint.origin !== origin) return undefined;
  const times = verified.map(({ key, time }) => (own.includes(key) ? (time ?? 0) : 0));
  const { size, root } = checkpoint;
  return { note, text: parsed.text, size, root, time: Math.max(...times) };
}

export interface KeepingHeads {
  readonly folder: string;
  readonly logs: readonly WatchedLog[];
  /** The keys of this cosigner. */
  readonly own: readonly VerifierKey[];
}

/**
 * The newest head of each log, a file each, named by the hash of the log's origin. `keep` has it on
 * the disk once it resolves. A file that is there but not ours is never taken for none: `ready`, and
 * whatever asks for that log, throws `Refused`. Whoever forgets a size may sign another history of it.
 */
export function headFolder({ folder, logs, own }: KeepingHeads) {
  const store = tileFolder(folder);
  const known = new Map<string, Head>();
  /** A write of these failed: what the disk holds is not known until it is read. */
  const unsure = new Set<string>();

  async function read(log: WatchedLog, hash: string): Promise<void> {
    const bytes = await store.read(hash);
    const note = bytes && textOf(bytes);
    const head = note === undefined ? undefined : await readHead(note, log.origin, log.keys, own);
    if (!head && (bytes || known.has(hash))) throw damaged(join(folder, hash));
    if (head) known.set(hash, head);
    unsure.delete(hash);
  }

  async function readAll(): Promise<void> {
    const there = new Set(await tidy(folder));
    for (const log of logs) {
      const hash = originHash(log.origin);
      if (there.has(hash)) await read(log, hash);
    }
  }

  const ready = readAll();
  // Told to whoever asks; nobody may have asked yet.
  ready.catch(() => undefined);

  return {
    ready,
    async current(log: WatchedLog): Promise<Head | undefined> {
      await ready;
      const hash = originHash(log.origin);
      if (unsure.has(hash)) await read(log, hash);
      return known.get(hash);
    },
    /** By the hash of the origin. */
    async latest(hash: string): Promise<Head | undefined> {
      await ready;
      return unsure.has(hash) ? undefined : known.get(hash);
    },
    async keep(log: WatchedLog, signed: SignedNote, time: number): Promise<Head> {
      const checkpoint = parseCheckpoint(signed.text);
      if (checkpoint?.origin !== log.origin) throw new Error('no head of this log');
      const hash = originHash(log.origin);
      const note = formatNote(signed);
      unsure.add(hash);
      await store.write([{ path: hash, bytes: Buffer.from(note) }]);
      const { size, root } = checkpoint;
      const head = { note, text: signed.text, size, root, time };
      known.set(hash, head);
      unsure.delete(hash);
      return head;
    },
  };
}

/** The names of the heads in a folder; what a killed process left half written goes. */
async function tidy(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const drafts = names.filter((name) => name.endsWith('.new'));
  for (const name of drafts) await rm(join(folder, name), { force: true });
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name));
}

const damaged = (path: string): Refused =>
  new Refused(
    refuse(
      'HEAD_DAMAGED',
      text(
        `${path} 不是本机所记的检查点：文件已损坏、被换掉，或签名密钥已从清单中删去。已停止共签。请找回原文件或密钥；删除它等于忘记见过的日志，须停用本机的签名密钥。`,
        `${path} is no checkpoint this machine kept: it is damaged or replaced, or the key it is signed with has left the list. Nothing is cosigned. Find the file or the key again; deleting it means forgetting what was seen, and then the cosigner's keys must be retired.`,
      ),
      [],
      'conflict',
    ),
  );
