import { suites } from '../../log/node-suites.ts';
import { parseVerifierKey, type VerifierKey } from '../../log/note.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import { SUITES, prefixOf } from '../log/emit.ts';
import { CHECKPOINT, WITNESSED } from '../log/files.ts';
import type { Auditing } from './files.ts';

/** Whose signatures the heads of a log are checked by. */
export interface Trust {
  readonly keys: readonly VerifierKey[];
  readonly policies: readonly Policy[];
  /** Taken from the log itself: that shows that its files agree, not whose they are. Every signature
   *  must then be one of these keys'. */
  readonly own: boolean;
}

export const KEYS = 'keys';
export const POLICIES = SUITES.map((suite) => `${prefixOf(suite)}policy`);
export const HEADS = [...Object.values(CHECKPOINT), ...Object.values(WITNESSED)];

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

export const trustIn = (policies: readonly Policy[]): Trust => ({
  keys: policies.flatMap(({ logs }) => logs.map(({ key }) => key)),
  policies,
  own: false,
});

/** The keys and policies that stand beside the log; undefined where it has no keys. */
export async function ownTrust(a: Auditing): Promise<Trust | undefined> {
  const lines = await a.read(KEYS);
  if (!lines) return undefined;
  const keys = textOf(lines).replace(/\n$/, '').split('\n');
  const known = keys.flatMap((line) => parseVerifierKey(line, suites.sha256) ?? []);
  if (known.length < keys.length) a.report(KEYS, 'malformed');
  const policies: Policy[] = [];
  for (const path of POLICIES) {
    const bytes = await a.read(path);
    const policy = bytes && parsePolicy(textOf(bytes), suites.sha256);
    if (policy && 'fault' in policy) a.report(path, 'malformed');
    else if (policy) policies.push(policy);
  }
  return { keys: known, policies, own: true };
}
