import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isRefusal, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { SigningService } from '../app/log/signer.ts';
import { answerError } from './problem.ts';

/** No checkpoint of ours comes near it. */
const MESSAGE_MAX = 4096;
const BYTES = 'application/octet-stream';

/** `GET /keys`: the verifier keys, a line each. `POST /sign/<key id in hex>`: the message in, the raw
 *  signature out. With a token, both ask for it. */
export function signerRoutes(
  signer: SigningService,
  token: string | undefined,
  tell: (error: unknown) => void,
): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    // Somebody asked for a signature that must not be: the operator hears of each one.
    if (error instanceof Refused) tell(error.message);
    return answerError(c, error, tell);
  });
  app.notFound(() => {
    throw new Refused(noSuchPage());
  });
  app.use(async (c, next) => {
    const given = /^Bearer ([!-~]{1,512})$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (token !== undefined && !isSame(given ?? '', token)) throw new Refused(noToken());
    await next();
  });
  app.get('/keys', (c) => c.text(signer.keys.map(({ vkey }) => `${vkey}\n`).join('')));
  app.post('/sign/:keyId{[0-9a-f]{8}}', limited, async (c) => {
    // A page in a browser of this machine cannot send this type without asking first.
    if (c.req.header('content-type') !== BYTES) throw new Refused(notBytes());
    const message = new Uint8Array(await c.req.arrayBuffer());
    const signature = await signer.sign(c.req.param('keyId'), message);
    if (isRefusal(signature)) throw new Refused(signature);
    return c.body(Uint8Array.from(signature), 200, { 'content-type': BYTES });
  });
  return app;
}

const limited = bodyLimit({
  maxSize: MESSAGE_MAX,
  onError: () => {
    throw new Refused(tooLong());
  },
});

/** Digests, so that neither content nor length is told by the time it takes. */
function isSame(a: string, b: string): boolean {
  const [x, y] = [a, b].map((each) => createHash('sha256').update(each).digest());
  return x !== undefined && y !== undefined && timingSafeEqual(x, y);
}

const noToken = () =>
  refuse(
    'SIGNER_TOKEN_WRONG',
    text('签名服务的口令不符。', 'The token of the signing service is wrong.'),
    [],
    'unauthenticated',
  );

const notBytes = () =>
  refuse(
    'SIGNER_MEDIA_TYPE',
    text(`请求内容应为 ${BYTES}。`, `The body must be ${BYTES}.`),
    [],
    'malformed',
  );

const tooLong = () =>
  refuse('SIGNER_TOO_LONG', text('请求内容过长。', 'The message is too long.'), [], 'tooLarge');

const noSuchPage = () =>
  refuse('SIGNER_UNKNOWN', text('没有这一地址。', 'There is nothing here.'), [], 'unknown');
