import type { Text } from '../../base/text.ts';
import { fromBase64 } from '../../log/bytes.ts';
import { SCHEMES } from '../../log/note.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import type { SuiteId } from '../../log/suite.ts';
import { suites } from './browser-suites.ts';

/** What a page brings along to be believed, as JSON; all of it is public. */
export interface Trust {
  /** Address of the instance, and when it said this (RFC 3339). */
  readonly site: string;
  readonly at: string;
  /** The policies of both trees (C2SP tlog-policy). */
  readonly policy: Readonly<Record<SuiteId, string>>;
  /** The newest heads at that time, as signed notes. */
  readonly heads: Readonly<Record<SuiteId, string | null>>;
  /** Public keys of credentials in base64url, and certificates in base64 DER, by the credit code of
   *  the registrar, as `/api/public/keys` has them. */
  readonly keys: readonly {
    readonly keyId: string;
    readonly alg: string;
    readonly publicKey: string;
  }[];
  readonly certificates: readonly { readonly creditCode: string; readonly certificate: string }[];
  readonly timestamps: { readonly own: string; readonly others: readonly string[] | null };
  /** Words for the names of procedures, places and events. */
  readonly words: Readonly<Record<string, Text>>;
}

/** The same, ready to be used. */
export interface Trusted {
  readonly policy: Readonly<Record<SuiteId, Policy>>;
  readonly heads: Trust['heads'];
  readonly keys: readonly {
    readonly keyId: string;
    readonly alg: string;
    readonly key: Uint8Array;
  }[];
  readonly certificates: ReadonlyMap<string, Uint8Array>;
  readonly timestamps: { readonly own: Uint8Array; readonly others: readonly Uint8Array[] | null };
  readonly words: Trust['words'];
}

const NOBODY: Policy = { logs: [], witnesses: [], groups: [], quorum: 'none' };

/** Bytes of base64 in either alphabet, padded or not; empty where it is none. */
export function looseBase64(base64: string): Uint8Array<ArrayBuffer> {
  const plain = base64.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '=')) ?? new Uint8Array();
}

const policyOf = (words: string): Policy => {
  const policy = parsePolicy(words, suites.sha256);
  return 'fault' in policy ? NOBODY : policy;
};

/** Reads what the page brought along. */
export function trusted(trust: Trust): Trusted {
  const { own, others } = trust.timestamps;
  return {
    policy: { sha256: policyOf(trust.policy.sha256), sm3: policyOf(trust.policy.sm3) },
    heads: trust.heads,
    keys: trust.keys.map(({ keyId, alg, publicKey }) => ({
      keyId,
      alg,
      key: looseBase64(publicKey),
    })),
    certificates: new Map(
      trust.certificates.map(({ creditCode, certificate }) => [
        creditCode,
        looseBase64(certificate),
      ]),
    ),
    timestamps: { own: looseBase64(own), others: others && others.map(looseBase64) },
    words: trust.words,
  };
}

const isSm2 = ({ key }: Policy['logs'][number]): boolean =>
  SCHEMES[key.scheme].primitive === 'sm2-sm3';

/** The trust with a reader's own policy in the place of the page's, for the trees whose logs it names;
 *  or the line, from 1, that cannot be read (0: the whole). The page's heads say nothing of other logs. */
export function withPolicy(before: Trusted, words: string): Trusted | { readonly line: number } {
  const policy = parsePolicy(words, suites.sha256);
  if ('fault' in policy) return { line: policy.line };
  const sm3 = policy.logs.some(isSm2) ? policy : before.policy.sm3;
  const sha256 = policy.logs.some((log) => !isSm2(log)) ? policy : before.policy.sha256;
  return { ...before, policy: { sha256, sm3 } };
}

/** The tree whose head this would be, by the name of its log: the twin hashes with SM3. */
export const suiteOf = ({ policy }: Trusted, origin: string): SuiteId =>
  policy.sm3.logs.some((log) => isSm2(log) && log.key.name === origin) ? 'sm3' : 'sha256';
