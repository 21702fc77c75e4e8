import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { keptSecret } from '../key-file.ts';
import { keyIdOf, rawKeyOf } from './signature.ts';
import type { Settings } from '../settings.ts';

/** The key by which a counterpart knows us. */
export interface LinkKey {
  readonly privateKey: KeyObject;
  readonly keyId: string;
  /** Raw, base64: what is given to the counterpart. */
  readonly publicKey: string;
}

/** Reads the key of the link, and makes it on first need; never one that others could read. */
export function linkKey({
  dataDir,
  mode,
  national,
}: Pick<Settings, 'dataDir' | 'mode' | 'national'>): LinkKey {
  const path = national.keyFile ?? join(dataDir, 'keys', 'national.pem');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { content } = keptSecret(path, mode, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const privateKey = parsed(content, path);
  const raw = rawKeyOf(createPublicKey(privateKey));
  return { privateKey, keyId: keyIdOf(raw), publicKey: raw.toString('base64') };
}

function parsed(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, without a word of what stands in the file.
  }
  throw new Refused(
    refuse(
      'LINK_KEY_MALFORMED',
      text(
        `${path} 不是Ed25519私钥（PKCS#8 PEM）。`,
        `${path} is no Ed25519 private key (PKCS#8, PEM).`,
      ),
    ),
  );
}
