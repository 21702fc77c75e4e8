import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  blockSizeFor,
  FILES_MAX,
  manifestBytes,
  manifestOf,
  PARTS,
  type FileDigest,
  type PartId,
} from '../base/deposit-manifest.ts';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { digestAt, filesAt, partsIn, type Found } from './deposit-files.ts';
import { depositDigests } from './deposit-words.ts';
import { progress } from './progress.ts';

/** `shuji deposit make`: 0, or 2 where it was asked wrongly. */
export async function makeDeposit(args: readonly string[]): Promise<number | undefined> {
  const asked = parsed(args);
  if (!asked) return undefined;
  const { parts, out } = asked;
  const found = listed(parts);
  const all = PARTS.flatMap((part) => found[part]);
  const blockSize = blockSizeFor(all.map(({ size }) => size));
  const line = progress();
  let read = 0;
  const digests = async (part: PartId): Promise<FileDigest[]> => {
    const made: FileDigest[] = [];
    for (const file of found[part]) {
      made.push(
        await digestAt(file, blockSize, (bytes) => {
          read += bytes;
          line.show(`${Math.floor(read / 1_048_576)} MiB ${file.name}`);
        }),
      );
    }
    return made;
  };
  const manifest = manifestOf({
    salt: randomBytes(32).toString('hex'),
    snapshotAt: new Date().toISOString(),
    blockSize,
    parts: {
      storageLocation: await digests('storageLocation'),
      queryResult: await digests('queryResult'),
      operationLog: await digests('operationLog'),
    },
  });
  line.end();
  try {
    // Never over an older one: that would be the only record of an older deposit.
    writeFileSync(out, manifestBytes(manifest), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw notWritten(out, (error as NodeJS.ErrnoException).code === 'EEXIST');
  }
  const { digest, sm3Digest, ...rest } = depositDigests(manifest);
  console.log(`${out}：${all.length}个文件 files，${read}字节 bytes，每块 blocks of ${blockSize}`);
  console.log(`SHA-256 ${digest}\nSM3     ${sm3Digest}`);
  console.log(JSON.stringify({ digest, sm3Digest, ...rest }, undefined, 2));
  return 0;
}

function listed(parts: Readonly<Record<PartId, readonly string[]>>): Record<PartId, Found[]> {
  const found = {
    storageLocation: filesAt(parts.storageLocation),
    queryResult: filesAt(parts.queryResult),
    operationLog: filesAt(parts.operationLog),
  };
  const empty = PARTS.find((part) => found[part].length === 0);
  if (empty !== undefined) throw partEmpty(parts[empty][0] ?? empty);
  if (PARTS.reduce((sum, part) => sum + found[part].length, 0) > FILES_MAX) throw tooMany();
  return found;
}

function parsed(args: readonly string[]) {
  try {
    const path = { type: 'string', multiple: true } as const;
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'storage-location': path,
        'query-result': path,
        'operation-log': path,
        out: { type: 'string', short: 'o' },
      },
    });
    const { out } = values;
    const [folder, ...more] = positionals;
    if (out === undefined || more.length > 0) return undefined;
    const named = {
      storageLocation: values['storage-location'] ?? [],
      queryResult: values['query-result'] ?? [],
      operationLog: values['operation-log'] ?? [],
    };
    const whole = PARTS.every((part) => named[part].length > 0);
    if (folder === undefined) return whole ? { parts: named, out } : undefined;
    if (PARTS.some((part) => named[part].length > 0)) return undefined;
    const parts = partsIn(folder);
    if (!parts) throw noPackage(folder);
    return { parts, out };
  } catch (error) {
    if (error instanceof Refused) throw error;
    return undefined;
  }
}

const LAW = ['BJ-REG-10(1)4', 'CQ-REG-13'];
const no = (code: string, zh: string, en: string): Refused =>
  new Refused(refuse(code, text(zh, en), LAW));

const noPackage = (folder: string): Refused =>
  no(
    'DEPOSIT_FOLDER',
    `${folder}中没有三个部分的文件夹：storage-location、query-result、operation-log。`,
    `${folder} has no three folders storage-location, query-result and operation-log.`,
  );
const partEmpty = (part: string): Refused =>
  no('DEPOSIT_PART_EMPTY', `${part}中没有文件。`, `There is no file in ${part}.`);
const tooMany = (): Refused =>
  no('DEPOSIT_TOO_MANY', `超过${FILES_MAX}个文件。`, `There are more than ${FILES_MAX} files.`);
const notWritten = (out: string, exists: boolean): Refused =>
  no(
    'MANIFEST_NOT_WRITTEN',
    exists ? `${out}已存在，不覆盖。` : `写不了${out}。`,
    exists ? `${out} exists and is not overwritten.` : `${out} cannot be written.`,
  );
