import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { Way } from './tree/way.ts';

/** `caution` holds, but says less than it seems to; `absent` is not in the file, or cannot be told. */
export type CheckState = 'pass' | 'caution' | 'fail' | 'absent';

export type CheckId =
  | 'code'
  | 'intact'
  | 'signature'
  | 'logged'
  | 'witnessed'
  | 'timestamp'
  | 'suites';

export interface Check {
  readonly id: CheckId;
  readonly state: CheckState;
  /** One sentence for anybody. */
  readonly sentence: Text;
  /** For those who want to know more: names, keys, numbers. */
  readonly details: readonly Text[];
}

export interface Fact {
  readonly label: Text;
  readonly value: Text;
}

/** What was found in what somebody gave. */
export interface Report {
  readonly subject: Text;
  readonly outcome: 'holds' | 'broken' | 'incomplete';
  readonly headline: Text;
  /** The whole of it in one sentence: what holds, where it was altered, or what is missing. */
  readonly answer: Text;
  readonly facts: readonly Fact[];
  readonly checks: readonly Check[];
  /** What no file can say, where somebody may expect it to. */
  readonly beyond: Text | null;
  /** The registration code in it, to ask the register about; undefined where it names none. */
  readonly code?: string | undefined;
  /** The ways of its entry to the roots of the trees, to be drawn. */
  readonly ways: readonly Way[];
}

/** The ways among what proofs say. */
export const waysOf = (evidence: readonly { readonly way?: Way | undefined }[]): readonly Way[] =>
  evidence.flatMap(({ way }) => way ?? []);

export const CHECKS: Readonly<Record<CheckId, Text>> = {
  code: text('编码', 'Code'),
  intact: text('文件未改', 'Unaltered'),
  signature: text('签名', 'Signatures'),
  logged: text('已入链', 'On the log'),
  witnessed: text('已见证', 'Witnessed'),
  timestamp: text('时间戳', 'Time-stamp'),
  suites: text('两种密码', 'Two kinds of cryptography'),
};

const ORDER = Object.keys(CHECKS) as readonly CheckId[];

export const check = (
  id: CheckId,
  state: CheckState,
  sentence: Text,
  details: readonly Text[] = [],
): Check => ({ id, state, sentence, details });

/** The same words in both languages: names, keys, numbers. */
export const asIs = (words: string): Text => text(words, words);

/** A report with its checks in their fixed order; the outcome follows from them. `needed` must have
 *  passed, or the file says too little to say that it holds. */
export function reportOf(
  subject: Text,
  checks: readonly Check[],
  facts: readonly Fact[],
  needed: readonly CheckId[],
  beyond: Text | null = null,
  ways: readonly Way[] = [],
): Report {
  const stateOf = (id: CheckId): CheckState | undefined =>
    checks.find((one) => one.id === id)?.state;
  const broken = checks.some(({ state }) => state === 'fail');
  const whole = needed.every((id) => stateOf(id) === 'pass' || stateOf(id) === 'caution');
  const outcome = broken ? 'broken' : whole ? 'holds' : 'incomplete';
  const ordered = ORDER.flatMap((id) => checks.filter((one) => one.id === id));
  const answer = answerOf(outcome, ordered, needed);
  return {
    subject,
    outcome,
    headline: HEADLINES[outcome],
    answer,
    facts,
    checks: ordered,
    beyond,
    ways,
  };
}

/** What was altered speaks first, because it says where. */
const TELLING: readonly CheckId[] = ['intact', 'code', 'logged', 'signature', 'witnessed'];

function answerOf(
  outcome: Report['outcome'],
  checks: readonly Check[],
  needed: readonly CheckId[],
): Text {
  const found = (id: CheckId): Check | undefined => checks.find((one) => one.id === id);
  const held = (id: CheckId): boolean => ['pass', 'caution'].includes(found(id)?.state ?? '');
  if (outcome === 'holds') {
    const [whole, there] = [held('intact'), held('logged')];
    return text(
      `签名真实${whole ? '，内容没有改动' : ''}${there ? '，已收录在目录链上' : ''}。`,
      `Genuinely signed${whole ? ', not altered' : ''}${there ? ', and on the log' : ''}.`,
    );
  }
  const wrong = outcome === 'broken' ? ['fail'] : ['absent', 'fail'];
  const ids = outcome === 'broken' ? [...TELLING, ...ORDER] : needed;
  const first = ids.map(found).find((one) => one && wrong.includes(one.state));
  return first?.sentence ?? HEADLINES[outcome];
}

/** For files that a registration is shown with. */
export const STANDING = text(
  '离线核对不知道登记的现状：是否仍然有效，请按登记码到登记平台查询。',
  'A check of the file does not know how the registration stands now: ask the register, by its code.',
);

const HEADLINES: Readonly<Record<Report['outcome'], Text>> = {
  holds: text('核对无误', 'Checked: it holds'),
  broken: text('核对不通过', 'Checked: it does not hold'),
  incomplete: text('还不能下结论', 'No conclusion yet'),
};

/** A moment in POSIX seconds as people in Beijing read it. */
export function beijingTime(seconds: number): Text {
  const moment = new Date((seconds + 8 * 3600) * 1000);
  const said = Number.isNaN(moment.getTime()) ? '—' : moment.toISOString().slice(0, 19);
  const words = said.replace('T', ' ');
  return text(`${words}（北京时间）`, `${words} (Beijing time)`);
}
