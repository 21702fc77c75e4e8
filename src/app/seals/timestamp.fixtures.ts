import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Imprint } from './timestamp.ts';
import { ownAuthority, type OwnAuthority } from './timestamp-own.ts';
import { selfSigned } from './x509.ts';

export const CERTIFIED_FROM = new Date('2026-01-01T00:00:00Z');
export const STAMPED_AT = new Date('2026-03-02T01:00:30.750Z');

/** An authority for the tests beside, at a fixed time unless told otherwise. */
export function sampleAuthority(
  now: () => Date = () => STAMPED_AT,
  purpose: 'timestamps' | 'documents' = 'timestamps',
): { authority: OwnAuthority; certificate: Buffer } {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const holder = { name: '某时间戳中心' };
  const certificate = selfSigned(holder, key, CERTIFIED_FROM, randomBytes(16), purpose);
  const serial = () => randomBytes(16);
  return { authority: ownAuthority({ key, certificate, now, serial }), certificate };
}

export const imprintOf = (content: string, algorithm: Imprint['algorithm']): Imprint => ({
  algorithm,
  digest: createHash(algorithm).update(content).digest(),
});
