import { PassThrough, Readable } from 'node:stream';
import busboy from 'busboy';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { heldUploads, type HeldUploads } from './held-uploads.ts';

/** Takes the one file of a multipart request as a stream while it arrives: nothing is held whole.
 *  The stream ends only when the whole request has proved well formed with no second file in it, so
 *  that whoever keeps a file at its end never keeps one of a refused request. */
export async function firstFile<T>(
  request: Request,
  take: (stream: Readable, name: string) => Promise<T>,
): Promise<T> {
  const parser = parserOf(request);
  const source = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  const whole = new PassThrough();
  let taken: Promise<T> | undefined;
  const arrived = new Promise<void>((resolve, reject) => {
    const malformed = (): void => reject(new Refused(notMultipart()));
    parser.on('file', (_field, stream, info) => {
      // A body that breaks off ends the file stream with an error, which the parser tells as well.
      stream.on('error', malformed);
      stream.pipe(whole, { end: false });
      taken = take(whole, info.filename ?? '');
      taken.catch(reject);
    });
    parser.on('filesLimit', () => reject(new Refused(twoFiles())));
    for (const limit of ['fieldsLimit', 'partsLimit'] as const) {
      parser.on(limit, malformed);
    }
    parser.on('error', malformed);
    parser.on('close', resolve);
    // Whoever hangs up in the middle neither ends the body nor the parser.
    source.on('error', malformed);
    source.pipe(parser);
  });
  try {
    await arrived;
    if (!taken) throw new Refused(noFile());
    whole.end();
    return await taken;
  } catch (error) {
    source.unpipe(parser);
    // What is left of the body is read and dropped, or the answer would not be heard.
    source.resume();
    whole.on('error', () => undefined).destroy(error instanceof Error ? error : undefined);
    await taken?.catch(() => undefined);
    throw error;
  }
}

function parserOf(request: Request): busboy.Busboy {
  const type = request.headers.get('content-type') ?? '';
  if (!request.body || !/^multipart\/form-data\b/i.test(type)) throw new Refused(notMultipart());
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 10, fieldSize: 10_000, parts: 12, headerPairs: 50 },
    });
  } catch {
    // No boundary.
    throw new Refused(notMultipart());
  }
}

const everybody = heldUploads();

/** A small upload held in memory, up to `most` bytes, on the account of whoever sends it. */
export async function readUpload(
  request: Request,
  by: { readonly client: string; readonly most: number; readonly held?: HeldUploads },
): Promise<{ bytes: Buffer; name: string }> {
  const { client, most, held = everybody } = by;
  return firstFile(request, async (stream, name) => {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (size + chunk.length > most) throw new Refused(tooLarge(most));
        held.hold(client, chunk.length);
        size += chunk.length;
        chunks.push(chunk);
      }
      return { bytes: Buffer.concat(chunks), name };
    } finally {
      held.release(client, size);
    }
  });
}

export const notMultipart = () =>
  refuse(
    'UPLOAD_MULTIPART',
    text(
      '上传应为multipart/form-data，内含一个文件。',
      'An upload is multipart/form-data with one file.',
    ),
    [],
    'malformed',
  );

const twoFiles = () =>
  refuse(
    'UPLOAD_TWO_FILES',
    text(
      '一次只能上传一个文件，本次没有收下任何文件。',
      'One file at a time; none of these was kept.',
    ),
    [],
    'malformed',
  );

const noFile = () =>
  refuse('UPLOAD_EMPTY', text('没有收到文件。', 'No file was received.'), [], 'malformed');

const tooLarge = (most: number) =>
  refuse(
    'FILE_TOO_LARGE',
    text(
      `文件超过${Math.floor(most / 1_048_576)} MiB上限。`,
      `The file is over ${Math.floor(most / 1_048_576)} MiB.`,
    ),
    [],
    'tooLarge',
  );
