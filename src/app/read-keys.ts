import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse, type Refusal } from '../base/refusal.ts';
import { credentialKeys } from './papers/credential-sign.ts';
import type { SuiteId } from '../log/suite.ts';
import { logTrust } from './papers/sheet-log.ts';
import type { Settings } from './settings.ts';
import type { Issuer } from './papers/sheet-check.ts';
import { timestampTrust } from './seals/timestamps.ts';

const der = z.base64().max(20_000);

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
    .array(z.object({ creditCode: z.string().max(18), certificate: der }))
    .max(100)
    .default([]),
  log: z.object({ sha256: z.string().max(200_000), sm3: z.string().max(200_000) }).optional(),
  timestamps: z.object({ own: der, others: z.array(der).max(100).nullable() }).optional(),
});

/** Public keys from a file somebody fetched: what an offline check trusts. */
export function servedKeys(content: string): Issuer | Refusal {
  try {
    const { keys, certificates, timestamps, log } = served.parse(JSON.parse(content));
    const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
    return {
      trusted: keys.map((k) => ({ ...k, publicKey: Buffer.from(k.publicKey, 'base64url') })),
      documents: new Map(
        certificates.map((c) => [c.creditCode, { certificate: bytes(c.certificate) }]),
      ),
      ...trusting(log),
      ...(timestamps && {
        timestamps: {
          own: bytes(timestamps.own),
          others: timestamps.others && timestamps.others.map(bytes),
        },
      }),
    };
  } catch {
    return unreadable();
  }
}

/** The credit codes of the registrars that have a document key in this folder, successors among them. */
export const registrarsIn = (folder: string): string[] =>
  readdirSync(folder).flatMap(
    (name) => /^document-([0-9A-Z]{18})\.crt\.pem$/.exec(name)?.[1] ?? [],
  );

/** The keys of the instance with these settings; makes none, unlike a start. */
export function ownKeys(settings: Settings): Issuer | Refusal {
  const folder = join(settings.dataDir, 'keys');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
  if (!existsSync(join(folder, 'credential-sm2.hex'))) return noKeys(folder);
  const ed25519 = createPrivateKey(read('credential-ed25519.pem'));
  const documents = new Map(
    registrarsIn(folder).map((code) => {
      const { raw: certificate } = new X509Certificate(read(`document-${code}.crt.pem`));
      return [code, { certificate }] as const;
    }),
  );
  const own = existsSync(join(folder, 'timestamp.crt.pem'))
    ? new X509Certificate(read('timestamp.crt.pem')).raw
    : undefined;
  const policy = (path: string): string => {
    const file = join(settings.dataDir, 'log', path);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    ...trusting({ sha256: policy('policy'), sm3: policy('sm3/policy') }),
    trusted: credentialKeys({ ed25519, sm2: read('credential-sm2.hex') }),
    documents,
    ...(own && { timestamps: timestampTrust(settings, own) }),
  };
}

/** The policies of the log, where they can be read. */
function trusting(policies: Readonly<Record<SuiteId, string>> | undefined): Pick<Issuer, 'log'> {
  const log = policies && logTrust(policies);
  return log ? { log } : {};
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
