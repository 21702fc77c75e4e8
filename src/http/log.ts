import { Hono } from 'hono';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { CHECKPOINT, WITNESSED } from '../app/log/files.ts';
import { prefixOf } from '../app/log/emit.ts';
import { proofFile } from '../app/log/proofs.ts';
import { parseTilePath, TILE_WIDTH } from '../log/tile.ts';
import type { SuiteId } from '../log/suite.ts';
import { demand } from './limits.ts';
import type { Env, Services } from './services.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** A head is old after a few seconds; nobody should be shown one from a cache. */
const FRESH = 'no-cache';
const NOTE = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';

/** The public files of the log (C2SP tlog-tiles) under `/log/`, its SM3 twin under `/log/sm3/`, and
 *  proofs made of them. Nothing here asks the database. */
export function logRoutes({ log, limits }: Pick<Services, 'log' | 'limits'>): Hono<Env> {
  const app = new Hono<Env>();
  const notes = [...Object.values(CHECKPOINT), ...Object.values(WITNESSED)];
  for (const path of [...notes, 'keys', 'policy', 'sm3/policy']) {
    app.get(`/log/${path}`, async () => file(await log.store.read(path), NOTE, FRESH));
  }
  for (const suite of ['sha256', 'sm3'] as const) {
    const under = suite === 'sm3' ? '/log/sm3' : '/log';
    app.get(`${under}/proof/:index`, async (c) => {
      // Files are only read; a proof is worked out.
      demand(limits.public, c.get('client'));
      const index = /^(?:0|[1-9]\d{0,14})$/.exec(c.req.param('index'))?.[0];
      const proof = index && (await proofFile(log, suite, Number(index)));
      if (!proof) throw new Refused(notOnLog());
      return file(Buffer.from(proof), NOTE, FRESH);
    });
    app.get(
      `${under}/anchors/:name{\\d{1,15}\\.(?:tsr|checkpoint|[a-z]{1,30}\\.json)}`,
      async (c) => {
        const name = c.req.param('name');
        const type = name.endsWith('.tsr') ? 'application/timestamp-reply' : NOTE;
        return file(await log.store.read(`${prefixOf(suite)}anchors/${name}`), type, IMMUTABLE);
      },
    );
    app.get(`${under}/tile/*`, async (c) => {
      const path = c.req.path.slice(under.length + 1);
      const bytes = await tileBytes(log.store, suite, path);
      if (!bytes) throw new Refused(notOnLog());
      return file(bytes, BYTES, IMMUTABLE);
    });
  }
  return app;
}

/** The entries are the same for both trees and kept once. A partial file that has given way to the
 *  full one is answered as absent, as tlog-tiles has it: readers then ask for the full one. */
function tileBytes(store: Services['log']['store'], suite: SuiteId, path: string) {
  const place = parseTilePath(path);
  if (!place || place.width > TILE_WIDTH) return Promise.resolve(undefined);
  return store.read(suite === 'sm3' && place.kind === 'tile' ? `sm3/${path}` : path);
}

function file(bytes: Buffer | undefined, type: string, cache: string): Response {
  if (!bytes) throw new Refused(notOnLog());
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'cache-control': cache,
      'x-content-type-options': 'nosniff',
      // Public by nature, to be checked from anywhere.
      'access-control-allow-origin': '*',
    },
  });
}

const notOnLog = () =>
  refuse(
    'NOT_ON_LOG',
    text('目录链中没有这一文件或位置。', 'The log has no such file or place.'),
    [],
    'unknown',
  );
