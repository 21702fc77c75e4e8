import type { MiddlewareHandler } from 'hono';
import type { Json } from '../base/json.ts';
import { parseBounded } from '../base/parse-json.ts';
import { isRefusal, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { mediaType } from './problem.ts';

/** No route reads a body of these; programs that always say JSON may say it here too. */
const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

const MOST_BYTES = 1_048_576;

/** Reads JSON bodies within bounds before anything else sees them: size, depth, keys, characters.
 *  The parsed value takes the place of the body, so that no second parser runs. */
export const boundedJson: MiddlewareHandler = async (c, next) => {
  if (BODILESS.has(c.req.method)) return next();
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) {
    const announced = c.req.header('content-length') ?? c.req.header('transfer-encoding');
    const empty = announced === undefined || announced === '0';
    if (/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type) || empty)
      return next();
    throw new Refused(mediaType());
  }
  if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES) throw new Refused(tooLarge());
  const value: Json = orRefuse(parseBounded(await readText(c.req.raw), { maxBytes: MOST_BYTES }));
  c.req.bodyCache.json = Promise.resolve(value);
  return next();
};

async function readText(request: Request): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Chunked bodies announce no length: stop reading as soon as it is too much.
    if (size > MOST_BYTES) throw new Refused(tooLarge());
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

const tooLarge = () =>
  refuse(
    'BODY_TOO_LARGE',
    text('请求内容超过1 MiB上限。', 'The body is over the limit of 1 MiB.'),
    [],
    'tooLarge',
  );
