import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  openSync,
  closeSync,
  fsyncSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { refuse } from '../base/refusal.ts';
import type { Refusal } from '../base/refusal.ts';
import type { Settings } from './settings.ts';

const KEY_HEX = /^[0-9a-f]{64}$/;
/** A random key of 32 bytes holds about 30 different ones; an example or a typed one far fewer. */
const DIFFERENT_BYTES_MIN = 20;

/**
 * The instance's master key, 32 bytes: from SHUJI_SECRET, else from its file, which the
 * demonstration makes for itself. Production refuses a missing or guessable key and a key file that
 * others can read.
 */
export function masterKey(
  settings: Pick<Settings, 'mode' | 'secret' | 'secretFile'>,
): Buffer | Refusal {
  const { mode, secret, secretFile } = settings;
  const found = secret ?? readKeyFile(secretFile, mode);
  if (typeof found === 'object') return found;
  const hex = found ?? (mode === 'demo' ? createKeyFile(secretFile) : undefined);
  if (hex === undefined) return missing(secretFile);
  const key = Buffer.from(hex, 'hex');
  return mode === 'production' && new Set(key).size < DIFFERENT_BYTES_MIN ? guessable() : key;
}

function readKeyFile(file: string, mode: Settings['mode']): string | Refusal | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // Windows has no such bits; there the folder's own rights decide.
  const byOthers = process.platform !== 'win32' && (found.mode & 0o007) !== 0;
  if (byOthers && mode === 'production') return exposed(file);
  const hex = found.size <= 128 ? readFileSync(file, 'utf8').trim().toLowerCase() : '';
  return KEY_HEX.test(hex) ? hex : unusable(file);
}

/** Written once and flushed: a key lost in a power cut would take everything sealed with it. */
function createKeyFile(file: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const hex = randomBytes(32).toString('hex');
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, `${hex}\n`);
  fsyncSync(handle);
  closeSync(handle);
  return hex;
}

function missing(file: string): Refusal {
  return refuse('SECRET_MISSING', {
    zh: `正式运行必须设置主密钥：设置 SHUJI_SECRET，或把 64 个十六进制数字写入 ${file}（openssl rand -hex 32）。`,
    en: `Production needs a master key: set SHUJI_SECRET, or write 64 hexadecimal digits to ${file} (openssl rand -hex 32).`,
  });
}

function guessable(): Refusal {
  return refuse('SECRET_GUESSABLE', {
    zh: '主密钥是缺省值或过于简单，正式运行不予接受。请用 openssl rand -hex 32 生成。',
    en: 'The master key is a default or too simple for production. Make one with: openssl rand -hex 32',
  });
}

function exposed(file: string): Refusal {
  return refuse('SECRET_EXPOSED', {
    zh: `主密钥文件 ${file} 可被其他用户读取，正式运行不予接受。请执行 chmod 600 并更换密钥。`,
    en: `Others can read the master key file ${file}. Run chmod 600 on it, and replace the key.`,
  });
}

function unusable(file: string): Refusal {
  return refuse('SECRET_UNUSABLE', {
    zh: `主密钥文件 ${file} 的内容不是 64 个十六进制数字。`,
    en: `The master key file ${file} does not hold 64 hexadecimal digits.`,
  });
}
