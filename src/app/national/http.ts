import { z } from 'zod';
import { answerSchema, fieldsSchema, FOREIGN_CODE } from '../../contexts/network/hand-over.ts';
import { boundedAnswer } from '../bounded-answer.ts';
import type { Ask } from '../log/witnesses.ts';
import type { LinkKey } from './key.ts';
import { NATIONAL, NotAnswered, type Counterpart } from './port.ts';
import { signRequest } from './signature.ts';

export interface NationalHttp {
  /** Without a slash at the end. */
  readonly url: string;
  readonly key: LinkKey;
  readonly ask?: Ask;
  readonly nowMs: () => number;
  readonly patienceMs?: number;
}

const PATIENCE_MS = 15_000;
const ANSWER_MAX = 16 * 1024 * 1024;
const WAIT_MS_MAX = 3_600_000;

const answersSchema = z.object({ answers: z.array(answerSchema).max(5000) });
const theirsSchema = z.object({
  caseId: z.uuid(),
  code: z.string().max(64),
  nationalCode: z.string().regex(FOREIGN_CODE).nullable(),
  version: z.int().min(1),
  status: z.string().max(40),
  validFrom: z.string().max(10),
  validTo: z.string().max(10),
  fields: fieldsSchema,
});
const listSchema = z.object({ items: z.array(theirsSchema).max(5000) });

/** These say something of what was sent: 400, 413, 422 and what went wrong while it was worked on. */
const OF_MESSAGES = new Set([400, 413, 422, 500]);

/** The national platform over HTTP and JSON, each request signed: `POST /hand-overs`, `GET
 *  /entries?after&limit`, `GET /codes/<code>`, `POST /disowned`. */
export function nationalHttp(link: NationalHttp): Counterpart {
  const { url, key, nowMs, ask = fetch, patienceMs = PATIENCE_MS } = link;
  const call = async (
    method: 'GET' | 'POST',
    path: string,
    stopping: AbortSignal,
    content?: unknown,
  ): Promise<Response> => {
    const to = new URL(`${url}${path}`);
    const body = Buffer.from(content === undefined ? '' : JSON.stringify(content));
    const headers = signRequest(
      { method, authority: to.host, path: to.pathname, query: to.search || '?', body },
      key,
      Math.floor(nowMs() / 1000),
    );
    return ask(to.href, {
      method,
      headers: { ...headers, ...(content !== undefined && { 'content-type': 'application/json' }) },
      ...(content !== undefined && { body }),
      redirect: 'error',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(patienceMs)]),
    });
  };
  const read = async <T>(schema: z.ZodType<T>, response: Response): Promise<T> => {
    if (!response.ok) {
      await response.body?.cancel();
      const { status } = response;
      const wait = Number(response.headers.get('retry-after')) * 1000;
      throw new NotAnswered(
        `HTTP ${status}`,
        OF_MESSAGES.has(status),
        wait > 0 ? Math.min(wait, WAIT_MS_MAX) : undefined,
      );
    }
    const parsed = schema.safeParse(json(await boundedAnswer(response, ANSWER_MAX)));
    if (!parsed.success) throw new NotAnswered('ANSWER_MALFORMED', true);
    return parsed.data;
  };
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof NotAnswered ? error : unreachable(error);
    }
  };
  return {
    name: NATIONAL,
    send: (messages, stopping) =>
      asked(async () => {
        const response = await call('POST', '/hand-overs', stopping, { messages });
        return (await read(answersSchema, response)).answers;
      }),
    query: (code, stopping) =>
      asked(async () => {
        const response = await call('GET', `/codes/${encodeURIComponent(code)}`, stopping);
        if (response.status === 404) return response.body?.cancel().then(() => undefined);
        return read(theirsSchema, response);
      }),
    list: (after, limit, stopping) =>
      asked(async () => {
        const query = new URLSearchParams({ after, limit: String(limit) });
        const response = await call('GET', `/entries?${query.toString()}`, stopping);
        return (await read(listSchema, response)).items;
      }),
    disown: (entries, stopping) =>
      asked(async () => {
        const response = await call('POST', '/disowned', stopping, { entries });
        await read(z.object({}), response);
      }),
  };
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What the network says, without the address: that may hold a password somebody put there. */
function unreachable(error: unknown): NotAnswered {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const name = error instanceof Error ? error.name : 'Error';
  const why = /^[A-Z_]{3,40}$/.test(code)
    ? code
    : name === 'TimeoutError'
      ? 'TIMEOUT'
      : 'UNREACHABLE';
  return new NotAnswered(why, why === 'TIMEOUT');
}
