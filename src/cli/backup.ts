import { join } from 'node:path';
import { orThrow } from '../base/refusal.ts';
import { backup as backUp } from '../app/backup/backup.ts';
import { openInstance } from '../app/instance.ts';
import { masterKey } from '../app/master-key.ts';
import { readSettings } from '../app/settings.ts';
import { progress } from './progress.ts';

/** `shuji backup FILE`. */
export async function backup(args: readonly string[]): Promise<number> {
  const [file] = args;
  // A word for help is no name of a file.
  if (file === undefined || file.startsWith('-') || args.length > 1) {
    console.error('shuji backup FILE   写入新文件，不覆盖 writes a new file, never over one');
    return 2;
  }
  const settings = orThrow(readSettings(process.env));
  const instance = await openInstance(settings);
  const line = progress();
  try {
    const { tables, files } = await backUp(file, {
      pool: instance.house.pool,
      master: orThrow(masterKey(settings)),
      now: new Date().toISOString(),
      ...(settings.s3 ? {} : { folder: join(settings.dataDir, 'files') }),
      progress: ({ part, bytes }) => line.show(`${(bytes / 2 ** 20).toFixed(0)} MiB ${part}`),
    });
    line.end();
    const rows = tables.reduce((sum, t) => sum + t.rows, 0);
    console.log(
      `${file}: ${tables.length} 张表 tables, ${rows} 行 rows, ${files.count} 个文件 files`,
    );
    console.log(
      '主密钥（SHUJI_SECRET 或 secret.key）和签名密钥（DATA_DIR/keys）不在备份中，请另行保管。',
    );
    console.log(
      'The master key and the signing keys (DATA_DIR/keys) are NOT in it; keep them elsewhere.',
    );
    if (files.where === 's3')
      console.log('文件在对象存储中，请另行备份。Files are in S3: back them up there.');
    if (files.missing === 0) return 0;
    console.error(`${files.missing} 个文件在存储中缺失 files are missing from the store`);
    return 1;
  } finally {
    await instance.close();
  }
}
