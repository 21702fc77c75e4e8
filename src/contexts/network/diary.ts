import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';

/** A statement the log makes about itself: an entry of no case. */
export interface DiaryEvent {
  readonly title: Text;
  readonly law: readonly string[];
}

/** The procedure name and the case id under which these statements stand. */
export const DIARY = 'log';
export const DIARY_CASE = '00000000-0000-7000-8000-000000000001';

/** Everything a log may say about itself. Linking two levels is XC-15 and BJ-OPIN-1d; what auditors
 *  were given is BJ-OPIN-20a. */
export const diaryEvents = {
  'log.CheckpointExchanged': {
    title: text('锚定对方日志的检查点', 'Checkpoint of the other level anchored'),
    law: ['XC-15', 'BJ-OPIN-1d'],
  },
  'log.ForkFound': {
    title: text('发现对方日志分叉', 'Fork of another log found'),
    law: ['XC-15'],
  },
  'log.WithholdingFound': {
    title: text('发现对方日志隐匿记录', 'Another log withholds entries'),
    law: ['XC-15'],
  },
  'log.TimeStamped': {
    title: text('检查点加盖时间戳', 'Checkpoint time-stamped'),
    law: [],
  },
  'log.Deposited': {
    title: text('检查点存入外部链', 'Checkpoint deposited with another chain'),
    law: [],
  },
  'log.KeyAdded': { title: text('启用新签名密钥', 'Signing key added'), law: [] },
  'log.KeyRetired': { title: text('停用签名密钥', 'Signing key retired'), law: [] },
  'log.Recovered': {
    title: text('从镜像取回记录', 'Entries recovered from a copy'),
    law: [],
  },
  'audit.SliceExported': {
    title: text('导出审计数据', 'Slice exported for auditors'),
    law: ['BJ-OPIN-20a'],
  },
} as const satisfies Readonly<Record<string, DiaryEvent>>;

export type DiaryType = keyof typeof diaryEvents;
