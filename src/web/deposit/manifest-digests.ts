import { manifestBytes, partBytes, PARTS, type Manifest } from '../../base/deposit-manifest.ts';
import { runningHash } from '../verifier/running-hash.ts';

const hashed = (algorithm: 'sha256' | 'sm3', bytes: Uint8Array): string => {
  const hash = runningHash(algorithm);
  hash.update(bytes);
  return hash.hex();
};

/** The digests an act of deposit asks for, by the names of its fields. Worked out in the browser. */
export function digestsOf(manifest: Manifest): readonly (readonly [string, string])[] {
  const bytes = manifestBytes(manifest);
  return [
    ['digest', hashed('sha256', bytes)],
    ['sm3Digest', hashed('sm3', bytes)],
    ...PARTS.map((part) => [part, hashed('sha256', partBytes(manifest, part))] as const),
  ];
}
