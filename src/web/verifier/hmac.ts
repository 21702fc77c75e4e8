import { concat } from '../../log/bytes.ts';
import { sha256 } from './sha256.ts';

const BLOCK = 64;

/** HMAC-SHA-256 (RFC 2104) under a key of at most 64 bytes; throws on a longer one. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  if (key.length > BLOCK) throw new RangeError('a key of more than 64 bytes');
  const pad = (byte: number): Uint8Array => {
    const block = new Uint8Array(BLOCK);
    block.set(key);
    return block.map((one) => one ^ byte);
  };
  return sha256(concat(pad(0x5c), sha256(concat(pad(0x36), message))));
}
