import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { lookAtLog, type Look } from '../app/log/monitor.ts';
import { openSource, sourceAt, Unreadable, type LogSource } from '../app/log/source.ts';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { suites } from '../log/node-suites.ts';
import { parsePolicy, type Policy } from '../log/policy.ts';
import {
  fromWords,
  HEAD_FAULTS,
  headLines,
  relationWords,
  said,
  witnessLines,
} from './log-words.ts';
import { keepEvidence, readState, writeState } from './monitor-state.ts';
import { orAskedWrongly, policyAt } from './read-evidence.ts';

export const LOG_USAGE = `shuji verify log URL [--policy FILE] [--state FILE]
                                                 监看一个日志，比对上次所记 monitor a log against what was seen before`;

/** Exit 0: it continues what is remembered; 1: it does not, or is not shown to; 2: asked wrongly, or it
 *  cannot be reached. */
export async function verifyLog(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (!asked) {
    console.error(LOG_USAGE);
    return 2;
  }
  return orAskedWrongly(() => look(asked.url, asked.policy, asked.state)).catch(
    (error: unknown) => {
      if (!(error instanceof Unreadable)) throw error;
      console.error(`读不到该日志 the log cannot be read: ${error.message}`);
      return 2;
    },
  );
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { policy: { type: 'string' }, state: { type: 'string' } },
    });
    const [url, ...more] = positionals;
    return url === undefined || more.length > 0 ? undefined : { url, ...values };
  } catch {
    return undefined;
  }
}

async function look(
  url: string,
  policyFile: string | undefined,
  stateFile: string | undefined,
): Promise<number> {
  const source = openSource(sourceAt(url));
  const before =
    stateFile !== undefined && existsSync(stateFile) ? readState(stateFile) : undefined;
  if (before && before.url !== url) throw new Refused(otherUrl(before.url));
  const policyText = policyFile === undefined ? (before?.policy ?? (await policyOf(source))) : null;
  const policy = policyText === null ? policyAt(policyFile ?? '') : policyIn(policyText);
  if (policyText !== null) console.log(said(before ? FIRST_SEEN : OWN_POLICY));
  const seen = await lookAtLog(source, policy, before?.note);
  const status = report(seen, stateFile);
  if (seen.kind === 'seen' && status === 0 && stateFile !== undefined) {
    writeState(stateFile, { url, policy: policyText, note: seen.largest.note });
  }
  if (before === undefined && seen.kind === 'seen') console.log(said(NOTHING_BEFORE));
  return status;
}

async function policyOf(source: LogSource): Promise<string> {
  const bytes = await source.read('policy');
  if (!bytes) throw new Refused(noPolicy());
  return Buffer.from(bytes).toString('utf8');
}

function policyIn(content: string): Policy {
  const policy = parsePolicy(content, suites.sha256);
  if ('fault' in policy) throw new Refused(noPolicy());
  return policy;
}

function report(seen: Look, stateFile: string | undefined): number {
  if (seen.kind === 'noHead') {
    console.error('这里没有检查点 there is no checkpoint here');
    return 2;
  }
  if (seen.kind === 'fault') {
    const { zh, en } = HEAD_FAULTS[seen.fault];
    console.log(`不能相信 not to be believed: ${fromWords(seen.from)} ${zh} ${en}`);
    return 1;
  }
  const { newest, witnessed, largest, others } = seen;
  for (const line of headLines(newest.head)) console.log(line);
  if (witnessed) {
    const { size } = witnessed.head.checkpoint;
    console.log(`已见证到 witnessed up to: ${size} 条 entries`);
    for (const line of witnessLines(witnessed.head)) console.log(line);
  }
  let status = 0;
  for (const { head, relation } of others) {
    const [size, most] = [head.head.checkpoint.size, largest.head.checkpoint.size];
    console.log(`${fromWords(head.from)} — ${fromWords(largest.from)}：`);
    console.log(said(relationWords(relation, size, most)));
    if (relation.kind === 'fork') {
      for (const { note } of [head, largest]) console.log(`\n${note}`);
      for (const path of keepEvidence(stateFile ?? 'log', [head, largest])) {
        console.log(`证据已存 evidence kept: ${path}`);
      }
    }
    if (relation.kind === 'fork' || relation.kind === 'unproven') status = 1;
  }
  if (largest.from === 'remembered' && largest.head.checkpoint.size > newest.head.checkpoint.size) {
    console.log(said(WENT_BACK));
    return 1;
  }
  return status;
}

const WENT_BACK = text(
  '该日志给出的检查点比上次所记的旧：有人在隐藏新近的记录，或缓存过期。',
  'The log shows an older head than the one remembered: somebody withholds what is new, or a cache is stale.',
);
const NOTHING_BEFORE = text(
  '此前没有记下检查点，是否延续旧史尚无从比较。',
  'No head was remembered, so there is nothing yet that it could be compared with.',
);
const OWN_POLICY = text(
  '公钥取自该日志自己公布的策略：首次只能相信它；记下之后，换了公钥即被发现。',
  'The keys are from the policy the log itself publishes: at first sight it must be believed; once kept, other keys are noticed.',
);
const FIRST_SEEN = text('公钥取自首次所记的策略。', 'The keys are those kept at the first look.');

const noPolicy = () =>
  refuse(
    'POLICY_MISSING',
    text(
      '该日志没有公布可用的策略；请用 --policy 给出它的公钥。',
      'The log publishes no policy that can be used; give its keys with --policy.',
    ),
  );

const otherUrl = (url: string) =>
  refuse(
    'STATE_OF_OTHER_LOG',
    text(`所记文件属于另一日志：${url}。`, `The state file is of another log: ${url}.`),
  );
