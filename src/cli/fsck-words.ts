import type { PlaceFault } from '../app/fsck/register.ts';
import type { FaultKind, RemarkKind } from '../app/fsck/words.ts';
import { text, type Text } from '../base/text.ts';

/** What the audit of a log has to say about a file or a place. */

export const FAULTS: Readonly<Record<FaultKind, Text>> = {
  missing: text('缺失', 'is missing'),
  unreadable: text('读不出', 'cannot be read'),
  malformed: text('格式有误', 'is malformed'),
  differs: text('与其他文件重算的结果不符', 'is not what the other files give'),
  otherRoot: text('所写的根与条目算出的不同', 'names another root than the entries give'),
  otherName: text('不是本日志的', 'is not of this log'),
  falseSignature: text('签名有假', 'bears a false signature'),
  unsigned: text('没有本日志的签名', 'is not signed by the log'),
  unknownSignature: text('有不认识的签名', 'bears a signature of nobody known'),
  noQuorum: text('见证未达策略所定数', 'has too few witnesses for the policy'),
  ahead: text('比最新检查点还新', 'is newer than the newest checkpoint'),
  unbound: text('没有写明另一棵树同一大小的根', 'does not name the root of the other tree'),
};

export const REMARKS: Readonly<Record<RemarkKind, Text>> = {
  draft: text(
    '中断的写入所留草稿，不对外提供',
    'a draft of an interrupted write; nobody is given it',
  ),
  notYet: text('尚无检查点覆盖，未核对', 'under no head yet; not checked'),
  stranger: text('不是日志的文件', 'no file of the log'),
  byItsOwner: text('无人签名，其内容由其主人负责', 'signed by nobody; it is its owner’s word'),
  notRecorded: text(
    '链上尚未记载的时间戳令牌，只核对其自身',
    'a token no entry speaks of; checked by itself',
  ),
  elsewhere: text('别家链的回执，请到该链核对', 'a receipt of another chain; ask there'),
  noKeyGiven: text('所给策略没有它的公钥，签名未核对', 'no key was given for it; not verified'),
  unknownSignature: text('有所给策略以外的签名，未核对', 'bears a signature of no key given'),
};

export const PLACES: Readonly<Record<PlaceFault['what'], Text>> = {
  noPlace: text('事件不在链上，也不在等候', 'the event is not on the log and does not wait'),
  waitsAgain: text('已在链上却仍在等候', 'the event is on the log and still waits'),
  empty: text('这一位置在登记簿中没有事件', 'the register has no event at this place'),
  taken: text('这一位置给了两个事件', 'this place is given to two events'),
  noEvent: text('有位置而没有事件', 'there is a place and no event'),
  otherBytes: text('登记簿的内容与链上不同', 'the register has other bytes than the log'),
  otherHash: text('登记簿所存散列与内容不符', 'the stored hashes are not those of its bytes'),
};
