import { readFileSync, statSync } from 'node:fs';
import { orThrow } from '../base/refusal.ts';
import { openInstance } from '../app/instance.ts';
import { ownKeys, servedKeys } from '../app/read-keys.ts';
import { checkRegister, type Checked } from '../app/register-check.ts';
import { readSettings } from '../app/settings.ts';
import { checkSheet } from '../app/papers/sheet-check.ts';
import { logSentence } from '../app/papers/sheet-log.ts';
import { timestampSentence } from '../app/seals/timestamp-trust.ts';
import { progress } from './progress.ts';
import { report } from './rebuild.ts';
import { ARCHIVE_USAGE, verifyArchive } from './verify-archive.ts';
import { CASE_USAGE, verifyCase } from './verify-case.ts';
import { FORK_USAGE, verifyFork } from './verify-fork.ts';
import { LOG_USAGE, verifyLog } from './verify-log.ts';
import { PROOF_USAGE, verifyLogProof } from './verify-proof.ts';
import { SLICE_USAGE, verifySlice } from './verify-slice.ts';

const USAGE = `shuji verify sheet FILE [--keys KEYS.json]       离线核验确认单 PDF check a sheet offline
shuji verify credential FILE [--keys KEYS.json]  离线核验机读凭证（JSON、SD-JWT） check a credential offline
shuji verify register                            核对登记簿自身 check the register itself
${CASE_USAGE}
${ARCHIVE_USAGE}
${SLICE_USAGE}
${PROOF_USAGE}
${LOG_USAGE}
${FORK_USAGE}
公钥取自 DATA_DIR/keys 或 --keys（/api/public/keys 的内容）
Keys come from DATA_DIR/keys, or from --keys (as /api/public/keys serves them)`;

const FILE_MAX = 20 * 1024 * 1024;

const OF_THE_LOG = new Map([
  ['case', verifyCase],
  ['archive', verifyArchive],
  ['slice', verifySlice],
  ['proof', verifyLogProof],
  ['log', verifyLog],
  ['fork', verifyFork],
]);

/** Exit 0: genuine, or the register is sound; 1: not; 2: asked wrongly. */
export function verify(args: readonly string[]): Promise<number> {
  const [what, file, flag, keys] = args;
  if (what === 'register' && file === undefined) return register();
  const offline = what === undefined ? undefined : OF_THE_LOG.get(what);
  if (offline) return offline(args.slice(1));
  const asked = (what === 'sheet' || what === 'credential') && file !== undefined;
  const flags =
    flag === undefined || (flag === '--keys' && keys !== undefined && args.length === 4);
  if (asked && flags) return verifyFile(what, file, keys);
  console.error(USAGE);
  return Promise.resolve(2);
}

async function verifyFile(what: string, file: string, keys: string | undefined): Promise<number> {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? Infinity) > FILE_MAX) {
    console.error(`没有文件 ${file}，或文件过大。There is no file ${file}, or it is too large.`);
    return 2;
  }
  const issuer = orThrow(
    keys === undefined
      ? ownKeys(orThrow(readSettings(process.env)))
      : servedKeys(readFileSync(keys, 'utf8')),
  );
  const checked = await checkSheet(readFileSync(file), issuer);
  const { kind, verdict, payload, signatures, withheld, timestamp, log, reasons } = checked;
  const genuine = verdict === 'genuine' && kind === what;
  console.log(genuine ? '真实，未被改动 genuine and unaltered' : '不能确认为真实 not genuine');
  for (const reason of reasons) console.log(`  ${reason.text.zh} ${reason.text.en}`);
  if (verdict === 'genuine' && kind !== what)
    console.log(`  文件是 ${kind}，不是 ${what} it is a ${kind}`);
  if (genuine) console.log(`凭证签名 signatures: ${signatures.join(', ')}`);
  const said = [timestamp && timestampSentence(timestamp), log && logSentence(log)];
  if (genuine) for (const line of said) if (line) console.log(`${line.zh}\n${line.en}`);
  if (withheld.length > 0) console.log(`未出示 withheld: ${withheld.join(', ')}`);
  if (genuine && payload) {
    const { log: _proof, ...stated } = payload;
    console.log(JSON.stringify(stated, undefined, 2));
  }
  if (genuine)
    console.log(
      '离线核验不知道登记现状；有效与否请查询登记平台。\nOffline, the present state of the entry is not known; ask the register.',
    );
  return genuine ? 0 : 1;
}

async function register(): Promise<number> {
  const instance = await openInstance(orThrow(readSettings(process.env)));
  const line = progress();
  try {
    const checked = await checkRegister(instance.house, ({ events }) =>
      line.show(`${events} 个事件 events`),
    );
    line.end();
    return reportChecked(checked);
  } finally {
    await instance.close();
  }
}

/** What the check of the register found; the exit code. */
export function reportChecked(checked: Checked): number {
  report(checked);
  const { faulty, faults, erased, lost, differing, erasedParts, unordered } = checked;
  console.log(
    `${faulty} 处事件问题 faults, ${erased} 个依法清空 lawfully erased, ${lost} 个未能取回 lost`,
  );
  console.log(
    `${erasedParts} 个部分依法清空，有据可查 parts erased by an order, ${unordered} 个部分缺失而无据 gone without one`,
  );
  for (const { caseId, version, what } of faults) console.log(`  ${caseId} ${version} ${what}`);
  return faulty + differing === 0 ? 0 : 1;
}
