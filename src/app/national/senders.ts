import type { KeyObject } from 'node:crypto';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { keyIdOf, publicKeyOf } from './signature.ts';

/** Who may hand over: the key of each sender, and the registrars it speaks for. */
export interface Senders {
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly registrars: ReadonlyMap<string, readonly string[]>;
}

/** The senders of a file with a line `<credit code> <public key, base64>` each; `#` begins a remark. */
export function readSenders(file: string): Senders {
  const keys = new Map<string, KeyObject>();
  const registrars = new Map<string, string[]>();
  for (const [at, line] of file.split('\n').entries()) {
    const [registrar, key, ...more] = line.replace(/#.*$/, '').trim().split(/\s+/);
    if (!registrar) continue;
    const raw = Buffer.from(key ?? '', 'base64');
    if (!/^[0-9A-Z]{18}$/.test(registrar) || raw.length !== 32 || more.length > 0) {
      throw new Refused(malformed(at + 1));
    }
    const id = keyIdOf(raw);
    keys.set(id, publicKeyOf(raw));
    registrars.set(id, [...(registrars.get(id) ?? []), registrar]);
  }
  return { keys, registrars };
}

const malformed = (line: number) =>
  refuse(
    'SENDERS_MALFORMED',
    text(
      `报送单位清单第${line}行有误：应为“统一社会信用代码 公钥（base64）”。`,
      `Line ${line} of the list of senders: a credit code and a public key in base64.`,
    ),
  );
