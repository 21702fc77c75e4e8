import { once } from 'node:events';
import path from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import {
  FRAME_BYTES,
  HEADER_BYTES,
  decryptFile,
  fileKeys,
  openHeader,
  sealedLength,
  type FileKeys,
} from './file-crypto.ts';
import {
  isCode,
  onDisk,
  realDisk,
  stage,
  sweepStaging,
  type Disk,
  type Staged,
} from './file-staging.ts';
import { FileMissing, checkedKey, type FileStore } from './file-store.ts';

export interface FolderStore extends FileStore {
  /** Removes temporary files of crashed uploads last written before `before`; how many. */
  sweep(before: Date): Promise<number>;
}

/** Files in one folder of the machine, `ab/ab…` by keyed digest, 0600, durable once `put` returns. */
export function createFolderStore(settings: {
  readonly folder: string;
  readonly master: Uint8Array;
  readonly disk?: Disk;
}): FolderStore {
  const { folder, disk = realDisk } = settings;
  const keys = fileKeys(settings.master);
  const staging = path.join(folder, 'tmp');
  const place = (key: string) => path.join(folder, checkedKey(key).slice(0, 2), key);
  return {
    put: (source, check) =>
      onDisk(async () => {
        const staged = await stage(disk, staging, keys, source);
        try {
          await check?.(staged.content);
          const existed = await publish(disk, keys, staged, folder, place(staged.key));
          return { key: staged.key, size: staged.content.size, sha256: staged.sha256, existed };
        } finally {
          await staged.discard();
        }
      }),
    get: async (key) => {
      const handle = await disk.open(place(key), 'r').catch((error: unknown) => {
        throw isCode(error, 'ENOENT') ? new FileMissing(key) : error;
      });
      return decrypted(handle.createReadStream({ highWaterMark: 4 * FRAME_BYTES }), keys, key);
    },
    has: (key) => disk.stat(place(key)).then(() => true, absent),
    remove: async (key) => {
      await disk.unlink(place(key)).catch(absent);
    },
    sweep: (before) => sweepStaging(disk, staging, before),
  };
}

/** The decrypted stream, once its header and first frame have proved genuine: a wrong key is told
 *  before the first byte goes out. */
export async function decrypted(sealed: Readable, keys: FileKeys, key: string): Promise<Readable> {
  const plain = pipeline(sealed, decryptFile(keys, key), () => undefined);
  await once(plain, 'readable');
  return plain;
}

/** Gives a staged file its name; true if the content was there already. The folder is brought to
 *  the disk in either case: another upload may have renamed but not yet synced. */
async function publish(
  disk: Disk,
  keys: FileKeys,
  staged: Staged,
  folder: string,
  target: string,
): Promise<boolean> {
  const shard = path.dirname(target);
  const existed = await intact(disk, keys, staged, target);
  if (!existed) {
    await staged.seal();
    if (await disk.mkdir(shard, { recursive: true, mode: 0o700 })) await syncFolder(disk, folder);
    await disk.rename(staged.path, target);
  }
  await syncFolder(disk, shard);
  return existed;
}

/** A copy of the right length that opens with our key; anything else is replaced by the new one. */
async function intact(
  disk: Disk,
  keys: FileKeys,
  staged: Staged,
  target: string,
): Promise<boolean> {
  const handle = await disk.open(target, 'r').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (!handle) return false;
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await handle.read(header, 0, HEADER_BYTES, 0);
    openHeader(keys, staged.key, header);
    return (await handle.stat()).size === sealedLength(staged.content.size);
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

/** Windows cannot open a folder and needs no sync of it. */
async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function absent(error: unknown): false {
  if (isCode(error, 'ENOENT')) return false;
  throw error;
}
