import { Hono, type Context } from 'hono';
import type { Witness } from '../app/witness/witness.ts';
import type { Answer } from '../app/witness/judge.ts';
import { REQUEST_MAX } from '../app/witness/request.ts';
import { textOf } from '../log/bytes.ts';
import { boundedBytes } from './raw-body.ts';

const NOTE = 'text/plain; charset=utf-8';

/** By nature public, to be checked from anywhere; what it says is old after seconds. */
export const FRESH: Readonly<Record<string, string>> = {
  'content-type': NOTE,
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
};

/** An answer of the witness or mirror as a response; never from a cache. */
export const respond = ({ status, body, type = NOTE }: Answer): Response =>
  new Response(body, {
    status,
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(status === 503 && { 'retry-after': '5' }),
    },
  });

export const say = (status: number, what: string, headers: Record<string, string> = {}): Response =>
  new Response(`${what}\n`, {
    status,
    headers: { ...FRESH, 'cache-control': 'no-store', ...headers },
  });

/** Refuses every method a path does not have. */
export const onlyBy = (allow: string) => (): Response => say(405, `only ${allow}`, { allow });

/** Takes a checkpoint as `add-checkpoint` of C2SP tlog-witness has it, within 64 KiB. */
export async function takeCheckpoint(
  c: Context,
  add: (body: string) => Promise<Answer>,
): Promise<Response> {
  const bytes = await boundedBytes(c.req.raw, REQUEST_MAX);
  if (!bytes) return say(413, 'larger than 64 KiB');
  const body = textOf(bytes);
  return body === undefined ? say(400, 'not UTF-8') : respond(await add(body));
}

/** The keys, a line each: what stands in a policy. */
export const keysPage = (vkeys: readonly string[]): Response =>
  new Response(vkeys.map((vkey) => `${vkey}\n`).join(''), { headers: FRESH });

/** The newest note of a log, or 404. */
export async function newestNote(note: Promise<string | undefined>): Promise<Response> {
  const found = await note;
  return found === undefined ? say(404, 'no checkpoint') : new Response(found, { headers: FRESH });
}

/** A witness over HTTP (C2SP tlog-witness), under any prefix: submission and monitoring in one. */
export function witnessRoutes(
  witness: Pick<Witness, 'addCheckpoint' | 'checkpoint' | 'vkeys'>,
): Hono {
  const app = new Hono();
  app.post('/add-checkpoint', (c) => takeCheckpoint(c, witness.addCheckpoint));
  app.all('/add-checkpoint', onlyBy('POST'));
  app.get('/keys', () => keysPage(witness.vkeys));
  app.all('/keys', onlyBy('GET, HEAD'));
  app.get('/:hash{[0-9a-f]{64}}/checkpoint', (c) =>
    newestNote(witness.checkpoint(c.req.param('hash'))),
  );
  app.all('/:hash{[0-9a-f]{64}}/checkpoint', onlyBy('GET, HEAD'));
  return app;
}
