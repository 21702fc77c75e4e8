import { createHash } from 'node:crypto';
import { canonical } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import type { RulePack } from './types.ts';

/** A pack as the one text its hash is taken of: canonical JSON (RFC 8785) of all of it, articles,
 *  numbers, material lists and where each value comes from. Throws on anything that is no data. */
export const packText = (pack: RulePack): string => canonical(pack as unknown as JsonObject);

/** A pack is a constant of the program and some 90 KB long: hashed once. */
const hashes = new WeakMap<RulePack, string>();

/** SHA-256 of a whole pack, lower-case hex: what an entry says of the rules that decided. */
export function packHash(pack: RulePack): string {
  const known = hashes.get(pack);
  if (known !== undefined) return known;
  const drawn = createHash('sha256').update(packText(pack)).digest('hex');
  hashes.set(pack, drawn);
  return drawn;
}
