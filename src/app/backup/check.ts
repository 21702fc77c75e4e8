import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { refuse, Refused } from '../../base/refusal.ts';
import { ArchiveDamaged, readArchive, type Entry } from '../../store/archive.ts';
import {
  FILE_PART,
  indexSchema,
  INDEX_PART,
  MANIFEST,
  manifestSchema,
  README,
  sameSeal,
  SEAL,
  sealOf,
  sealSchema,
  TABLE_PART,
  type Manifest,
  type PartDigest,
} from './format.ts';

/** Index and manifest are small; a table part is a megabyte and what its last rows added. */
const SMALL_MAX = 256 * 1024 * 1024;

/** Reads a whole backup without writing anything and answers with its manifest when every digest,
 *  every count and the seal under this master key are right. Throws `Refused` with a sentence that
 *  names what is wrong: cut off, altered, or made under another key. */
export async function checkBackup(path: string, master: Buffer): Promise<Manifest> {
  try {
    return await check(path, master);
  } catch (error) {
    throw error instanceof ArchiveDamaged ? damaged(error) : error;
  }
}

async function check(path: string, master: Buffer): Promise<Manifest> {
  let listed: PartDigest[] = [];
  const indexes: PartDigest[] = [];
  const rows = new Map<string, number>();
  let files = 0;
  let manifest: Manifest | undefined;
  let sealed = false;
  for await (const entry of readArchive(path)) {
    const { name } = entry;
    if (sealed) throw altered(name);
    if (name === SEAL) {
      const seal = await small(entry, sealSchema);
      if (!manifest || seal.sha256 !== entry.whole) throw altered(name);
      if (!sameSeal(seal.hmac, sealOf(master, seal.sha256))) throw otherKey();
      sealed = true;
    } else if (manifest) throw altered(name);
    else if (name === MANIFEST) {
      manifest = await small(entry, manifestSchema);
      const right =
        listed.length === 0 &&
        JSON.stringify(manifest.indexes) === JSON.stringify(indexes) &&
        manifest.files.count === files &&
        manifest.tables.every((t) => t.rows === (rows.get(t.name) ?? 0)) &&
        [...rows.keys()].every((t) => manifest?.tables.some((m) => m.name === t));
      if (!right) throw altered(name);
    } else if (INDEX_PART.test(name)) {
      const bytes = await whole(entry);
      const index = parsed(bytes, name, indexSchema);
      const wrong = listed.find((part, i) => JSON.stringify(part) !== JSON.stringify(index[i]));
      if (wrong || index.length !== listed.length) throw altered(wrong?.name ?? name);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      indexes.push({ name, size: entry.size, sha256 });
      listed = [];
    } else {
      const table = TABLE_PART.exec(name)?.[1];
      const file = FILE_PART.test(name);
      if (table === undefined && !file && name !== README) throw altered(name);
      const { sha256, lines } = await measured(entry);
      listed.push({ name, size: entry.size, sha256 });
      if (listed.length > 1000) throw altered(name);
      if (file) files += 1;
      if (table !== undefined) rows.set(table, (rows.get(table) ?? 0) + lines);
    }
  }
  if (!manifest || !sealed) throw new ArchiveDamaged('truncated', MANIFEST);
  return manifest;
}

async function measured(entry: Entry): Promise<{ sha256: string; lines: number }> {
  const hash = createHash('sha256');
  let lines = 0;
  for await (const piece of entry.bytes()) {
    hash.update(piece);
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines += 1;
  }
  return { sha256: hash.digest('hex'), lines };
}

/** The bytes of an entry that is small by its nature. */
export async function whole(entry: Entry): Promise<Buffer> {
  if (entry.size > SMALL_MAX) throw new ArchiveDamaged('altered', entry.name);
  const pieces: Buffer[] = [];
  for await (const piece of entry.bytes()) pieces.push(piece);
  return Buffer.concat(pieces);
}

const small = async <T>(entry: Entry, schema: z.ZodType<T>): Promise<T> =>
  parsed(await whole(entry), entry.name, schema);

function parsed<T>(bytes: Buffer, name: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw altered(name);
  }
}

const altered = (at: string): ArchiveDamaged => new ArchiveDamaged('altered', at);

function damaged({ fault, at }: ArchiveDamaged): Refused {
  return fault === 'truncated'
    ? new Refused(
        refuse('BACKUP_TRUNCATED', {
          zh: `备份文件不完整：在 ${at} 处中断。没有恢复任何内容，请改用完整的备份。`,
          en: `The backup is cut off at ${at}. Nothing was restored; use a complete one.`,
        }),
      )
    : new Refused(
        refuse('BACKUP_ALTERED', {
          zh: `备份文件已损坏或被改动：${at} 与其摘要不符。没有恢复任何内容。`,
          en: `The backup is damaged or altered: ${at} does not match its digest. Nothing was restored.`,
        }),
      );
}

const otherKey = (): Refused =>
  new Refused(
    refuse('BACKUP_OTHER_KEY', {
      zh: '备份不是用本主密钥封存的。请设置备份时的主密钥（SHUJI_SECRET 或 secret.key）后再恢复。没有恢复任何内容。',
      en: 'The backup was not sealed under this master key. Set the key of the instance that was backed up (SHUJI_SECRET or secret.key). Nothing was restored.',
    }),
  );
