import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fsckLog } from '../app/fsck/fsck.ts';
import { compareRegister, type RegisterCompared } from '../app/fsck/register.ts';
import type { Fsck, TreeAt } from '../app/fsck/words.ts';
import { sourceAt, type SourceAddress } from '../app/log/source.ts';
import { readSettings } from '../app/settings.ts';
import { orThrow } from '../base/refusal.ts';
import { FAULTS, PLACES, REMARKS } from './fsck-words.ts';
import { progress } from './progress.ts';
import { orAskedWrongly, policyAt } from './read-evidence.ts';

const USAGE = `shuji fsck [DIR|URL] [--policy FILE]…  核对目录链的全部文件：签名、每条记录、每片瓦片、根
                                       audit every file of a log: signatures, entries, tiles, roots
shuji fsck --register [--policy FILE]… 并与本登记簿的事件逐条比对 and compare the register with it
DIR 缺省为 DATA_DIR/log；公钥取自其中的 keys，或 --policy
DIR is DATA_DIR/log unless given; the keys are those beside it, or of --policy`;

/** Exit 0: all of it is as it was signed; 1: it is not; 2: asked wrongly, or there is no log. */
export async function fsck(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (!asked) {
    console.error(USAGE);
    return 2;
  }
  const address = asked.where === undefined ? ownLog() : sourceAt(asked.where);
  return orAskedWrongly(async () => {
    const policies = asked.policies?.map(policyAt);
    const found = await audited(address, policies);
    if (!found) {
      console.error(`${nameOf(address)}：没有日志，或没有公钥 no log there, or no keys for it`);
      return 2;
    }
    const status = report(found, address, policies !== undefined);
    return asked.register ? Math.max(status, await register(address, found.trees)) : status;
  });
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        policy: { type: 'string', multiple: true },
        register: { type: 'boolean', default: false },
      },
    });
    const [where, ...more] = positionals;
    // The register is compared with its own log and no other.
    if (more.length > 0 || (values.register && where !== undefined)) return undefined;
    return { where, policies: values.policy, register: values.register };
  } catch {
    return undefined;
  }
}

function ownLog(): SourceAddress {
  const { dataDir, s3, log } = orThrow(readSettings(process.env));
  if (log.store === 's3' && s3) return { kind: 's3', s3 };
  return { kind: 'folder', folder: join(dataDir, 'log') };
}

const nameOf = (address: SourceAddress): string =>
  address.kind === 'folder' ? address.folder : address.kind === 'web' ? address.url : 'S3';

async function audited(
  address: SourceAddress,
  policies: Parameters<typeof fsckLog>[1]['policies'],
): Promise<Fsck | undefined> {
  const line = progress();
  try {
    return await fsckLog(address, {
      policies,
      threads: Math.min(availableParallelism(), 8),
      progress: (entries, bytes) =>
        line.show(`${entries} 条 entries, ${Math.round(bytes / 1e6)} MB`),
    });
  } finally {
    line.end();
  }
}

const TREES: Readonly<Record<TreeAt['suite'], string>> = { sha256: 'SHA-256', sm3: 'SM3' };

function report(found: Fsck, address: SourceAddress, given: boolean): number {
  const { origin, trees, witnessed, files, bytes, faulty, faults, remarked, remarks } = found;
  console.log(`${nameOf(address)}  ${origin}`);
  for (const { suite, size } of trees) {
    const seen = witnessed.find((each) => each.suite === suite);
    const upTo = seen ? `，已见证到 witnessed up to ${seen.size}` : '';
    console.log(`${TREES[suite]} 树 tree: ${size} 条 entries${upTo}`);
  }
  console.log(`${files} 个文件 files, ${bytes} 字节 bytes`);
  if (!given) {
    console.log(
      '公钥取自日志自身：说明各文件前后一致，不说明是谁的日志。\nThe keys are the log’s own: they show that its files agree, not whose log it is.',
    );
  }
  for (const { path, why } of remarks)
    console.log(`  ${path}：${REMARKS[why].zh} ${REMARKS[why].en}`);
  if (remarked > remarks.length) console.log(`  … ${remarked}`);
  console.log(`${faulty} 处问题 faults`);
  for (const { path, what } of faults)
    console.log(`  ${path}：${FAULTS[what].zh} ${FAULTS[what].en}`);
  if (address.kind === 'web' && faulty === 0) {
    console.log(
      '经网络只核对检查点所及的文件。\nOver the web only the files that the heads speak of are checked.',
    );
  }
  return faulty === 0 ? 0 : 1;
}

async function register(address: SourceAddress, trees: readonly TreeAt[]): Promise<number> {
  // An audit of files only does not wait for all that an instance is made of.
  const { openInstance } = await import('../app/instance.ts');
  const instance = await openInstance(orThrow(readSettings(process.env)));
  const line = progress();
  try {
    const compared = await compareRegister(instance.house.pool, {
      address,
      trees,
      progress: (events) => line.show(`${events} 个事件 events`),
    });
    line.end();
    return reportCompared(compared);
  } finally {
    await instance.close();
  }
}

function reportCompared({ events, unpublished, faulty, faults }: RegisterCompared): number {
  console.log(
    `登记簿 register: ${events} 个事件在链 events on the log，其中 ${unpublished} 个尚未公布 not published yet`,
  );
  console.log(`${faulty} 处不符 differences`);
  for (const { caseId, version, index, what } of faults) {
    const { zh, en } = PLACES[what];
    console.log(
      `  ${[index, caseId, version].filter((each) => each !== null).join(' ')}：${zh} ${en}`,
    );
  }
  return faulty === 0 ? 0 : 1;
}
