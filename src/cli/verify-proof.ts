import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { suiteNamed } from '../app/log/relation.ts';
import { readSettings } from '../app/settings.ts';
import { orThrow } from '../base/refusal.ts';
import { checkpointIn } from '../log/checkpoint.ts';
import { nodeCheck } from '../log/node-signatures.ts';
import { suites } from '../log/node-suites.ts';
import type { Policy } from '../log/policy.ts';
import { parseProof, verifyProof, type LogProof } from '../log/proof-file.ts';
import type { Suite } from '../log/suite.ts';
import { ENTRY_MAX } from '../log/tile.ts';
import { HEAD_FAULTS, headLines, witnessLines } from './log-words.ts';
import { orAskedWrongly, policyAt, textAt } from './read-evidence.ts';

export const PROOF_USAGE = `shuji verify proof PROOF ENTRY [--policy FILE] [--sm3]
                                                 离线核验一条记录在目录链上 check offline that an entry is on the log`;

const PROOF_MAX = 1_000_000;

/** Exit 0: on the log, under a head with its quorum; 1: not shown to be; 2: asked wrongly. */
export async function verifyLogProof(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (!asked) {
    console.error(PROOF_USAGE);
    return 2;
  }
  return orAskedWrongly(async () => {
    const proof = parseProof(textAt(asked.proof, PROOF_MAX));
    textAt(asked.entry, ENTRY_MAX);
    const suite = asked.sm3 ? suites.sm3 : suiteOf(proof);
    const policy = policyAt(asked.policy ?? ownPolicy(suite));
    return report(suite, readFileSync(asked.entry), proof, policy);
  });
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { policy: { type: 'string' }, sm3: { type: 'boolean' } },
    });
    const [proof, entry, ...more] = positionals;
    if (proof === undefined || entry === undefined || more.length > 0) return undefined;
    return { proof, entry, ...values };
  } catch {
    return undefined;
  }
}

/** By the name of the log in the proof, which is checked afterwards. */
const suiteOf = (proof: LogProof | undefined): Suite =>
  suiteNamed(checkpointIn(proof?.checkpoint ?? '')?.origin ?? '');

function ownPolicy({ id }: Suite): string {
  const { dataDir } = orThrow(readSettings(process.env));
  return join(dataDir, 'log', id === 'sm3' ? 'sm3/policy' : 'policy');
}

async function report(
  suite: Suite,
  entry: Uint8Array,
  proof: LogProof | undefined,
  policy: Policy,
): Promise<number> {
  const verdict = proof && (await verifyProof(suite, entry, proof, policy, nodeCheck));
  if (!proof || !verdict?.ok) {
    console.log('不能确认在链 not shown to be on the log');
    const { zh, en } = whyNot(verdict && !verdict.ok ? verdict.fault : undefined);
    console.log(`  ${zh} ${en}`);
    return 1;
  }
  console.log(`在链：第 ${proof.index} 条 on the log: entry ${proof.index}`);
  for (const line of [...headLines(verdict), ...witnessLines(verdict)]) console.log(line);
  return verdict.witnessed ? 0 : 1;
}

function whyNot(fault: keyof typeof HEAD_FAULTS | 'not-included' | undefined) {
  if (fault === undefined) return { zh: '不是证明文件', en: 'this is no proof file' };
  if (fault === 'not-included') {
    return { zh: '证明与这一条记录不符', en: 'the proof is not of this entry' };
  }
  const { zh, en } = HEAD_FAULTS[fault];
  return { zh: `检查点${zh}`, en: `the checkpoint ${en}` };
}
