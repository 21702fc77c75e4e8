import { open } from 'node:fs/promises';

/** Brings the names in a folder to the disk. Windows cannot open a folder and needs none of it. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
