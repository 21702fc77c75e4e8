import assert from 'node:assert/strict';
import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { commitment, type Body } from '../../log/entry.ts';
import type { Disclosed } from './rerun.ts';

/** Plain JSON that a forger may write into. */
export interface Loose {
  [name: string]: Loose;
}

export interface Open {
  readonly entry: Loose;
  readonly body: Loose;
}

const opened = ({ entry, body }: Disclosed): Open => ({
  entry: JSON.parse(Buffer.from(entry).toString('utf8')) as Loose,
  body: structuredClone(body ?? {}) as unknown as Loose,
});

const closed = ({ entry, body }: Open): Disclosed => ({
  entry: Buffer.from(canonical(entry as unknown as Json), 'utf8'),
  body: body as unknown as Body,
});

/** The entries with one of them rewritten by somebody who holds all keys: what is disclosed answers
 *  every commitment, and the bytes are canonical. */
export function forged(
  entries: readonly Disclosed[],
  version: number,
  write: (open: Open) => void,
): Disclosed[] {
  return entries.map((one, i) => {
    if (i + 1 !== version) return one;
    const open = opened(one);
    write(open);
    open.entry['commitments'] = Object.fromEntries(
      Object.entries(open.body as unknown as Body).map(([group, { salt, value }]) => [
        group,
        commitment(salt, value),
      ]),
    ) as unknown as Loose;
    return closed(open);
  });
}

/** The entries with the body of one of them replaced as it is, its commitments left alone. */
export const withBody = (
  entries: readonly Disclosed[],
  version: number,
  change: (body: Body) => Body | null,
): Disclosed[] =>
  entries.map((one, i) => (i + 1 === version ? { ...one, body: change(one.body ?? {}) } : one));

/** The body without these groups. */
export const without =
  (...groups: readonly string[]) =>
  (body: Body): Body =>
    Object.fromEntries(Object.entries(body).filter(([group]) => !groups.includes(group)));

/** The version of the first event of this type. */
export function versionOf(entries: readonly Disclosed[], type: string): number {
  const at = entries.findIndex((one) => String(opened(one).entry['type']) === type);
  assert.notEqual(at, -1, `没有事件 ${type}`);
  return at + 1;
}

/** The record of the act that begins at this version. */
export const recordAt = (entries: readonly Disclosed[], version: number): JsonObject => {
  const record = entries[version - 1]?.body?.['$act']?.value;
  assert.ok(record);
  return record;
};
