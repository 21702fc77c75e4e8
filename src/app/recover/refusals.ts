import { refuse, Refused } from '../../base/refusal.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';

const refused = (code: string, sentence: Text): Refused =>
  new Refused(refuse(`RECOVER_${code}`, sentence, [], 'conflict'));

const zhNothing = '没有写入任何内容。';
const enNothing = 'Nothing was written.';

/** Why the missing entries of a log are not fetched. */
export const recoverRefused = {
  running: () =>
    refused(
      'RUNNING',
      text(
        `另有进程正在为这一数据库签署目录链，请先停止服务。${zhNothing}`,
        `Another process is writing the log of this database; stop the server first. ${enNothing}`,
      ),
    ),
  noKeys: (dataDir: string) =>
    refused(
      'NO_KEYS',
      text(
        `${dataDir}/keys 中没有目录链的密钥，请先放回原来的密钥目录。${zhNothing}`,
        `There are no keys of the log in ${dataDir}/keys; put the original keys back first. ${enNothing}`,
      ),
    ),
  otherLog: (sentence: Text) => refused('OTHER_LOG', sentence),
  noHead: (where: string) =>
    refused(
      'NO_HEAD',
      text(
        `${where} 中没有本日志签名的检查点。镜像的网址应为 <镜像>/<日志名称的 SHA-256>。${zhNothing}`,
        `There is no checkpoint signed by this log at ${where}. The address of a mirror is <mirror>/<SHA-256 of the log's name>. ${enNothing}`,
      ),
    ),
  damaged: () =>
    refused(
      'DAMAGED',
      text(
        `数据库中已有的上链记录与其已签名的根不符，须先恢复完好的备份。${zhNothing}`,
        `The entries in the database do not give the root that was signed over them; restore a sound backup first. ${enNothing}`,
      ),
    ),
  fork: (size: number, where: string) =>
    refused(
      'FORK',
      text(
        `在第 ${size} 条处，登记簿与 ${where} 不是同一历史：两份都是证据，请勿删除。${zhNothing}`,
        `At ${size} entries the register and ${where} are not one history: both are evidence, delete neither. ${enNothing}`,
      ),
    ),
  conflict: (caseId: string, version: number) =>
    refused(
      'CONFLICT',
      text(
        `事项 ${caseId} 的第 ${version} 条事件在登记簿中与日志中不同：备份恢复之后又办理过。两份都是证据，请勿删除。${zhNothing}`,
        `Event ${version} of case ${caseId} is another in the register than on the log: acts were taken after the backup was restored. Both are evidence, delete neither. ${enNothing}`,
      ),
    ),
  entryMissing: (path: string) =>
    refused(
      'ENTRY_MISSING',
      text(
        `来源中没有 ${path} 或其已损坏，请改用另一副本。${zhNothing}`,
        `The source has no ${path}, or it is damaged; use another copy. ${enNothing}`,
      ),
    ),
  entryUnknown: (index: number) =>
    refused(
      'ENTRY_UNKNOWN',
      text(
        `来源中第 ${index} 条记录（从 0 起）不是本程序认识的事件。${zhNothing}`,
        `Entry ${index} of the source (counted from 0) is no event that this program knows. ${enNothing}`,
      ),
    ),
  wrongSource: (size: number, where: string) =>
    refused(
      'WRONG_SOURCE',
      text(
        `${where} 中的记录与其第 ${size} 条处的检查点不符，请改用另一副本。${zhNothing}`,
        `The entries at ${where} do not give the root of its checkpoint at ${size}; use another copy. ${enNothing}`,
      ),
    ),
} as const;
