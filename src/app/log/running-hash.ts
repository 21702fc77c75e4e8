import { createHash } from 'node:crypto';
import type { Hashing } from '../../base/deposit-digest.ts';

/** The hashes of this machine, fed piece by piece. */
export const nodeHash: Hashing = (algorithm) => {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => hash.digest('hex'),
  };
};
