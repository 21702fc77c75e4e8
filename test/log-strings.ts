import { hash } from 'node:crypto';
import { canonical } from '../src/base/canonical-json.ts';
import type { Json } from '../src/base/json.ts';
import type { Body } from '../src/log/entry.ts';
import { openBody, type StoredEventRow } from '../src/store/bodies.ts';
import type { House } from '../src/app/house.ts';

/** One event as it stands: its public half parsed, its private half opened. */
export interface Logged {
  readonly type: string;
  readonly version: number;
  readonly bytes: Buffer;
  readonly open: { readonly [name: string]: Json | undefined };
  readonly body: Body;
}

export async function loggedIn({ pool, keys }: Pick<House, 'pool' | 'keys'>): Promise<Logged[]> {
  const { rows } = await pool.query<StoredEventRow & { type: string }>(
    `SELECT e.case_id, e.version, e.type, e.entry, b.body FROM event e
     LEFT JOIN event_body b USING (case_id, version)`,
  );
  return rows.map((row) => ({
    type: row.type,
    version: row.version,
    bytes: row.entry,
    open: JSON.parse(row.entry.toString('utf8')) as Logged['open'],
    body: openBody(keys, row),
  }));
}

/** Every string in a value with its path; places in a list are `*`. */
export function leaves(value: Json | undefined, path = ''): (readonly [string, string])[] {
  const under = (name: string): string => (path === '' ? name : `${path}.${name}`);
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one: Json) => leaves(one, under('*')));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => leaves(one as Json, under(name)));
}

/** The text as SHA-256 and SM3 without a salt, in every usual spelling. */
export function hashesOf(text: string): string[] {
  return (['sha256', 'sm3'] as const).flatMap((suite) => {
    const digest = hash(suite, text, 'buffer');
    return [digest.toString('hex'), digest.toString('base64url'), base64Of(digest)];
  });
}

/** Without its padding: what matters is whether it is there. */
const base64Of = (digest: Buffer): string => digest.toString('base64').replace(/=+$/, '');

/** A digest of a file, as a body holds it, in the spellings a log might have it in. */
export function spellings(hex: string): string[] {
  const digest = Buffer.from(hex, 'hex');
  return [hex, digest.toString('base64url'), base64Of(digest)];
}

/** Everything in the text that could be one of those: each stretch of 64 or 43 characters. */
export function* stretches(text: string): Generator<string> {
  for (const size of [64, 43]) {
    for (let at = 0; at + size <= text.length; at += 1) {
      const stretch = text.slice(at, at + size);
      yield size === 64 ? stretch.toLowerCase() : stretch;
    }
  }
}

export const canonicalOf = (value: unknown): string => canonical(value as Json);
