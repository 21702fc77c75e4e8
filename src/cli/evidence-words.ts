import type { EvidenceFault } from '../app/archive/case-check.ts';
import type { HeadVerdict } from '../app/log/evidence-heads.ts';
import type { SliceFault } from '../app/audit/slice-check.ts';
import { text, type Text } from '../base/text.ts';
import type { SuiteId } from '../log/suite.ts';
import { HEAD_FAULTS } from './log-words.ts';

const TREES: Readonly<Record<SuiteId, string>> = { sha256: 'SHA-256', sm3: 'SM3' };

const FAULTS: Readonly<Record<EvidenceFault['what'] | SliceFault['what'], Text>> = {
  ...HEAD_FAULTS,
  'no-head': text('没有检查点', 'there is no checkpoint'),
  'bad-policy': text('文件自带的策略不能读', 'the policy in the file cannot be read'),
  'no-quorum': text(
    '见证未达策略要求；刚办理的事项请稍后重新导出',
    'fewer witnesses than the policy asks for; of a fresh act, export again in a few seconds',
  ),
  unbound: text(
    '国密树的检查点没有写明同一大小的另一棵树的根',
    'the checkpoint of the SM3 tree does not name the root of the other at its size',
  ),
  'other-case': text('各页不是同一案卷的', 'the pages are not of one case'),
  gap: text('缺少事件或页', 'events or pages are missing'),
  misstated: text('条目与文件所称不符', 'the entry is not what the file says it is'),
  misplaced: text('位置不在前一事件之后', 'its place is not behind the event before'),
  unpublished: text(
    '尚未上链，请稍后重新导出',
    'not on the log yet; export again in a few seconds',
  ),
  'not-included': text('不在所称的位置上', 'does not stand where the file says'),
  malformed: text('格式不对，其后未再核验', 'malformed; nothing behind it was checked'),
  'short-head': text('检查点不及所称的范围', 'the head does not reach as far as the slice says'),
  order: text('位置颠倒、重复或超出范围', 'indexes do not grow, or lie past the end'),
  'beside-question': text('不在查询范围之内', 'does not answer the question'),
  count: text('条数与首行不符', 'not as many entries as the first line says'),
  digest: text('摘要与首行不符', 'not the digests of the first line'),
  unsigned: text(
    '没有两种可信密钥的有效签名',
    'lacks a valid signature by both kinds of trusted keys',
  ),
  'left-out': text('符合查询而被遗漏', 'answers the question and was left out'),
  'other-root': text(
    '所给日志的条目算不出已签名的根',
    'the entries of the log at hand do not give the signed root',
  ),
  'unreadable-log': text('日志文件缺失或不能读', 'a file of the log is missing or unreadable'),
};

/** One fault of a file of evidence, in a line. */
export function faultLine(fault: EvidenceFault | SliceFault): string {
  const { zh, en } = FAULTS[fault.what];
  const places = [
    ['version', '事件', 'event'],
    ['line', '行', 'line'],
    ['index', '位置', 'index'],
  ] as const;
  const numbers: { readonly [place: string]: unknown } = { ...fault };
  const where = places.flatMap(([place, one, other]) =>
    typeof numbers[place] === 'number' ? [`${one} ${other} ${numbers[place]}`] : [],
  );
  const tree = fault.tree ? [`${TREES[fault.tree]}树 tree`] : [];
  const said = [...where, ...tree].join('，');
  return `  ${said}${said === '' ? '' : '：'}${zh} ${en}`;
}

/** What came with a file, fit to be shown: a terminal obeys control characters. */
export const printable = (words: string): string => words.replaceAll(/[\p{Cc}\p{Cf}]/gu, '�');

/** What the heads are worth: who signed, who witnessed, and on whose word that is believed. */
export function headLines(heads: readonly HeadVerdict[]): string[] {
  return heads.flatMap(({ tree, by, head }) => {
    const { checkpoint, witnesses, witnessed } = head;
    const names = witnesses.map(({ name }) => name).join(', ');
    return [
      `${TREES[tree]}树 tree：${checkpoint.origin}，${checkpoint.size}条 entries，` +
        (by === 'given'
          ? '依您给出的策略 by your policy'
          : '依文件自带的策略 by the file’s own policy'),
      `  ${witnessed ? '已见证 witnessed' : '未见证 not witnessed'}${names === '' ? '' : `：${names}`}`,
    ];
  });
}

/** Said where a head was believed on the file's own word. */
export const SELF_ASSERTED = `自称：文件自带的策略只说明文件前后一致，不说明是谁的日志；请用 --policy 给出您信任的策略。
Self-asserted: its own policy shows that the file agrees with itself, not whose log it is; give one you trust with --policy.`;
