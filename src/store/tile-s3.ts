import { S3mini } from 's3mini';
import { sideBySide } from './side-by-side.ts';
import type { TileFile, TileStore } from './tile-store.ts';

export interface TileBucket {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Put before every path, with a slash at its end. */
  readonly prefix: string;
  readonly timeout?: number;
}

const AT_ONCE = 16;

/** The log's files in S3-compatible storage; an object is there whole or not at all. */
export function tileBucket({ prefix, timeout = 30_000, ...address }: TileBucket): TileStore {
  const s3 = new S3mini({ ...address, requestAbortTimeout: timeout });
  const put = async ({ path, bytes }: TileFile): Promise<void> => {
    const type = /(?:checkpoint|witnessed)$/.test(path)
      ? 'text/plain; charset=utf-8'
      : 'application/octet-stream';
    await s3.putObject(prefix + path, Buffer.from(bytes), type);
  };
  return {
    async read(path) {
      const found = await s3.getObjectArrayBuffer(prefix + path);
      return found === null ? undefined : Buffer.from(found);
    },
    write: (files) => sideBySide(files, AT_ONCE, put),
    async removeFolder(path) {
      const objects = (await s3.listObjects('/', `${prefix}${path}/`)) ?? [];
      await sideBySide(objects, AT_ONCE, ({ Key }) => s3.deleteObject(Key));
    },
    room: () => Promise.resolve(Infinity),
  };
}
