import { canonical } from '../../base/canonical-json.ts';
import type { Json } from '../../base/json.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** RFC 4648 §5 without padding, as JWS writes bytes (RFC 7515 §2). */
export const base64url = (bytes: Uint8Array): string =>
  bytes.toBase64({ alphabet: 'base64url', omitPadding: true });

/** The bytes, if this is their one right spelling: the last character has spare bits. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: 'base64url' });
    return base64url(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** A value as base64url of its canonical JSON (RFC 8785). */
export const encoded = (value: Json): string => base64url(encoder.encode(canonical(value)));

/** The value back, if it is written exactly so: other parsers may read other JSON otherwise. */
export function decoded(text: string): Json | undefined {
  const bytes = fromBase64url(text);
  if (!bytes) return undefined;
  try {
    const written = decoder.decode(bytes);
    const value = JSON.parse(written) as Json;
    return canonical(value) === written ? value : undefined;
  } catch {
    return undefined;
  }
}
