import { mkdirSync, statSync } from 'node:fs';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { guardPrivate } from '../key-file.ts';
import type { KeyHolding } from './keys.ts';
import { keyFolder, KEYS_MAX, readRing, writeRing, type KeyRing } from './ring-file.ts';

/** Changes the ring of an instance, whole or not at all, one change after another. `change` gets the
 *  ring as it is (undefined before the first start) and what it throws leaves the ring as it was. */
export async function changeRing(
  { dataDir, mode }: KeyHolding,
  change: (ring: KeyRing | undefined) => KeyRing | Promise<KeyRing>,
): Promise<void> {
  const folder = keyFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  guardPrivate(folder, mode, 0o700);
  guardOwner(folder);
  const lock = lockFolder(folder);
  try {
    const ring = await change(readRing(dataDir, mode));
    if (ring.keys.length > KEYS_MAX) throw new Refused(full());
    writeRing(dataDir, ring);
  } finally {
    lock.release();
  }
}

/** A key made by the superuser could not be read by the program that signs with it. */
function guardOwner(folder: string): void {
  const { uid } = statSync(folder);
  if (process.getuid === undefined || process.getuid() === uid) return;
  throw new Refused(
    refuse(
      'KEY_FOLDER_OWNER',
      text(
        `请以 ${folder} 所属的用户（编号 ${uid}）执行，否则服务读不到新密钥。`,
        `Run this as the user who owns ${folder} (number ${uid}); the server could not read the key otherwise.`,
      ),
    ),
  );
}

const full = () =>
  refuse(
    'KEY_RING_FULL',
    text(
      `密钥清单已有 ${KEYS_MAX} 个密钥，不能再加。`,
      `The ring has ${KEYS_MAX} keys; no more fit.`,
    ),
  );
