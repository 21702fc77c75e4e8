import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder } from './flush-folder.ts';
import { sideBySide } from './side-by-side.ts';
import type { TileFile, TileStore } from './tile-store.ts';
import { codeOf } from './transaction.ts';

/** Files written side by side: as many as bring their bytes to the disk together. */
const AT_ONCE = 16;

/** The log's files in a folder of this machine. */
export function tileFolder(folder: string): TileStore {
  const made = new Set<string>();
  /** Makes a folder and brings its name to the disk, each folder once. */
  const folderFor = async (path: string): Promise<void> => {
    if (made.has(path)) return;
    const first = await mkdir(path, { recursive: true });
    if (first !== undefined) {
      for (let at = path; at.length >= first.length; at = dirname(at))
        await flushFolder(dirname(at));
    }
    made.add(path);
  };
  const put = async ({ path, bytes }: TileFile): Promise<void> => {
    const target = join(folder, path);
    const draft = `${target}.${randomBytes(4).toString('hex')}.new`;
    const handle = await open(draft, 'wx', 0o644);
    try {
      try {
        await handle.writeFile(bytes);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(draft, target);
    } catch (error) {
      // On a full disk a piece of a file only takes what room there is.
      await rm(draft, { force: true });
      throw error;
    }
  };
  const putAll = async (files: readonly TileFile[]): Promise<void> => {
    const folders = new Set(files.map(({ path }) => dirname(join(folder, path))));
    for (const each of folders) await folderFor(each);
    await sideBySide(files, AT_ONCE, put);
    await Promise.all([...folders].map(flushFolder));
  };
  return {
    async read(path) {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        // A path through a file (`000/001` where `000` is a tile) is absent too.
        if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error))) return undefined;
        throw error;
      }
    },
    async write(files) {
      try {
        await putAll(files);
      } catch (error) {
        // Somebody may have taken folders away.
        made.clear();
        if (codeOf(error) !== 'ENOENT') throw error;
        await putAll(files);
      }
    },
    async removeFolder(path) {
      made.delete(join(folder, path));
      await rm(join(folder, path), { recursive: true, force: true });
    },
    async room() {
      await mkdir(folder, { recursive: true });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}
