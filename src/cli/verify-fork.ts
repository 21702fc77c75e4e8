import { parseArgs } from 'node:util';
import { relate, tilesIn } from '../app/log/relation.ts';
import { openSource, sourceAt, Unreadable } from '../app/log/source.ts';
import { checkpointIn, type Checkpoint } from '../log/checkpoint.ts';
import { nodeCheck } from '../log/node-signatures.ts';
import type { Policy } from '../log/policy.ts';
import { verifyHead } from '../log/proof-file.ts';
import { HEAD_FAULTS, headLines, relationWords, said } from './log-words.ts';
import { orAskedWrongly, policyAt, textAt } from './read-evidence.ts';

export const FORK_USAGE = `shuji verify fork NOTE_A NOTE_B [--tiles DIR|URL] [--policy FILE]
                                                 两份检查点是否同一历史 whether two checkpoints are of one history
                                                 退出码 exits：0 同一历史 one，1 分叉 a fork，2 不能判断 undecided`;

const NOTE_MAX = 1_000_000;

/** Exit 0: one history; 1: a fork; 2: undecided, or asked wrongly. */
export async function verifyFork(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (!asked) {
    console.error(FORK_USAGE);
    return 2;
  }
  return orAskedWrongly(async () => {
    const policy = asked.policy === undefined ? undefined : policyAt(asked.policy);
    const heads: Checkpoint[] = [];
    for (const path of [asked.a, asked.b]) {
      const head = await headIn(path, policy);
      if (!head) return 2;
      heads.push(head);
    }
    const [a, b] = heads;
    return a && b ? compare(a, b, asked.tiles, policy !== undefined) : 2;
  });
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { policy: { type: 'string' }, tiles: { type: 'string' } },
    });
    const [a, b, ...more] = positionals;
    return a === undefined || b === undefined || more.length > 0 ? undefined : { a, b, ...values };
  } catch {
    return undefined;
  }
}

/** What is not signed by the log says nothing about it. */
async function headIn(path: string, policy: Policy | undefined): Promise<Checkpoint | undefined> {
  const text = textAt(path, NOTE_MAX);
  if (policy) {
    const head = await verifyHead(text, policy, nodeCheck);
    if (!head.ok) {
      const { zh, en } = HEAD_FAULTS[head.fault];
      console.log(`${path}：${zh}，不能说明什么 ${en}, so it shows nothing`);
      return undefined;
    }
    for (const line of headLines(head)) console.log(line);
    return head.checkpoint;
  }
  const checkpoint = checkpointIn(text);
  if (!checkpoint) console.log(`${path}：不是检查点 is no checkpoint`);
  return checkpoint;
}

async function compare(
  a: Checkpoint,
  b: Checkpoint,
  where: string | undefined,
  signed: boolean,
): Promise<number> {
  if (a.origin !== b.origin) {
    console.log(`两份属于不同的日志 they are of two logs: ${a.origin}，${b.origin}`);
    return 2;
  }
  const tiles = where === undefined ? undefined : tilesIn(openSource(sourceAt(where)));
  const relation = await relate(a, b, tiles).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error;
    console.error(error.message);
    return { kind: 'unproven', why: 'tilesMissing' } as const;
  });
  console.log(said(relationWords(relation, Math.min(a.size, b.size), Math.max(a.size, b.size))));
  if (!signed) {
    console.log(
      '签名未核对：请用 --policy 给出该日志的公钥，否则两份都可能是他人伪造的。\nThe signatures were not checked: give the keys of the log with --policy, or either may be made up.',
    );
  }
  if (relation.kind === 'fork') return 1;
  return relation.kind === 'unproven' ? 2 : 0;
}
