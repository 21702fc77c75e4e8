import { stepAt, totpAt } from '../src/app/accounts/totp.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What the owner's telephone shows for a secret typed in by hand; `ahead` in steps of 30 seconds. */
export function codeOf(secret: string, ahead = 0): string {
  const bits = [...secret].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return totpAt(Buffer.from(bytes), stepAt(Date.now()) + ahead);
}
