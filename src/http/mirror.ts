import { Readable } from 'node:stream';
import { createGunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Hono, type Context } from 'hono';
import type { Mirror } from '../app/mirror/mirror.ts';
import { chunksOf } from './raw-body.ts';
import type { Env } from './services.ts';
import { keysPage, newestNote, onlyBy, respond, say, takeCheckpoint } from './witness.ts';

const zipped = promisify(gzip);

/** Uploads of one client at a time. */
const UPLOADS_EACH = 2;

const TILE: Readonly<Record<string, string>> = {
  'content-type': 'application/octet-stream',
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
};

/** A mirror over HTTP (C2SP tlog-mirror), under any prefix: submission and monitoring in one, each log
 *  in the tlog-tiles form under the hash of its origin. */
export function mirrorRoutes(
  mirror: Pick<Mirror, 'addCheckpoint' | 'addEntries' | 'checkpoint' | 'file' | 'vkeys'>,
): Hono {
  const app = new Hono();
  app.post('/add-checkpoint', (c) => takeCheckpoint(c, mirror.addCheckpoint));
  app.all('/add-checkpoint', onlyBy('POST'));
  app.post('/add-entries', (c) => takeEntries(c, mirror));
  app.all('/add-entries', onlyBy('POST'));
  app.get('/keys', () => keysPage(mirror.vkeys));
  app.all('/keys', onlyBy('GET, HEAD'));
  app.get('/:hash{[0-9a-f]{64}}/checkpoint', (c) =>
    newestNote(mirror.checkpoint(c.req.param('hash'))),
  );
  app.get('/:hash{[0-9a-f]{64}}/tile/:rest{.+}', async (c) => {
    const path = `tile/${c.req.param('rest')}`;
    const bytes = await mirror.file(c.req.param('hash'), path);
    return bytes ? tile(c, path, bytes) : say(404, 'no such tile');
  });
  app.all('/:hash{[0-9a-f]{64}}/:rest{checkpoint|tile/.+}', onlyBy('GET, HEAD'));
  return app;
}

/** The same behind the register's own door, where it is known who is asking: no client takes all the
 *  turns there are, or the log that is mirrored would seem to withhold its entries. */
export function mountedMirrorRoutes(mirror: Parameters<typeof mirrorRoutes>[0]): Hono<Env> {
  const uploading = new Map<string, number>();
  const app = new Hono<Env>();
  app.use('/add-entries', async (c, next) => {
    const client = c.get('client');
    const running = uploading.get(client) ?? 0;
    if (running >= UPLOADS_EACH) {
      return say(503, 'too many uploads at once', { 'retry-after': '5' });
    }
    uploading.set(client, running + 1);
    try {
      return await next();
    } finally {
      const left = (uploading.get(client) ?? 1) - 1;
      if (left > 0) uploading.set(client, left);
      else uploading.delete(client);
    }
  });
  return app.route('/', mirrorRoutes(mirror));
}

/** Hashes do not get smaller; entries do. */
async function tile(c: Context, path: string, bytes: Buffer): Promise<Response> {
  if (!path.startsWith('tile/entries/'))
    return new Response(new Uint8Array(bytes), { headers: TILE });
  const headers = { ...TILE, vary: 'accept-encoding' };
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(c.req.header('accept-encoding') ?? '')) {
    return new Response(new Uint8Array(bytes), { headers });
  }
  const small = await zipped(bytes);
  return new Response(new Uint8Array(small), {
    headers: { ...headers, 'content-encoding': 'gzip' },
  });
}

const ACCEPTED = { 'accept-encoding': 'gzip' };

async function takeEntries(c: Context, mirror: Pick<Mirror, 'addEntries'>): Promise<Response> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/octet-stream\s*(?:;|$)/i.test(type)) {
    return say(415, 'the body must be application/octet-stream', ACCEPTED);
  }
  const coding = (c.req.header('content-encoding') ?? 'identity').trim().toLowerCase();
  if (coding !== 'gzip' && coding !== 'identity') {
    return say(415, 'only gzip is understood', ACCEPTED);
  }
  const body = chunksOf(c.req.raw);
  const response = respond(await mirror.addEntries(coding === 'gzip' ? unzipped(body) : body));
  response.headers.set('accept-encoding', 'gzip');
  return response;
}

/** Breaks off where the compressed bytes are wrong or end too soon; what came before counts. */
function unzipped(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const source = Readable.from(body, { objectMode: false });
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  unzip.on('close', () => source.destroy());
  return source.pipe(unzip);
}
