import { formatVerifierKey, type VerifierKey } from '../../log/note.ts';

/** A policy as it is published: what the operator wrote, or a log nobody witnesses yet; in either case
 *  with every key of the log, so that after a rotation nobody is sent away with an old list. */
export function policyText(given: string | undefined, keys: readonly VerifierKey[]): string {
  const policy = given ?? 'quorum none\n';
  const named = policy.split('\n').map((line) => line.trim().split(/[\t ]+/));
  const listed = new Set(named.flatMap(([word, vkey]) => (word === 'log' ? [vkey] : [])));
  const missing = keys.map(formatVerifierKey).filter((vkey) => !listed.has(vkey));
  return `${missing.map((vkey) => `log ${vkey}\n`).join('')}${policy}`;
}
