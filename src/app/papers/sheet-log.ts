import { canonical } from '../../base/canonical-json.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { LogProof, ShownPayload } from '../../contexts/credential/claims.ts';
import { DOCUMENTED } from '../../contexts/registration/documented.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import { parseProof, verifyProof, type ProofVerdict } from '../../log/proof-file.ts';
import type { SuiteId } from '../../log/suite.ts';

/** How the result named in a document stands on the log. */
export interface LogStanding {
  readonly index: number;
  /** Enough witnesses of the policy cosigned the checkpoint of the SHA-256 tree. */
  readonly witnessed: boolean;
  readonly witnesses: readonly { readonly name: string; readonly time: number }[];
  /** Whether the SM3 tree was checked as well. */
  readonly sm3: boolean;
}

/** Whom a check of proofs trusts: the policy of each tree. */
export type LogTrust = Readonly<Record<SuiteId, Policy>>;

export interface LogFault {
  readonly code: 'noProof' | 'notOnLog' | 'otherEntry';
  readonly text: Text;
}

/** The policies in their files' form; undefined where one cannot be read. */
export function logTrust(policies: Readonly<Record<SuiteId, string>>): LogTrust | undefined {
  const sha256 = parsePolicy(policies.sha256, suites.sha256);
  const sm3 = parsePolicy(policies.sm3, suites.sha256);
  return 'fault' in sha256 || 'fault' in sm3 ? undefined : { sha256, sm3 };
}

const NO_PROOF: LogFault = {
  code: 'noProof',
  text: text('文件没有目录链证明。', 'The file carries no proof of the log.'),
};
const NOT_ON_LOG: LogFault = {
  code: 'notOnLog',
  text: text('目录链证明不成立。', 'Its proof of the log does not hold.'),
};
const OTHER_ENTRY: LogFault = {
  code: 'otherEntry',
  text: text('目录链证明属于另一条记录。', 'Its proof of the log belongs to another entry.'),
};

/** Checks the proof a genuine document carries: that it is of an entry that gave this very code or renewed what it stands for, and
 *  that the entry is under a signed checkpoint of each tree. Null: the holder withheld it. */
export async function checkLog(
  payload: ShownPayload,
  withheld: readonly string[],
  trust: LogTrust,
): Promise<LogStanding | LogFault | null> {
  const { log } = payload;
  if (!log) return withheld.includes('log') ? null : NO_PROOF;
  const entry = Buffer.from(log.entry, 'base64url');
  if (!givesCode(entry, payload.code)) return OTHER_ENTRY;
  const sha256 = await proven(log, 'sha256', entry, trust);
  if (!sha256?.verdict.ok) return NOT_ON_LOG;
  const sm3 = log.sm3 === null ? undefined : await proven(log, 'sm3', entry, trust);
  const twinFails = log.sm3 !== null && (!sm3?.verdict.ok || sm3.index !== sha256.index);
  if (twinFails) return NOT_ON_LOG;
  const { witnessed, witnesses } = sha256.verdict;
  return { index: sha256.index, witnessed, witnesses, sm3: log.sm3 !== null };
}

async function proven(
  log: LogProof,
  suite: SuiteId,
  entry: Uint8Array,
  trust: LogTrust,
): Promise<{ index: number; verdict: ProofVerdict } | undefined> {
  const proof = parseProof((suite === 'sm3' ? log.sm3 : log.proof) ?? '');
  if (!proof) return undefined;
  const verdict = await verifyProof(suites[suite], entry, proof, trust[suite], nodeCheck);
  return { index: proof.index, verdict };
}

/** Only in the one spelling the log knows: no two readers may find two codes in one entry. */
function givesCode(entry: Buffer, code: string): boolean {
  const read = parsed(entry.toString('utf8'));
  const type = read?.type;
  return typeof type === 'string' && DOCUMENTED.includes(type) && read?.data?.code === code;
}

function parsed(entry: string): { type?: unknown; data?: { code?: unknown } } | undefined {
  try {
    const value = JSON.parse(entry) as JsonObject;
    return canonical(value) === entry ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a person is told of it. */
export function logSentence({ index, witnessed, witnesses }: LogStanding): Text {
  const own = witnesses.length > 0 && witnesses.every(({ name }) => name.endsWith('.invalid'));
  const zh = witnessed ? (own ? '已见证（演示见证人，不独立）' : '已见证') : '已入链，尚未见证';
  const en = witnessed
    ? own
      ? 'witnessed, by demonstration witnesses that are not independent'
      : 'witnessed'
    : 'published, not yet witnessed';
  return text(
    `登记结果在目录链第 ${index} 条，${zh}。`,
    `The result is entry ${index} of the log: ${en}.`,
  );
}
