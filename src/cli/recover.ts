import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { orThrow } from '../base/refusal.ts';
import type { Text } from '../base/text.ts';
import { loadLogKeys } from '../app/log/keys.ts';
import { recover as fetchMissing, type Recovered } from '../app/recover/recover.ts';
import { rewriteFiles } from '../app/log/rewrite.ts';
import { tileStoreOf } from '../app/log/store.ts';
import { recoverRefused } from '../app/recover/refusals.ts';
import { keyFolder, RING } from '../app/log/ring-file.ts';
import { openSource, sourceAt, type SourceAddress } from '../app/log/source.ts';
import { masterKey } from '../app/master-key.ts';
import { readSettings, type Settings } from '../app/settings.ts';
import { openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { sealKeys } from '../store/seal.ts';
import { progress } from './progress.ts';

const USAGE = `shuji recover [--from URL|DIR]
shuji recover --files
  数据库从旧备份恢复之后，从目录链的副本取回缺少的记录：缺省用 DATA_DIR/log（或 S3 中的 log/），
  也可用其他副本，或镜像 <镜像网址>/<日志名称的 SHA-256>。先停止服务。
  After the database was restored from an old backup: fetches the missing entries from a copy of the
  log, DATA_DIR/log (or log/ in S3) by default, or a mirror, <mirror>/<SHA-256 of the log's name>.
  --files：依登记簿重写目录链的全部公开文件（fsck 查出损坏时用）。
  --files: writes every public file of the log again from the register (when fsck finds one damaged).
  Stop the server first.`;

/** `shuji recover`: 0 when nothing is missing any more, 2 when asked wrongly. */
export async function recover(args: readonly string[]): Promise<number> {
  const [flag, from] = args;
  const files = flag === '--files' && args.length === 1;
  const right = flag === undefined || files || (flag === '--from' && from !== undefined);
  if (!right || args.length > 2) {
    console.error(USAGE);
    return 2;
  }
  const settings = orThrow(readSettings(process.env));
  const { dataDir, mode, log } = settings;
  // Otherwise new keys would be made, which are those of another log.
  if (!existsSync(join(keyFolder(dataDir), RING))) throw recoverRefused.noKeys(dataDir);
  const master = orThrow(masterKey(settings));
  const address = from === undefined ? ownFiles(settings) : sourceAt(from);
  const database = await openDatabase(settings);
  const line = progress();
  const { pool } = database;
  const keys = loadLogKeys({ dataDir, mode, ...log });
  try {
    await migrate(pool);
    if (files) {
      const now = (): number => Math.floor(Date.now() / 1000);
      const size = await rewriteFiles({
        pool,
        keys,
        now,
        store: tileStoreOf({ ...settings, ...log }),
      });
      console.log(`已依登记簿重写公开文件 the public files were written again: ${size} 条 entries`);
      return 0;
    }
    const done = await fetchMissing({
      pool,
      sealKeys: sealKeys(master),
      keys,
      source: openSource(address),
      where: from ?? nameOf(address),
      nowMs: () => Date.now(),
      progress: ({ entries, of }) => line.show(`${entries} / ${of} 条记录 entries`),
    });
    line.end();
    for (const { zh, en } of report(done)) console.log(`${zh}\n${en}`);
    return 0;
  } finally {
    await database.close();
  }
}

function ownFiles({ dataDir, log, s3 }: Settings): SourceAddress {
  if (log.store === 's3' && s3) return { kind: 's3', s3 };
  return { kind: 'folder', folder: join(dataDir, 'log') };
}

const nameOf = (address: SourceAddress): string =>
  address.kind === 'folder' ? address.folder : address.kind === 'web' ? address.url : 'S3 log/';

const NAMED = 100;

/** What came back and, in full, what did not. */
function report({ from, to, kept, losses, mended }: Recovered): Text[] {
  if (!mended) {
    return [
      {
        zh: `没有缺少的记录：登记簿有 ${to} 条，副本不比它多。若服务仍说落后，请改用更新的副本（--from）。`,
        en: `Nothing is missing: the register has ${to} entries and the copy has no more. If the server still says that it is behind, use a newer copy (--from).`,
      },
    ];
  }
  const { bodies, content, actors } = losses;
  const { closed, unreadable, differing } = mended;
  return [
    {
      zh: `已取回第 ${from} 至 ${to} 条记录（${to - from} 条），其中 ${kept} 条在登记簿中原已有，内容完整；已重建 ${differing} 处。`,
      en: `Entries ${from} to ${to} came back (${to - from}); ${kept} of them had waited in the register with all they hold. ${differing} rows were rebuilt.`,
    },
    {
      zh: `${bodies} 条记录的非公开部分不在目录链上，无法取回：其中 ${content.size} 件事项失去了内容，另有 ${actors.size} 件只失去经办账号和办理依据的记录（回避、复核须另行留意）。`,
      en: `The private parts of ${bodies} entries are not on the log and are lost: ${content.size} cases lost content; of ${actors.size} others only is lost who acted and from what (see by hand that nobody reviews their own work).`,
    },
    ...listed(closed, '以下事项不能继续办理', 'No act is taken any more on these cases'),
    ...listed(unreadable, '以下事项读不出现状', 'These cases cannot be read'),
    ...listed([...actors], '以下事项失去经办账号', 'Of these cases is lost who acted'),
    {
      zh: '备份之后的账号、单位、密码、日历、上传的文件、站内通知和待发消息不在目录链上，没有取回，请另行核对。',
      en: 'Accounts, organisations, passwords, calendars, uploaded files, notices and messages to be sent since the backup are not on the log and did not come back; check them by hand.',
    },
    {
      zh: '取回一事已记入日志；现在可以启动服务，目录链将接着写下去。',
      en: 'That this was done will stand on the log. The server can be started now; the log goes on.',
    },
  ];
}

function listed(caseIds: readonly string[], zh: string, en: string): Text[] {
  if (caseIds.length === 0) return [];
  const more = caseIds.length > NAMED ? ` … (${caseIds.length})` : '';
  const ids = caseIds.slice(0, NAMED).map((id) => `\n  ${id}`);
  return [{ zh: `${zh}：`, en: `${en}:${ids.join('')}${more}` }];
}
