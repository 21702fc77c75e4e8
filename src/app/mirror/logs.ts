import { join } from 'node:path';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { sameBytes, textOf } from '../../log/bytes.ts';
import { formatNote, parseNote } from '../../log/note.ts';
import type { NoteSigner } from '../../log/sign-note.ts';
import { tileFolder } from '../../store/tile-folder.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { copyOf, type Copy } from './copy.ts';
import { CopyDamaged, recoverCopy } from './recover.ts';
import { cosign, cosignTime, signatureLines, signersFor } from '../witness/cosign.ts';
import { originHash, readHead, type Head } from '../witness/heads.ts';
import type { WatchedLog } from '../witness/log-list.ts';

const CHECKPOINT = 'checkpoint';

/** One mirrored log, its files in a folder any static server can hand out (C2SP tlog-tiles). */
export interface MirroredLog {
  readonly copy: Copy;
  readonly store: TileStore;
  /** The checkpoint last cosigned, whose every entry is here. */
  signed(): Head | undefined;
  /** Cosigns a checkpoint the copy reaches, no smaller than the last; the lines of the signatures.
   *  All of it is on the disk before this resolves. */
  sign(target: Head, time: number): Promise<string>;
}

export interface OpeningMirroredLog {
  readonly folder: string;
  readonly log: WatchedLog;
  readonly signers: readonly NoteSigner[];
  readonly pending: Head | undefined;
}

/** Opens what lies in the folder of a log; throws `Refused` when it is not what was signed. */
export async function openMirroredLog(opening: OpeningMirroredLog): Promise<MirroredLog> {
  const { log, signers } = opening;
  const folder = join(opening.folder, originHash(log.origin));
  const store = tileFolder(folder);
  const bytes = await store.read(CHECKPOINT);
  const note = bytes && textOf(bytes);
  const own = signers.map(({ key }) => key);
  let signed = note === undefined ? undefined : await readHead(note, log.origin, log.keys, own);
  if (bytes && !signed) throw damaged(join(folder, CHECKPOINT));
  const tree = await recoverCopy(store, log.suite, signed, opening.pending).catch((e: unknown) => {
    throw e instanceof CopyDamaged ? damaged(join(folder, e.message)) : e;
  });
  const copy = copyOf(store, log.suite, tree);
  let answered: { readonly head: Head; readonly lines: string } | undefined;

  return {
    copy,
    store,
    signed: () => signed,
    async sign(target, now) {
      const time = cosignTime(now, signed?.time ?? 0);
      const again = answered?.head === signed && signed?.text === target.text;
      if (answered && again && signed?.time === time) return answered.lines;
      const root = await copy.cut(target.size);
      if (!sameBytes(root, target.root)) throw new Error(`the copy of ${log.origin} is another`);
      const ours = await cosign(signersFor(log, signers), target.text, time);
      const theirs = parseNote(target.note)?.signatures.filter(({ name, keyId }) =>
        log.keys.some((key) => key.name === name && sameBytes(key.keyId, keyId)),
      );
      const whole = { text: target.text, signatures: [...(theirs ?? []), ...ours] };
      const head = { ...target, note: formatNote(whole), time };
      await writeHead(head);
      const lines = signatureLines(target.text, ours);
      answered = { head, lines };
      return lines;
    },
  };

  async function writeHead(head: Head): Promise<void> {
    try {
      await store.write([{ path: CHECKPOINT, bytes: Buffer.from(head.note) }]);
    } catch (error) {
      // Whoever reads the folder may see it all the same: nothing smaller must follow.
      const there = await store.read(CHECKPOINT);
      if (there?.toString('utf8') === head.note) signed = head;
      throw error;
    }
    signed = head;
  }
}

const damaged = (path: string): Refused =>
  new Refused(
    refuse(
      'MIRROR_DAMAGED',
      text(
        `镜像中的 ${path} 与本机签过的检查点不符，已停止共签。请查明原因并保留原目录作为证据；将该日志的目录移走后，日志会重新推送全部记录。`,
        `${path} in the mirror is not what this machine cosigned, and nothing more is cosigned. Find out why and keep the folder as evidence; once the folder of that log is moved away, the log pushes all its entries again.`,
      ),
      [],
      'conflict',
    ),
  );
