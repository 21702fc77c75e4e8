import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { sameBytes, toHex } from '../../log/bytes.ts';
import type { SuiteId } from '../../log/suite.ts';

/** A tree head of this log that somebody else remembers: a tile store, a witness, a mirror. */
export interface Remembered {
  readonly where: string;
  readonly suite: SuiteId;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Why the log may not be signed any further. */
export interface Halt {
  readonly state: 'behind' | 'conflict' | 'damaged' | 'full';
  readonly why: Text;
}

/** Compares the register's own log with what others remember of it. A register restored from an old
 *  backup is behind; one that has gone another way is in conflict: neither may sign, because a second
 *  history under one name can never be taken back. `rootAt` gives our own root at a smaller size. */
export async function compareHeads(
  size: number,
  remembered: readonly Remembered[],
  rootAt: (suite: SuiteId, size: number) => Promise<Uint8Array>,
): Promise<Halt | undefined> {
  for (const other of remembered.toSorted((a, b) => a.size - b.size)) {
    if (other.size > size) return behind(size, other);
    if (!sameBytes(await rootAt(other.suite, other.size), other.root)) return conflict(other);
  }
  return undefined;
}

/** The register does not give what it signed; `where` is a size, or empty. */
export const damaged = (where: string): Halt => ({
  state: 'damaged',
  why: text(
    `数据库中的上链记录与其已签名的根（${where} 条处）不符：数据已损坏。已停止办理和签名，请从备份或镜像恢复。`,
    `The entries in the database do not give the root that was signed at ${where}: the data is damaged. Nothing is accepted or signed; restore from a backup or a mirror.`,
  ),
});

/** An entry that was changed after its leaf hash was taken. */
export const alteredEntry = (index: number): Halt => ({
  state: 'damaged',
  why: text(
    `数据库中第 ${index} 条上链记录（从 0 起）的内容与其摘要不符：数据已损坏或被改动。已停止办理和签名，请从备份或镜像恢复。`,
    `Entry ${index} (counted from 0) in the database does not match its digest: it was damaged or altered. Nothing is accepted or signed; restore from a backup or a mirror.`,
  ),
});

/** A published head that none of our keys signed, and no other to go by. */
export const falseHead = (path: string): Halt => ({
  state: 'damaged',
  why: text(
    `目录链的公开文件 ${path} 不是本日志签名的：已损坏或被改动。为免签出第二个版本，已停止办理和签名。请与见证人、镜像所存核对；确认登记簿完整后，移走该文件再启动，将依登记簿重写。`,
    `The published file ${path} is not signed by this log: it was damaged or altered. Nothing is accepted or signed, so that no second history comes about. Compare with witnesses and mirrors; once the register is known to be whole, move the file away and start again, and it is written anew.`,
  ),
});

/** The entries of this register stand on a log of another name. */
export const otherName = (origin: string, found: string): Halt => ({
  state: 'conflict',
  why: text(
    `登记簿中的记录属于日志 ${found}，而 DATA_DIR/keys 中的密钥属于日志 ${origin}。已停止办理和签名，请放回原来的密钥目录。`,
    `The entries of this register stand on the log ${found}, but the keys in DATA_DIR/keys are those of ${origin}. Nothing is accepted or signed; put the original keys back.`,
  ),
});

export const unfinished: Halt = {
  state: 'behind',
  why: text(
    '取回记录（shuji recover）尚未做完。已停止办理和签名，请再次执行 shuji recover。',
    'Fetching the missing entries (shuji recover) has not been finished. Nothing is accepted or signed; run shuji recover again.',
  ),
};

export const diskFull: Halt = {
  state: 'full',
  why: text(
    '存放目录链的磁盘即将写满，已暂停办理；请腾出空间，之后自动继续。',
    'The disk of the log is nearly full: nothing is accepted until there is room again.',
  ),
};

export const behind = (size: number, other: Remembered): Halt => ({
  state: 'behind',
  why: text(
    `登记簿只有 ${size} 条上链记录，而 ${other.where} 记得 ${other.size} 条：数据库是从旧备份恢复的。已停止办理和签名，请执行 shuji recover 取回缺少的记录。`,
    `The register has ${size} entries on its log, but ${other.where} remembers ${other.size}: the database was restored from an old backup. Nothing is accepted or signed; run shuji recover to fetch what is missing.`,
  ),
});

const conflict = (other: Remembered): Halt => ({
  state: 'conflict',
  why: text(
    `在第 ${other.size} 条处，登记簿的日志与 ${other.where} 所记的不同（其根为 ${toHex(other.root).slice(0, 16)}…）。已停止办理和签名；两份都是证据，请勿删除。`,
    `At ${other.size} entries the log of this register differs from what ${other.where} remembers (root ${toHex(other.root).slice(0, 16)}…). Nothing is accepted or signed; both are evidence, delete neither.`,
  ),
});
