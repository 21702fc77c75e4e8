import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosignerSigners } from '../app/log/cosigner-keys.ts';
import { checkpointIn } from '../log/checkpoint.ts';
import { openMirror, type Mirror } from '../app/mirror/mirror.ts';
import type { Settings } from '../app/settings.ts';
import { originHash } from '../app/witness/heads.ts';
import { readLogList } from '../app/witness/log-list.ts';

/** The mirror an instance keeps of the logs of the other level, under `/mirror` (XC-15, BJ-OPIN-1d). */
export async function mountedMirror({
  dataDir,
  log: { mirrorOf, host },
}: Pick<Settings, 'dataDir' | 'log'>): Promise<Mirror | undefined> {
  if (mirrorOf === undefined) return undefined;
  const name = `${host}/mirror`;
  const mirror = openMirror({
    folder: join(dataDir, 'mirror'),
    name,
    signers: cosignerSigners(dataDir, 'mirror', name),
    logs: readLogList(readFileSync(mirrorOf, 'utf8')),
    now: () => Math.floor(Date.now() / 1000),
  });
  await mirror.ready.catch(async (error: unknown) => {
    await mirror.close();
    throw error;
  });
  return mirror;
}

/** How far the mirror holds a log; undefined where it keeps none of that name. */
export const sizeIn =
  (mirror: Mirror | undefined) =>
  async (origin: string): Promise<number | undefined> =>
    checkpointIn((await mirror?.checkpoint(originHash(origin))) ?? '')?.size;
