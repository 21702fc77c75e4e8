import type { IdentityVerifier } from './verifier.ts';

/** No service: an officer compares the papers (the act `verify` alone). It is never asked. */
export const manualVerifier: IdentityVerifier = {
  name: 'manual',
  verify: () => Promise.resolve({ outcome: 'unreachable', reference: '', message: '' }),
};
