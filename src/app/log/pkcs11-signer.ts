import { execFile } from 'node:child_process';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { verifierKey, type VerifierKey } from '../../log/note.ts';
import type { NoteSigner } from '../../log/sign-note.ts';
import { guardPrivate } from '../key-file.ts';

/** Where a key is in a hardware module: an address of RFC 7512, of which this much is understood. */
export interface Pkcs11Key {
  readonly token: string;
  /** CKA_ID of the key pair, in hex. Never its label: a label need not be one of a kind, and versions
   *  of the tool sign with whatever private key comes first when they are given one. */
  readonly id: string;
  /** The module's library, absolute. */
  readonly module: string;
  /** A file with the PIN, absolute, readable by nobody else. */
  readonly pin: string;
}

const TOOL = 'pkcs11-tool';
const PATIENCE_MS = 5000;
const ANSWER_MAX = 64 * 1024;
const PIN = 'SHUJI_PKCS11_PIN';
/** Settings of ours that are no business of the module's. */
const SECRETS = /^(?:SHUJI_|DATABASE_URL$)/;

/** Reads `pkcs11:token=…;id=%02?module-path=…&pin-source=file:…`; undefined where an attribute is
 *  missing, unknown or there twice: an attribute passed over might have named another key. */
export function parsePkcs11(at: string): Pkcs11Key | undefined {
  const [, path = '', query = ''] = /^pkcs11:([!-~]{1,400})\?([!-~]{1,600})$/.exec(at) ?? [];
  const found = new Map<string, Buffer>();
  for (const part of [...path.split(';'), ...query.split('&')]) {
    const [, name = '', value = ''] = /^([a-z-]+)=(.+)$/.exec(part) ?? [];
    const bytes = unescaped(value);
    if (!KNOWN.has(name) || found.has(name) || !bytes) return undefined;
    found.set(name, bytes);
  }
  const text = (name: string): string | undefined => found.get(name)?.toString('utf8');
  const [token, module] = [text('token'), text('module-path')];
  const id = found.get('id')?.toString('hex');
  const pin = /^file:(?:\/\/)?(\/[^/].*)$/.exec(text('pin-source') ?? '')?.[1];
  const whole = [token, module, pin].every((each) => !/[^ -\uffff]/.test(each ?? ''));
  if (!whole || token === undefined || id === undefined || pin === undefined) return undefined;
  return module?.startsWith('/') ? { token, id, module, pin } : undefined;
}

const KNOWN = new Set(['token', 'id', 'module-path', 'pin-source']);

/** RFC 3986 percent-encoding, into bytes: an id is no text. */
function unescaped(value: string): Buffer | undefined {
  if (!/^(?:%[0-9A-Fa-f]{2}|[^%])+$/.test(value)) return undefined;
  const latin = value.replaceAll(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin, 'latin1');
}

/** The public key of the pair, under the name of a log. Ed25519 alone: that is what modules and OpenSC
 *  agree on; a token that holds anything else is refused. */
export async function pkcs11VerifierKey(at: string, name: string): Promise<VerifierKey> {
  const where = orMalformed(at);
  const asked = ['--read-object', '--type', 'pubkey', ...keyOf(where)];
  const key = publicKeyIn(await tool(where, asked, undefined));
  const raw = key?.asymmetricKeyType === 'ed25519' && key.export({ format: 'jwk' }).x;
  if (typeof raw !== 'string') throw new Error(`the key at ${at.slice(0, 80)} is no Ed25519 key`);
  return verifierKey(
    name,
    'ed25519',
    Uint8Array.from(Buffer.from(raw, 'base64url')),
    suites.sha256,
  );
}

/** Versions of the tool write PEM or DER. */
function publicKeyIn(written: Buffer): KeyObject | undefined {
  try {
    const pem = written.subarray(0, 5).equals(Buffer.from('-----'));
    return createPublicKey(pem ? written : { key: written, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** Signs with an Ed25519 key inside a module: OpenSC asks the module, in a process of its own, so that
 *  a manufacturer's library never runs in ours. What it answers is checked. */
export function pkcs11Signer(at: string, key: VerifierKey): NoteSigner {
  const where = orMalformed(at);
  if (key.scheme !== 'ed25519') throw new Error(`${at.slice(0, 80)}: only Ed25519 keys`);
  return {
    key,
    async sign(message) {
      const asked = ['--login', '--pin', `env:${PIN}`, '--sign', '--mechanism', 'EDDSA'];
      const signature = Uint8Array.from(await tool(where, [...asked, ...keyOf(where)], message));
      if (!(await nodeCheck.ed25519?.(key.publicKey, message, signature))) {
        throw new Error(`what the module answered is no signature of ${key.name}`);
      }
      return signature;
    },
  };
}

function orMalformed(at: string): Pkcs11Key {
  const where = parsePkcs11(at);
  if (!where) throw new Error(`${at.slice(0, 80)} is no address of a key in a module`);
  return where;
}

const keyOf = ({ id }: Pkcs11Key): readonly string[] => ['--id', id];

function tool(
  where: Pkcs11Key,
  asked: readonly string[],
  input: Uint8Array | undefined,
): Promise<Buffer> {
  guardPrivate(where.pin, 'production', 0o600);
  // Whoever lists processes sees arguments; an environment only its own user does.
  const secret = input && { [PIN]: readFileSync(where.pin, 'utf8').trim() };
  const ours = Object.entries(process.env).filter(([name]) => !SECRETS.test(name));
  return new Promise((resolve, reject) => {
    const child = execFile(
      TOOL,
      ['--module', where.module, '--token-label', where.token, ...asked],
      {
        encoding: 'buffer',
        env: { ...Object.fromEntries(ours), ...secret },
        timeout: PATIENCE_MS,
        killSignal: 'SIGKILL',
        maxBuffer: ANSWER_MAX,
      },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else reject(new Error(`${TOOL}: ${error.code ?? ''} ${stderr.toString('utf8', 0, 300)}`));
      },
    );
    // A tool that ends before it has read everything says why itself.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
