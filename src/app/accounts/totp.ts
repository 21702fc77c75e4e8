import { createHmac, timingSafeEqual } from 'node:crypto';
import { seal, unseal, type SealKeys } from '../../store/seal.ts';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps a telephone's clock may be off, to either side. */
const DRIFT = 1;
export const TOTP_SECRET_BYTES = 20;

export const stepAt = (ms: number): number => Math.floor(ms / 1000 / STEP_SECONDS);

/** The code of one step: RFC 6238 over RFC 4226, HMAC-SHA-1. */
export function totpAt(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** The step whose code this is, if it is of now or one step to either side and later than
 *  `lastStep`: a code seen over the shoulder is of no use a second time. */
export function totpStep(
  secret: Buffer,
  code: string,
  nowMs: number,
  lastStep: number,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const given = Buffer.from(code);
  const now = stepAt(nowMs);
  let found: number | undefined;
  for (let step = now - DRIFT; step <= now + DRIFT; step += 1) {
    const same = timingSafeEqual(given, Buffer.from(totpAt(secret, step)));
    if (same && step > lastStep) found ??= step;
  }
  return found;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base 32 without padding, as authenticator programs read it. */
export function base32(bytes: Buffer): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += BASE32.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? out + BASE32.charAt((held << (5 - bits)) & 31) : out;
}

/** What an authenticator program scans to enrol. */
export function otpauth(issuer: string, login: string, secret: Buffer): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}

/** The second factor of an account. Unconfirmed until the first code was right. */
export interface Factor {
  readonly secret: Buffer;
  readonly confirmed: boolean;
  readonly lastStep: number;
}

const placeOf = (accountId: string): string => `account/${accountId}/totp`;

export function sealFactor(keys: SealKeys, accountId: string, factor: Factor): Buffer {
  const { confirmed, lastStep } = factor;
  const plain = JSON.stringify({ secret: factor.secret.toString('hex'), confirmed, lastStep });
  return seal(keys, placeOf(accountId), Buffer.from(plain));
}

/** Opens what `sealFactor` closed; throws when it was sealed for another account or key. */
export function openFactor(keys: SealKeys, accountId: string, sealed: Buffer): Factor {
  const plain = unseal(keys, placeOf(accountId), sealed).toString('utf8');
  const stored = JSON.parse(plain) as { secret: string; confirmed: boolean; lastStep: number };
  return { ...stored, secret: Buffer.from(stored.secret, 'hex') };
}
