import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another implementation of RFC 3161 to compare with: the `openssl` command, 3.0 or later. */
export interface Openssl {
  /** Of the authority that issues its certificates, in DER. */
  readonly root: Buffer;
  /** Puts a certificate (DER) where `verifies` finds it by this name. */
  keep(name: string, certificate: Buffer): void;
  /** Makes a key and its certificate, by the root if not by another, to be called by that name. */
  certificate(name: string, kind?: CertificateKind): Buffer;
  keyOf(name: string): KeyObject;
  /** A TimeStampResp (DER) to a request, by the certificate of that name. */
  reply(query: Buffer, name: string, settings?: string): Buffer;
  /** What `openssl ts -verify` says of a token over these bytes. */
  verifies(token: Uint8Array, content: string, root: string): boolean;
  close(): void;
}

interface CertificateKind {
  /** As `openssl req -newkey` takes it. */
  readonly key?: readonly string[];
  readonly usage?: string;
  /** Whose key signs it, whether or not it may. */
  readonly by?: string;
}

const COMMAND = 'openssl';
const STAMPING = 'critical,timeStamping';
const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
export const RSA_KEY = ['-newkey', 'rsa:2048'];
export const P384_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'];

const CONFIG = `[tsa]
default_tsa = one
[one]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512, sm3
accuracy = secs:1
ordering = yes
`;

/** Undefined where there is no such command: the reason is for `diagnostic`. */
export function openOpenssl(): Openssl | undefined {
  const version = spawnSync(COMMAND, ['version'], { encoding: 'utf8' }).stdout;
  if (!version?.startsWith('OpenSSL 3.')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'shuji-openssl-'));
  const at = (name: string): string => join(folder, name);
  const run = (...args: string[]): void => {
    const { status, stderr } = spawnSync(COMMAND, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}\n${stderr}`);
  };
  const request = (name: string, key: readonly string[], ...more: string[]): void =>
    run('req', ...key, '-nodes', '-keyout', `${name}.key`, '-subj', `/CN=${name}`, ...more);
  request('root', P256, '-x509', '-out', 'root.pem', '-days', '3650');
  const derOf = (name: string): Buffer => {
    run('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`);
    return readFileSync(at(`${name}.der`));
  };
  return {
    root: derOf('root'),
    keep: (name, der) => writeFileSync(at(name), new X509Certificate(der).toString()),
    certificate(name, { key = P256, usage = STAMPING, by = 'root' } = {}) {
      request(name, key, '-out', `${name}.csr`);
      writeFileSync(at('extensions'), `extendedKeyUsage=${usage}\nkeyUsage=digitalSignature\n`);
      const issuer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', '365'];
      run(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        ...issuer,
        '-extfile',
        'extensions',
        '-out',
        `${name}.pem`,
      );
      return derOf(name);
    },
    keyOf: (name) => createPrivateKey(readFileSync(at(`${name}.key`))),
    reply(query, name, settings = '') {
      writeFileSync(at('query'), query);
      writeFileSync(at('config'), `${CONFIG}${settings}\n`);
      const signer = ['-signer', `${name}.pem`, '-inkey', `${name}.key`, '-chain', 'root.pem'];
      run('ts', '-reply', '-config', 'config', '-queryfile', 'query', ...signer, '-out', 'reply');
      return readFileSync(at('reply'));
    },
    verifies(token, content, root) {
      writeFileSync(at('token'), token);
      writeFileSync(at('content'), content);
      const files = ['-token_in', '-in', 'token', '-data', 'content', '-CAfile', root];
      return spawnSync(COMMAND, ['ts', '-verify', ...files], { cwd: folder }).status === 0;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
