import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What stands in a backup, in this order: `README.txt`, the rows of each table as
 *  `tables/<name>/<n>.jsonl`, stored files as `files/<key>` (encrypted as they are), `index/<n>.json`
 *  after each thousand entries with their digests, `manifest.json`, `seal.json`. A tar file. */
export const FORMAT = 'shuji-backup-v1';

export const README = 'README.txt';
export const MANIFEST = 'manifest.json';
export const SEAL = 'seal.json';
export const TABLE_PART = /^tables\/([a-z_]{1,60})\/\d{8}\.jsonl$/;
export const FILE_PART = /^files\/([0-9a-f]{64})$/;
export const INDEX_PART = /^index\/\d{8}\.json$/;

export const README_TEXT = `数籍备份 Shuji backup (${FORMAT})

恢复 restore:  shuji restore <this file>   （只恢复到空的数据库 into an empty database only）
主密钥不在此文件中；没有备份时的主密钥，内容无法读出。请另处妥善保管。
The master key is NOT in this file; without the key of the instance that was backed up, the
contents cannot be read. Keep it elsewhere. Signing keys (DATA_DIR/keys) are not in it either.
`;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().max(99);
const size = z.int().min(0);

export const indexSchema = z.array(z.strictObject({ name, size, sha256: digest })).max(1000);
export type PartDigest = z.infer<typeof indexSchema>[number];

export const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  createdAt: z.string().max(40),
  migrations: z
    .array(z.strictObject({ number: z.int(), name: z.string(), sha256: digest }))
    .max(9999),
  tables: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z_]{1,60}$/),
        columns: z.array(z.strictObject({ name: z.string(), type: z.string() })).max(200),
        rows: size,
      }),
    )
    .max(500),
  /** Where the stored files are: in this backup, or in an object store that keeps its own copies. */
  files: z.strictObject({
    where: z.enum(['here', 's3']),
    count: size,
    /** Known to the register and absent from the store. */
    missing: size,
  }),
  indexes: z.array(z.strictObject({ name, size, sha256: digest })).max(1_000_000),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The seal covers every byte before it: a plain digest for anybody, and one under the master key,
 *  so that nobody without it can make or change a backup. */
export const sealSchema = z.strictObject({ sha256: digest, hmac: digest });

export function sealOf(master: Uint8Array, sha256: string): string {
  const key = Buffer.from(hkdfSync('sha256', master, 'shuji', 'backup/seal', 32));
  return createHmac('sha256', key).update(sha256).digest('hex');
}

export const sameSeal = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
