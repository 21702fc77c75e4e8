import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { checkBackup } from '../app/backup/check.ts';
import { eraseAgain } from '../app/erasure/erasures-again.ts';
import { masterKey } from '../app/master-key.ts';
import { checkRegister } from '../app/register-check.ts';
import { restore as bringBack } from '../app/backup/restore.ts';
import { readSettings } from '../app/settings.ts';
import { openDatabase } from '../store/database.ts';
import { sealKeys } from '../store/seal.ts';
import { progress } from './progress.ts';
import { reportChecked } from './verify.ts';

/** `shuji restore FILE`: nothing is written before the whole file has been found sound. */
export async function restore(args: readonly string[]): Promise<number> {
  const [file] = args;
  if (file === undefined || file.startsWith('-') || args.length > 1) {
    console.error('shuji restore FILE   恢复到空的数据库 into an empty database');
    return 2;
  }
  const settings = orThrow(readSettings(process.env));
  // Otherwise a demonstration would make a key of its own, which opens nothing here.
  if (settings.secret === undefined && !existsSync(settings.secretFile)) {
    throw new Refused(noKey(settings.secretFile));
  }
  if (!existsSync(file)) throw new Refused(noFile(file));
  const master = orThrow(masterKey(settings));
  const manifest = await checkBackup(file, master);
  const database = await openDatabase(settings);
  const line = progress();
  try {
    await bringBack(file, manifest, {
      pool: database.pool,
      ...(settings.s3 ? {} : { folder: join(settings.dataDir, 'files') }),
      progress: ({ part, bytes }) => line.show(`${(bytes / 2 ** 20).toFixed(0)} MiB ${part}`),
    });
    const house = { pool: database.pool, keys: sealKeys(master) };
    await eraseAgain(house);
    const checked = await checkRegister(house, ({ events }) =>
      line.show(`${events} 个事件 events`),
    );
    line.end();
    console.log(`已恢复 restored: ${manifest.createdAt}, ${manifest.files.count} 个文件 files`);
    return reportChecked(checked);
  } finally {
    await database.close();
  }
}

const noKey = (path: string) =>
  refuse('RESTORE_KEY_MISSING', {
    zh: `恢复需要备份时的主密钥：请把它放到 ${path}，或设置 SHUJI_SECRET。`,
    en: `A restore needs the master key of the instance that was backed up: put it at ${path}, or set SHUJI_SECRET.`,
  });

const noFile = (path: string) =>
  refuse('BACKUP_MISSING', { zh: `没有备份文件 ${path}。`, en: `There is no backup at ${path}.` });
