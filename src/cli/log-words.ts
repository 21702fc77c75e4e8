import type { SeenHead } from '../app/log/monitor.ts';
import type { Relation } from '../app/log/relation.ts';
import { moment } from '../base/plain-date.ts';
import { text, type Text } from '../base/text.ts';
import { toHex } from '../log/bytes.ts';
import type { HeadFault, TrustedHead } from '../log/proof-file.ts';

/** Sentences about heads of a log, for the commands that check one. */

export const said = ({ zh, en }: Text): string => `${zh}\n${en}`;

export const HEAD_FAULTS: Readonly<Record<HeadFault['fault'] | 'other-log', Text>> = {
  'malformed-note': text('不是签名文书', 'is no signed note'),
  'malformed-checkpoint': text('不是检查点', 'is no checkpoint'),
  'false-signature': text('签名有假', 'bears a false signature'),
  'unknown-log': text('不是策略所信任的日志签的', 'is not signed by a log the policy trusts'),
  'other-log': text('是另一日志的', 'is of another log'),
};

/** Which head, and who signed it. */
export function headLines({ checkpoint, log }: TrustedHead): string[] {
  const { origin, size, root } = checkpoint;
  return [
    `检查点 checkpoint: ${origin}，${size} 条 entries，根 root ${toHex(root)}`,
    `日志签名 signed by: ${log.name} (${log.scheme})`,
  ];
}

/** Who witnessed a head and when, and whether that is enough. */
export function witnessLines({ witnesses, witnessed }: TrustedHead): string[] {
  return [
    ...witnesses.map(({ name, time }) => `见证 witnessed by: ${name}，${timeOf(time)}`),
    witnessed
      ? '见证已达策略所定数 the quorum of the policy is met'
      : '见证未达策略所定数 the quorum of the policy is not met',
  ];
}

const timeOf = (seconds: number): string => {
  if (seconds === 0) return '未标时间 without a time';
  const time = moment(seconds * 1000);
  return `${time.slice(0, 10)} ${time.slice(11, 19)}（北京时间 Beijing time）`;
};

const FROM: Readonly<Record<SeenHead['from'], Text>> = {
  newest: text('最新检查点', 'newest checkpoint'),
  witnessed: text('已见证的检查点', 'witnessed checkpoint'),
  remembered: text('所记的检查点', 'remembered checkpoint'),
};

export const fromWords = (from: SeenHead['from']): string => `${FROM[from].zh} ${FROM[from].en}`;

const UNPROVEN = {
  noTiles: text(
    '不能判断：两份大小不同，须用 --tiles 给出该日志的瓦片。',
    'Undecided: their sizes differ, and only the tiles of the log can tell; give them with --tiles.',
  ),
  tilesMissing: text(
    '不能判断：所给瓦片不全，到不了较大的一份。',
    'Undecided: tiles are missing, the larger one cannot be reached.',
  ),
  tilesOfSmaller: text(
    '不能判断：瓦片以较小的一份开头，却得不出较大一份的根；那一份的内容不在这里。',
    'Undecided: the tiles begin with the smaller one and do not give the root of the larger; its entries are not here.',
  ),
  tilesOfNeither: text(
    '不能判断：瓦片与两份都对不上。',
    'Undecided: the tiles give the root of neither.',
  ),
} as const;

/** What two heads prove together, and of what size each is. */
export function relationWords(relation: Relation, smaller: number, larger: number): Text {
  switch (relation.kind) {
    case 'same':
      return text(
        `同一检查点：都是 ${larger} 条，根相同。`,
        `One head: both of ${larger} entries and of one root.`,
      );
    case 'continues':
      return text(
        `同一历史：${larger} 条的树以 ${smaller} 条的树开头（一致性证明 ${relation.hashes} 个散列）。`,
        `One history: the tree of ${larger} entries begins with that of ${smaller} (consistency proof of ${relation.hashes} hashes).`,
      );
    case 'fork':
      return relation.root === null
        ? text(
            `分叉：同为 ${larger} 条，根却不同。两份签名合在一起就是证据，不需要别的。`,
            `A fork: ${larger} entries each, and two roots. The two signatures together are the evidence; nothing else is needed.`,
          )
        : text(
            `分叉：${larger} 条的树在 ${smaller} 条处的根是 ${toHex(relation.root)}，与另一份不同。两份签名与瓦片合为证据。`,
            `A fork: at ${smaller} entries the tree of ${larger} has the root ${toHex(relation.root)}, not that of the other. The two signatures with the tiles are the evidence.`,
          );
    case 'unproven':
      return UNPROVEN[relation.why];
  }
}
