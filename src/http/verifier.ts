import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { policiesOf } from '../app/case-evidence.ts';
import { CHECKPOINT, WITNESSED } from '../app/log-files.ts';
import { procedures } from '../app/procedures.ts';
import { jurisdictions } from '../law/packs.ts';
import type { SuiteId } from '../log/suite.ts';
import { placeWord } from '../web/portal/labels.ts';
import type { Inlined } from '../web/portal/offline.ts';
import type { Trust } from '../web/verifier/trust.ts';
import { stylesheet } from './portal-assets.ts';
import type { Env, Services } from './services.ts';

const FOLDER = fileURLToPath(new URL('../../dist/verifier/', import.meta.url));
const NAME = /^[\w-]{1,80}\.js$/;

/** A part of the built verifier; undefined before it is built, which may be after the start. */
function built(name: string): Buffer | undefined {
  const path = `${FOLDER}${name}`;
  return NAME.test(name) && existsSync(path) ? readFileSync(path) : undefined;
}

/** The address of the page's script, which changes with its content; null before it is built. */
export function verifierScript(): string | null {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  const page = names.find((name) => name.startsWith('page-') && NAME.test(name));
  return page === undefined ? null : `/assets/verifier/${page}`;
}

/** `/assets/verifier/…`: named by their content, so that they may be kept for good. */
export function verifierAssets(): Hono<Env> {
  return new Hono<Env>().get('/assets/verifier/:name', (c, next) => {
    const found = built(c.req.param('name'));
    if (!found) return next();
    return c.body(new Uint8Array(found), 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });
}

/** The words for what entries name: an exported case shows them far from here. */
const WORDS: Trust['words'] = Object.fromEntries([
  ...procedures.flatMap(({ name, title, events }) => [
    [name, title] as const,
    ...Object.entries(events).map(([type, event]) => [type, event.title] as const),
  ]),
  ...jurisdictions.map((place) => [place, placeWord(place)] as const),
]);

/** What a check of this instance's files is to believe, as it stands now. */
export async function trustOf({
  house,
  log,
  results,
  publicUrl,
}: Pick<Services, 'house' | 'log' | 'results' | 'publicUrl'>): Promise<Trust> {
  const head = async (suite: SuiteId): Promise<string | null> => {
    const note =
      (await log.store.read(WITNESSED[suite])) ?? (await log.store.read(CHECKPOINT[suite]));
    return note?.toString('utf8') ?? null;
  };
  const [policy, sha256, sm3] = await Promise.all([policiesOf(log), head('sha256'), head('sm3')]);
  const { keys, certificates, timestamps } = results;
  return {
    site: publicUrl,
    at: house.time.now(),
    policy,
    heads: { sha256, sm3 },
    keys,
    certificates,
    timestamps,
    words: WORDS,
  };
}

const sourceOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** What goes inside the file that works offline; undefined before it is built. The policy is of the
 *  exact bytes between the tags. */
export function inlined(): Inlined | undefined {
  const script = built('offline.js')?.toString('utf8').trim();
  if (script === undefined) return undefined;
  const style = stylesheet.trim();
  const policy = `default-src 'none'; img-src data:; script-src ${sourceOf(script)}; style-src ${sourceOf(style)}; base-uri 'none'; form-action 'none'`;
  return { script, style, policy };
}
