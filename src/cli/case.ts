import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { caseArchive } from '../app/archive/case-archive.ts';
import { openInstance } from '../app/instance.ts';
import { CHECKPOINT, WITNESSED } from '../app/log/files.ts';
import { loadLogKeys, twinOf } from '../app/log/keys.ts';
import { headAt } from '../app/log/proofs.ts';
import { tileStoreOf } from '../app/log/store.ts';
import { results } from '../app/papers/results.ts';
import { readSettings, type Settings } from '../app/settings.ts';
import { systemActor } from '../app/system.ts';
import { isUuid } from '../base/id.ts';
import { orThrow } from '../base/refusal.ts';
import { loadCase } from '../store/cases.ts';
import { runnerOf } from '../store/transaction.ts';

const USAGE = `shuji case export ID -o FILE.zip [--related] [--no-files]
  把整件事项导出为一个可离线核验的存档，内容如登记机构所见；不覆盖已有文件
  the whole case as one archive that verifies offline, as the office sees it; never over a file`;

/** Exit 0: written; 1: there is no such case, or the file exists; 2: asked wrongly. */
export async function caseCommand(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (!asked) {
    console.error(USAGE);
    return 2;
  }
  if (existsSync(asked.to)) {
    console.error(`${asked.to} 已经存在 exists already`);
    return 1;
  }
  const settings = orThrow(readSettings(process.env));
  const instance = await openInstance(settings);
  try {
    const { house, keys } = instance;
    const stored = await loadCase(runnerOf(house.pool), house.keys, asked.id, false);
    if (!stored) {
      console.error(`没有这一事项 no such case: ${asked.id}`);
      return 1;
    }
    const log = await publishedLog(settings);
    const address = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    const documents = results(instance, () => address, log);
    const stream = await caseArchive(
      { house, log, results: documents, keys: keys.credential },
      { stored, actor: systemActor, related: asked.related, files: asked.files },
    );
    try {
      await pipeline(stream, createWriteStream(asked.to, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(asked.to, { force: true });
      throw error;
    }
    console.log(asked.to);
    return 0;
  } finally {
    await instance.close();
  }
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { type: 'string', short: 'o' },
        related: { type: 'boolean', default: false },
        'no-files': { type: 'boolean', default: false },
      },
    });
    const [what, id, ...more] = positionals;
    const to = values.output;
    if (what !== 'export' || !isUuid(id) || more.length > 0 || to === undefined) return undefined;
    return { id, to, related: values.related, files: !values['no-files'] };
  } catch {
    return undefined;
  }
}

/** The log by its public files: whether a server runs beside it or not. */
async function publishedLog({ dataDir, mode, s3, log }: Settings) {
  const { origin } = loadLogKeys({ dataDir, mode, ...log });
  const store = tileStoreOf({ dataDir, s3, ...log });
  const size = async (path: string): Promise<number> => (await headAt(store, path))?.size ?? 0;
  const published = await size(CHECKPOINT.sha256);
  const witnessed = { sha256: await size(WITNESSED.sha256), sm3: await size(WITNESSED.sm3) };
  return { origin, twin: twinOf(origin), store, sizes: () => ({ published, witnessed }) };
}
