import { Readable } from 'node:stream';
import busboy from 'busboy';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** Takes the one file of a multipart request as a stream while it arrives: nothing is held whole. */
export function firstFile<T>(
  request: Request,
  take: (stream: Readable, name: string) => Promise<T>,
): Promise<T> {
  const type = request.headers.get('content-type') ?? '';
  if (!request.body || !/^multipart\/form-data\b/i.test(type)) throw new Refused(notMultipart());
  const source = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  return new Promise<T>((resolve, reject) => {
    let taken: Promise<T> | undefined;
    const fail = (error: unknown): void => {
      source.unpipe(parser);
      source.resume();
      reject(error instanceof Refused ? error : new Refused(notMultipart()));
    };
    const parser = busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 10, fieldSize: 10_000, parts: 12, headerPairs: 50 },
    });
    parser.on('file', (_field, stream, info) => {
      taken = take(stream, info.filename ?? '');
      // A refusal in the middle of a file must not leave the rest of the body unread.
      taken.catch((error: unknown) => {
        stream.resume();
        fail(error);
      });
    });
    parser.on('error', fail);
    parser.on('close', () => {
      if (taken) taken.then(resolve, reject);
      else reject(new Refused(noFile()));
    });
    source.on('error', fail);
    source.pipe(parser);
  });
}

/** A small upload held in memory, up to `most` bytes. */
export async function readUpload(request: Request, most: number): Promise<{ bytes: Buffer; name: string }> {
  return firstFile(request, async (stream, name) => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new Refused(tooLarge(most));
      chunks.push(chunk);
    }
    return { bytes: Buffer.concat(chunks), name };
  });
}

const notMultipart = () =>
  refuse('UPLOAD_MULTIPART', text('上传应为multipart/form-data，内含一个文件。', 'An upload is multipart/form-data with one file.'), [], 'malformed');

const noFile = () => refuse('UPLOAD_EMPTY', text('没有收到文件。', 'No file was received.'), [], 'malformed');

const tooLarge = (most: number) =>
  refuse('FILE_TOO_LARGE', text(`文件超过${Math.floor(most / 1_048_576)} MiB上限。`, `The file is over ${Math.floor(most / 1_048_576)} MiB.`), [], 'tooLarge');
