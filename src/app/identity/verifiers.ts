import type { IdentityVerifier } from './verifier.ts';
import { httpVerifier } from './verifier-http.ts';
import { manualVerifier } from './verifier-manual.ts';
import { simulatedVerifier } from './verifier-simulator.ts';
import type { Settings } from '../settings.ts';

/** The one that is set. */
export function verifierOf({
  identity,
  mode,
}: Pick<Settings, 'identity' | 'mode'>): IdentityVerifier {
  const { url, token } = identity;
  if (url !== undefined) return httpVerifier({ url, token });
  return mode === 'demo' ? simulatedVerifier() : manualVerifier;
}
