import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { refuse, Refused, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { isPrivileged } from '../../contexts/identity/roles.ts';

/** Cost of argon2id (RFC 9106): KiB of memory, passes, lanes. */
export interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** 19 MiB, two passes: some 30 ms of one core, and four at a time fit a small machine. */
export const COST: Cost = { memory: 19_456, passes: 2, lanes: 1 };

const TAG_BYTES = 32;
const SALT_BYTES_MIN = 8;
const AT_ONCE = 4;
const WAITING_MAX = 200;
export const PASSWORD_MAX = 128;

const derive = promisify(argon2);
let running = 0;
const waiting: (() => void)[] = [];

/** Hashing is bounded: four at a time, 200 waiting, then 503 (promise 9). */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MAX) throw new Refused(busy());
    await new Promise<void>((go) => waiting.push(go));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

const argon2id = (password: string, salt: Buffer, cost: Cost, tagLength: number): Promise<Buffer> =>
  inTurn(() =>
    derive('argon2id', {
      // One spelling of a character typed on different keyboards.
      message: password.normalize('NFC'),
      nonce: salt,
      parallelism: cost.lanes,
      tagLength,
      memory: cost.memory,
      passes: cost.passes,
    }),
  );

const plain64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** The PHC string of a password: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. `salt`: 16 random bytes. */
export async function hashPassword(
  password: string,
  salt: Buffer,
  cost: Cost = COST,
): Promise<string> {
  const tag = await argon2id(password, salt, cost, TAG_BYTES);
  const { memory, passes, lanes } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${plain64(salt)}$${plain64(tag)}`;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Whether the password is the hashed one. Throws on a string that `hashPassword` never wrote:
 *  a broken row is a defect, not a wrong password. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const [, m, t, p, salt64, tag64] = PHC.exec(phc) ?? [];
  if (salt64 === undefined || tag64 === undefined) throw new Error('not an argon2id PHC string');
  const salt = Buffer.from(salt64, 'base64');
  const tag = Buffer.from(tag64, 'base64');
  if (salt.length < SALT_BYTES_MIN) throw new Error('salt too short');
  if (password.length > PASSWORD_MAX) return false;
  const cost = { memory: Number(m), passes: Number(t), lanes: Number(p) };
  return timingSafeEqual(await argon2id(password, salt, cost, tag.length), tag);
}

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** Why a password is not accepted: length (10 for officers and administrators, else 8), three of
 *  the four kinds of characters, not the login inside (GB/T 22239 8.1.4.1). */
export function passwordFlaw(
  password: string,
  who: { readonly login: string; readonly roles: readonly string[] },
): Refusal | undefined {
  const least = isPrivileged(who.roles) ? 10 : 8;
  if ([...password].length < least) {
    return weak(`密码至少${least}位。`, `A password has at least ${least} characters.`);
  }
  if (password.length > PASSWORD_MAX) {
    return weak(
      `密码至多${PASSWORD_MAX}位。`,
      `A password has at most ${PASSWORD_MAX} characters.`,
    );
  }
  if (CLASSES.filter((kind) => kind.test(password)).length < 3) {
    return weak(
      '密码须含大写字母、小写字母、数字、其他字符四类中的三类。',
      'A password mixes three of: capitals, small letters, digits, other characters.',
    );
  }
  if (new Set(password).size < 5) {
    return weak('密码重复的字符过多。', 'The password repeats the same characters.');
  }
  if (password.toLowerCase().includes(who.login.toLowerCase())) {
    return weak('密码不得包含登录名。', 'A password does not contain the login name.');
  }
  return undefined;
}

const weak = (zh: string, en: string): Refusal =>
  refuse('PASSWORD_WEAK', text(zh, en), ['GB/T 22239-2019 8.1.4']);

const busy = (): Refusal =>
  refuse(
    'SIGN_IN_BUSY',
    text('登录人数过多，请稍后再试。', 'Too many people are signing in. Try again shortly.'),
    [],
    'busy',
  );
