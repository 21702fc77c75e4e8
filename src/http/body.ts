import type { MiddlewareHandler } from 'hono';
import type { Json } from '../base/json.ts';
import { parseBounded } from '../base/parse-json.ts';
import { isRefusal, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { mediaType } from './problem.ts';
import type { Env } from './services.ts';

/** No route reads a body of these; programs that always say JSON may say it here too. */
const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

const MOST_BYTES = 1_048_576;
/** Who has not signed in has an account and a password to say. However slowly strangers send, what is held
 *  for them stays small. */
const STRANGER_BYTES = 65_536;

/** Reads JSON bodies within bounds before anything else sees them: size, depth, keys, characters.
 *  The parsed value takes the place of the body, so that no second parser runs. */
export const boundedJson: MiddlewareHandler<Env> = async (c, next) => {
  if (BODILESS.has(c.req.method)) return next();
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) {
    const announced = c.req.header('content-length') ?? c.req.header('transfer-encoding');
    const empty = announced === undefined || announced === '0';
    if (/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type) || empty)
      return next();
    throw new Refused(mediaType());
  }
  const most = c.get('signedIn') ? MOST_BYTES : STRANGER_BYTES;
  if (Number(c.req.header('content-length') ?? 0) > most) throw new Refused(tooLarge(most));
  const value: Json = orRefuse(
    parseBounded(await readText(c.req.raw, most), { maxBytes: MOST_BYTES }),
  );
  c.req.bodyCache.json = Promise.resolve(value);
  return next();
};

async function readText(request: Request, most: number): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Chunked bodies announce no length: stop reading as soon as it is too much.
    if (size > most) throw new Refused(tooLarge(most));
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refused(
      refuse(
        'BODY_NOT_UTF8',
        text('请求内容不是UTF-8编码。', 'The body is not UTF-8.'),
        [],
        'malformed',
      ),
    );
  }
}

function orRefuse(value: ReturnType<typeof parseBounded>): Json {
  if (isRefusal(value)) throw new Refused(value);
  return value;
}

const tooLarge = (most: number) =>
  refuse(
    'BODY_TOO_LARGE',
    text(
      `请求内容超过${most / 1024} KiB上限。`,
      `The body is over the limit of ${most / 1024} KiB.`,
    ),
    [],
    'tooLarge',
  );
