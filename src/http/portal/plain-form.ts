import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Context } from 'hono';
import { refuse, Refused, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

/** A form as a browser sends it without script: fields in the order of the page, then files. */
export interface PlainForm<T> {
  /** The last value of each name. */
  field(name: string): string;
  all(name: string): readonly string[];
  /** Files that were kept, and why others were not. */
  readonly kept: readonly T[];
  readonly refused: readonly Refusal[];
  /** Files came, and nobody was there to keep them. */
  readonly lost: boolean;
}

const FIELDS = 60;
const FIELD_BYTES = 40_000;
/** Of a form without files, as a whole. */
const FORM_BYTES = 262_144;

/** Reads such a form while it arrives. `keeper` says once, when the first file begins and so with all
 *  fields before it known, who keeps the files; undefined: they are read and dropped. */
export async function readPlainForm<T>(
  request: Request,
  files: { readonly most: number },
  keeper: (
    form: Pick<PlainForm<T>, 'field' | 'all'>,
  ) => ((stream: Readable, name: string) => Promise<T>) | undefined,
): Promise<PlainForm<T>> {
  const type = request.headers.get('content-type') ?? '';
  if (
    !request.body ||
    !/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)
  )
    throw new Refused(NOT_WHOLE);
  const said = new Map<string, string[]>();
  const all = (name: string): readonly string[] => said.get(name) ?? [];
  const field = (name: string): string => all(name).at(-1) ?? '';
  const form = { field, all };
  const jobs: Promise<T>[] = [];
  let keep: ((stream: Readable, name: string) => Promise<T>) | undefined | null = null;
  let lost = false;
  const parser = parserFor(type, files.most);
  parser.on('field', (name, value) => said.set(name, [...all(name), plainText(value)]));
  parser.on('file', (_field, stream, { filename }) => {
    // A body that breaks off ends this stream with an error, also where nobody reads it; the parser
    // tells the same.
    stream.on('error', () => undefined);
    // A browser sends an empty part where no file was chosen.
    if (!filename) return void stream.resume();
    if (keep === null) keep = keeper(form);
    if (!keep) {
      lost = true;
      return void stream.resume();
    }
    // Whoever refuses a file lets go of it: the rest of it is read and dropped, or the form would
    // never come to its end.
    const given = new PassThrough();
    // Whoever keeps the file may not be listening yet, or no longer.
    given.on('error', () => undefined);
    stream.on('error', (error) => given.destroy(error));
    stream.pipe(given);
    // A refusal before the first byte is one of the file, too: thrown here it would end the program.
    const take = keep;
    const job = (async () => take(given, filename))();
    job.catch(() => {
      stream.unpipe(given);
      stream.resume();
    });
    jobs.push(job);
  });
  try {
    const source = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
    if (files.most > 0) await pipeline(source, parser);
    else await pipeline(source, within(FORM_BYTES), parser);
  } catch (error) {
    await Promise.allSettled(jobs);
    throw error instanceof Refused ? error : new Refused(NOT_WHOLE);
  }
  const done = await Promise.allSettled(jobs);
  const reasons = done.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const defect = reasons.find((reason) => !(reason instanceof Refused));
  if (defect !== undefined) throw new Error('a file of a form was not kept', { cause: defect });
  return {
    ...form,
    kept: done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refused: reasons.flatMap((reason) => (reason instanceof Refused ? [reason.refusal] : [])),
    lost,
  };
}

function parserFor(type: string, files: number): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: {
        files,
        fields: FIELDS,
        fieldSize: FIELD_BYTES,
        parts: FIELDS + files,
        headerPairs: 50,
      },
    });
  } catch {
    // No boundary.
    throw new Refused(NOT_WHOLE);
  }
}

/** Breaks off a body that goes on beyond what such a form can hold. */
function within(most: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > most) done(new Refused(TOO_LONG));
      else done(null, chunk);
    },
  });
}

const NOT_WHOLE = refuse(
  'FORM_NOT_WHOLE',
  text(
    '表单没有完整送到，没有办理。请回到原来的页面，再提交一次。',
    'The form did not arrive whole, and nothing was done. Go back to the page you came from and send it again.',
  ),
  [],
  'malformed',
);

const TOO_LONG = refuse(
  'FORM_TOO_LONG',
  text(
    '填写的内容太长，没有办理。请回到原来的页面，删短以后再提交。',
    'What was filled in is too long, and nothing was done. Go back to the page you came from, shorten it and send it again.',
  ),
  [],
  'tooLarge',
);

/** A browser says where a form comes from: what another site filled in is not the reader's word. Older
 *  ones, and all of them where the register is reached without TLS, say no more than the origin. */
export function fromElsewhere(c: Context, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return !['same-origin', 'none'].includes(site);
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  const host = URL.canParse(origin) ? new URL(origin).host : '';
  return host === '' || ![new URL(publicUrl).host, c.req.header('host')].includes(host);
}

/** The browser itself says that a page of this site sent it: nobody else can have filled it in. */
export const fromHere = (c: Context, publicUrl: string): boolean =>
  !fromElsewhere(c, publicUrl) &&
  ['sec-fetch-site', 'origin'].some((name) => c.req.header(name) !== undefined);

/** Forms send a line end as two characters, and count it as one. */
const plainText = (value: string): string => value.replaceAll('\r\n', '\n');
