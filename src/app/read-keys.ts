import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse, type Refusal } from '../base/refusal.ts';
import { credentialKeys } from './credential-sign.ts';
import type { Issuer } from './sheet-check.ts';

/** As `/api/public/keys` serves them; certificates of the registrars in base64 DER, where given. */
const served = z.object({
  keys: z
    .array(
      z.object({
        keyId: z.string().max(200),
        alg: z.enum(['Ed25519', 'SM2']),
        publicKey: z.base64url().max(200),
      }),
    )
    .min(1)
    .max(100),
  certificates: z
    .array(z.object({ creditCode: z.string().max(18), certificate: z.base64().max(20_000) }))
    .max(100)
    .default([]),
});

/** Public keys from a file somebody fetched: what an offline check trusts. */
export function servedKeys(content: string): Issuer | Refusal {
  try {
    const { keys, certificates } = served.parse(JSON.parse(content));
    return {
      trusted: keys.map((k) => ({ ...k, publicKey: Buffer.from(k.publicKey, 'base64url') })),
      documents: new Map(
        certificates.map((c) => [
          c.creditCode,
          { certificate: Buffer.from(c.certificate, 'base64') },
        ]),
      ),
    };
  } catch {
    return unreadable();
  }
}

/** The keys of the instance whose folder this is; makes none, unlike a start. */
export function ownKeys(dataDir: string): Issuer | Refusal {
  const folder = join(dataDir, 'keys');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
  if (!existsSync(join(folder, 'credential-sm2.hex'))) return noKeys(folder);
  const ed25519 = createPrivateKey(read('credential-ed25519.pem'));
  const documents = new Map<string, { certificate: Buffer }>();
  for (const name of readdirSync(folder)) {
    const code = /^document-([0-9A-Z]{18})\.crt\.pem$/.exec(name)?.[1];
    if (code !== undefined)
      documents.set(code, { certificate: new X509Certificate(read(name)).raw });
  }
  return { trusted: credentialKeys({ ed25519, sm2: read('credential-sm2.hex') }), documents };
}

const unreadable = (): Refusal =>
  refuse('KEYS_UNREADABLE', {
    zh: '公钥文件的格式应与 /api/public/keys 返回的一致。',
    en: 'The key file must be as /api/public/keys returns it.',
  });

const noKeys = (folder: string): Refusal =>
  refuse('KEYS_MISSING', {
    zh: `${folder} 中没有密钥；请用 --keys 指定从 /api/public/keys 下载的公钥文件。`,
    en: `There are no keys in ${folder}; give a file fetched from /api/public/keys with --keys.`,
  });
