import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import { S3mini } from 's3mini';
import { Refused } from '../base/refusal.ts';
import { fileKeys, sealedLength } from './file-crypto.ts';
import { storeUnavailable } from './file-refusals.ts';
import { onDisk, realDisk, stage, sweepStaging } from './file-staging.ts';
import { FileMissing, checkedKey, type FileStore } from './file-store.ts';
import { decrypted, type FolderStore } from './folder-store.ts';

export interface S3Settings {
  /** Address of the bucket, for example `https://s3.example.cn/shuji`. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A local folder for uploads under way; encrypted like everything else. */
  readonly staging: string;
  readonly master: Uint8Array;
  /** For one request, in milliseconds. */
  readonly timeout?: number;
}

const SEALED_TYPE = 'application/octet-stream';

/** Files in any S3-compatible storage. A file is checked and sealed on the local disk first: the
 *  storage never sees plain bytes, nor an upload that was refused. */
export function createS3Store(settings: S3Settings): FolderStore {
  const { endpoint, region, accessKeyId, secretAccessKey, staging, master } = settings;
  const keys = fileKeys(master);
  const requestAbortTimeout = settings.timeout ?? 300_000;
  const s3 = new S3mini({ endpoint, region, accessKeyId, secretAccessKey, requestAbortTimeout });
  const place = (key: string) => `${checkedKey(key).slice(0, 2)}/${key}`;
  const has = async (key: string) => (await s3.objectExists(place(key))) === true;
  const put: FileStore['put'] = (source, check) =>
    onDisk(async () => {
      const staged = await stage(realDisk, staging, keys, source);
      try {
        await check?.(staged.content);
        const { key, sha256, content } = staged;
        const whole = async () =>
          (await has(key)) &&
          (await s3.getContentLength(place(key))) === sealedLength(content.size);
        const existed = await reached(whole);
        if (!existed) {
          await staged.seal();
          const blob = await openAsBlob(staged.path);
          await reached(() => s3.putAnyObject(place(key), blob, SEALED_TYPE));
          // Completing a multipart upload may answer 200 with an error inside: look, then believe.
          if (!(await reached(whole))) throw new Refused(storeUnavailable());
        }
        return { key, size: content.size, sha256, existed };
      } finally {
        await staged.discard();
      }
    });
  return {
    put,
    has,
    get: async (key) => {
      const response = await s3.getObjectResponse(place(key));
      if (!response?.body) throw new FileMissing(key);
      return decrypted(Readable.from(chunks(response.body), { objectMode: false }), keys, key);
    },
    remove: async (key) => {
      if (await has(key)) await s3.deleteObject(place(key));
    },
    sweep: (before) => sweepStaging(realDisk, staging, before),
  };
}

/** A storage that does not answer while a person uploads is a refusal, not a broken program. */
async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const refused = new Refused(storeUnavailable());
    refused.cause = cause;
    throw refused;
  }
}

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) yield chunk;
}
