import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  checkArchive,
  refusedArchive,
  type ArchiveFault,
  type ArchiveTrust,
  type ArchiveVerdict,
} from '../app/archive/check.ts';
import { BadArchive, openArchive } from '../app/archive/read.ts';
import { servedKeys } from '../app/read-keys.ts';
import { orThrow } from '../base/refusal.ts';
import { text, type Text } from '../base/text.ts';
import { printable } from './evidence-words.ts';
import { missing, orAskedWrongly, policyAt, textAt } from './read-evidence.ts';
import { report } from './verify-case.ts';

export const ARCHIVE_USAGE = `shuji verify archive FILE.zip [--keys KEYS.json] [--policy FILE]…
                                                 离线核验案卷存档的每一部分 check every part of a case archive offline`;

const KEYS_MAX = 4 * 1024 * 1024;

const FAULTS: Readonly<Record<ArchiveFault['what'], Text>> = {
  'not-zip': text('不是完整、安全的压缩包', 'no whole and safe ZIP archive'),
  'too-many': text('内含部分太多', 'too many parts'),
  duplicate: text('同名的部分不止一个', 'two parts of one name'),
  renamed: text('部分的名称前后不一', 'a part under two names'),
  packed: text('部分被压缩过，不是本程序写的样子', 'a packed part, not as this program writes it'),
  hidden: text('夹带不属于任何部分的内容', 'bytes that belong to no part'),
  'no-manifest': text('没有清单', 'there is no manifest'),
  'bad-manifest': text('清单不合格式', 'the manifest is malformed'),
  missing: text('缺少', 'missing'),
  extra: text('清单之外的部分', 'not in the manifest'),
  altered: text('与清单的摘要不符', 'not as the manifest says'),
  unsigned: text(
    '清单没有两种可信密钥的有效签名',
    'the manifest lacks a valid signature by both kinds of trusted keys',
  ),
  'bad-page': text('案卷页不合格式', 'a page of the case is malformed'),
  'other-case': text('属于另一事项', 'of another case'),
  'other-file': text('不是案卷所指的那份文件', 'not the file the case speaks of'),
  'bad-result': text('登记结果文件不能确认为真实', 'the result document is not genuine'),
  'bad-keys': text('公钥不能读', 'the keys cannot be read'),
};

/** Exit 0: all of it is genuine; 1: something is not; 2: asked wrongly. */
export async function verifyArchive(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (!asked) {
    console.error(ARCHIVE_USAGE);
    return 2;
  }
  return orAskedWrongly(async () => {
    const { file, keys, policy = [] } = asked;
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw missing(file);
    const trust: ArchiveTrust = {
      policies: policy.map(policyAt),
      ...(keys === undefined ? {} : { issuer: orThrow(servedKeys(textAt(keys, KEYS_MAX))) }),
    };
    const verdict = await checked(file, trust);
    const fine = told(verdict);
    console.log(fine ? '存档真实完整 the archive is whole and genuine' : '不能确认 not genuine');
    return fine ? 0 : 1;
  });
}

async function checked(file: string, trust: ArchiveTrust): Promise<ArchiveVerdict> {
  try {
    const archive = await openArchive(file);
    try {
      return await checkArchive(archive, trust);
    } finally {
      await archive.close();
    }
  } catch (error) {
    if (error instanceof BadArchive) return refusedArchive(error, trust);
    throw error;
  }
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { keys: { type: 'string' }, policy: { type: 'string', multiple: true } },
    });
    const [file, ...more] = positionals;
    return file === undefined || more.length > 0 ? undefined : { file, ...values };
  } catch {
    return undefined;
  }
}

/** Says all that was found; whether nothing speaks against it. */
function told(of: ArchiveVerdict, where = ''): boolean {
  const { manifest, faults, verdict, pages, attested, unattested, results, related } = of;
  if (where !== '') console.log(printable(`── ${where}`));
  for (const { what, part } of faults) {
    const { zh, en } = FAULTS[what];
    console.log(printable(`  ${part}${part === '' ? '' : '：'}${zh} ${en}`));
  }
  if (manifest) {
    console.log(
      printable(
        `存档 archive ${manifest.createdAt}，${manifest.parts.length}个部分 parts，读者 reader：${manifest.audience.join(', ')}`,
      ),
    );
  }
  const events = verdict ? report(pages, verdict) === 0 : false;
  if (manifest) {
    console.log(`材料 files: ${attested} 份与案卷承诺的摘要相符 answer the case`);
    for (const part of unattested)
      console.log(printable(`  ${part}：已披露的内容没有提到这份文件 nothing disclosed names it`));
    for (const name of of.otherRules)
      console.log(printable(`  ${name}：规则是较新的文本 a later wording of the rules`));
    for (const { part, verdict: found } of results)
      console.log(
        printable(
          `  ${part}：${found.verdict === 'genuine' ? '真实 genuine' : '不能确认 not genuine'}`,
        ),
      );
  }
  if (manifest && of.by === 'own') console.log(OWN_KEYS);
  const others = related.map(({ part, of: one }) => told(one, part));
  return faults.length === 0 && events && others.every(Boolean);
}

const OWN_KEYS = `自称：清单和结果按存档自带的公钥核对，只说明前后一致；请用 --keys 给出您信任的公钥。
Self-asserted: manifest and results were checked by the archive’s own keys; give keys you trust with --keys.`;
