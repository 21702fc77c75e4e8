import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { dayOf, startOfDay } from '../base/plain-date.ts';
import type { CredentialKey } from '../contexts/credential/verify-credential.ts';
import { credentialKeys } from './papers/credential-sign.ts';
import type { CredentialSigningKeys } from './papers/credential-sign.ts';
import { guardPrivate, keptSecret } from './key-file.ts';
import type { Mode } from './key-file.ts';
import { selfSigned } from './seals/x509.ts';
import type { DocumentKey, Holder, Purpose, Signatory } from './seals/x509.ts';

export interface InstanceKeys {
  readonly credential: CredentialSigningKeys;
  /** The public halves, to be given to whoever wants to verify. */
  readonly trusted: readonly CredentialKey[];
  /** By the credit code of the registrar; whoever comes after one is added while the instance runs. */
  readonly documents: ReadonlyMap<string, DocumentKey>;
  /** Makes or reads the key that documents of this registrar are signed with, if it is not there yet:
   *  the same from start to start. */
  signFor(registrar: Signatory, now: Date): void;
  /** Of the instance's own time-stamping authority. */
  readonly timestamp: DocumentKey;
  /** Files made just now. On an instance that has issued before, this means that its keys are lost. */
  readonly created: readonly string[];
}

export interface KeySettings {
  readonly dataDir: string;
  readonly mode: Mode;
  /** Every registrar this instance signs for gets a key and a certificate in its own name. */
  readonly registrars: readonly Signatory[];
  readonly now: Date;
}

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function certificatePem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** The certificate says itself what such a time-stamp is worth. */
const TIMESTAMP_HOLDER: Holder = { name: '数籍自证时间戳' };

/** A demonstration travels in time: its certificates hold in the years it may visit. */
const DEMO_FROM = new Date('2020-01-01T00:00:00Z');

/** Documents bear the day of their issue: a certificate holds from the beginning of the day on which it
 *  is made, or whoever takes an office in the afternoon could issue nothing before tomorrow. */
const beginOfDay = (at: Date): Date => new Date(startOfDay(dayOf(at.toISOString())));

/**
 * The signing keys under `DATA_DIR/keys` (folder 0700, files 0600), made on first start. Throws when
 * one is readable by others in production, and when a certificate does not belong to its key.
 */
export function loadKeys({ dataDir, mode, registrars, now }: KeySettings): InstanceKeys {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  guardPrivate(folder, mode, 0o700);
  const since = (at: Date): Date => (mode === 'demo' ? DEMO_FROM : beginOfDay(at));
  const created: string[] = [];
  const kept = (name: string, make: () => string): string => {
    const file = keptSecret(join(folder, name), mode, make);
    if (file.created) created.push(name);
    return file.content.trim();
  };

  const ed25519 = createPrivateKey(
    kept('credential-ed25519.pem', () => pem(generateKeyPairSync('ed25519').privateKey)),
  );
  const scalar = kept('credential-sm2.hex', () => `${sm2.generateKeyPairHex().privateKey}\n`);
  if (!/^[0-9a-f]{64}$/.test(scalar)) throw new Error('credential-sm2.hex: not a 256-bit key');

  /** A P-256 key and its certificate, from two files that belong together. */
  const pair = (name: string, holder: Holder, purpose: Purpose, at = now): DocumentKey => {
    const newKey = () => pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const privateKey = createPrivateKey(kept(`${name}.key.pem`, newKey));
    const newCertificate = () =>
      certificatePem(selfSigned(holder, privateKey, since(at), randomBytes(16), purpose));
    const certificate = new X509Certificate(kept(`${name}.crt.pem`, newCertificate));
    if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
      throw new Error(`${name}.key.pem: documents are signed with P-256 keys`);
    }
    if (!certificate.checkPrivateKey(privateKey)) {
      throw new Error(`${name}.crt.pem is not the certificate of ${name}.key.pem`);
    }
    return { privateKey, certificate: certificate.raw };
  };
  const documents = new Map<string, DocumentKey>();
  const signFor = (registrar: Signatory, at: Date): void => {
    const { creditCode } = registrar;
    if (documents.has(creditCode)) return;
    if (!/^[0-9A-Z]{18}$/.test(creditCode)) throw new Error('registrar without credit code');
    documents.set(creditCode, pair(`document-${creditCode}`, registrar, 'documents', at));
  };
  for (const registrar of registrars) signFor(registrar, now);
  const timestamp = pair('timestamp', TIMESTAMP_HOLDER, 'timestamps');
  const credential = { ed25519, sm2: scalar };
  const trusted = credentialKeys(credential);
  return { credential, trusted, documents, signFor, timestamp, created };
}
