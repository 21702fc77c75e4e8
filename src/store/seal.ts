import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

/** Keys derived once from the instance's master key. */
export interface SealKeys {
  readonly cipher: Buffer;
  readonly nonce: Buffer;
}

export function sealKeys(master: Buffer): SealKeys {
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', master, 'shuji', info, 32));
  return { cipher: derive('seal/aes-256-gcm'), nonce: derive('seal/nonce') };
}

/** AES-256-GCM with a nonce drawn from the content itself (HMAC of place and plaintext), so that
 *  a rebuild gives the same bytes and a nonce never meets two different plaintexts.
 *  `place` is authenticated: a sealed row cannot be moved to another case or version. */
export function seal(keys: SealKeys, place: string, plain: Buffer): Buffer {
  const nonce = createHmac('sha256', keys.nonce)
    .update(place)
    .update('\0')
    .update(plain)
    .digest()
    .subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', keys.cipher, nonce);
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Opens what `seal` closed; throws when the bytes, the key or the place are not the same. */
export function unseal(keys: SealKeys, place: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keys.cipher, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(place, 'utf8'));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
