import { readFileSync, statSync } from 'node:fs';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { suites } from '../log/node-suites.ts';
import { parsePolicy, type Policy } from '../log/policy.ts';

/** 2 instead of an exception, where somebody names a file that cannot be read. */
export async function orAskedWrongly(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { zh, en } = error.refusal.sentence;
    console.error(`${zh}\n${en}`);
    return 2;
  }
}

const POLICY_MAX = 2_000_000;

/** What stands in a file somebody names; throws `Refused` where there is none, or it is too large. */
export function textAt(path: string, bytesMax: number): string {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? Infinity) <= bytesMax) {
    return readFileSync(path, 'utf8');
  }
  throw missing(path);
}

export const missing = (path: string): Refused =>
  new Refused(
    refuse(
      'FILE_MISSING',
      text(`没有文件${path}，或文件过大。`, `There is no file ${path}, or it is too large.`),
    ),
  );

/** The policy in a file; throws `Refused` with the line that is wrong. */
export function policyAt(path: string): Policy {
  const policy = parsePolicy(textAt(path, POLICY_MAX), suites.sha256);
  if (!('fault' in policy)) return policy;
  throw new Refused(
    refuse(
      'POLICY_UNREADABLE',
      text(
        `${path}第${policy.line}行不是策略：${policy.fault}。`,
        `${path} is no policy: ${policy.fault} in line ${policy.line}.`,
      ),
    ),
  );
}
