import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';

/** A command: what it is for, and how to load it. Resolves to the exit code. */
interface Command {
  readonly help: Text;
  load(): Promise<(args: readonly string[]) => Promise<number>>;
}

/** Loaded on demand, so that `shuji law` does not wait for the web. */
export const commands: Readonly<Record<string, Command>> = {
  serve: {
    help: text('启动服务', 'Serve the register'),
    load: async () => (await import('./serve.ts')).serve,
  },
  demo: {
    help: text('在终端演示：从草稿到赋码，以及赋码之后', 'Play the story in the terminal'),
    load: async () => (await import('./demo.ts')).demo,
  },
  found: {
    help: text(
      '正式启用：建立单位和三个管理员',
      'Found a production instance: its three administrators',
    ),
    load: async () => (await import('./found.ts')).found,
  },
  bench: {
    help: text('测量并输出一份 JSON', 'Measure, and print one JSON document'),
    load: async () => (await import('./bench.ts')).bench,
  },
  config: {
    help: text(
      '列出全部环境变量及其当前取值',
      'List every environment variable and its present value',
    ),
    load: async () => (await import('./config.ts')).config,
  },
  law: {
    help: text(
      '法规：coverage 条文落实，diff 两地比较，text 条文',
      'The law: coverage, diff A B, text ID',
    ),
    load: async () => (await import('./law.ts')).law,
  },
  evaluate: {
    help: text(
      '重算登记机构的年度评价指标（--year，或者 --data 数据文件），与所记核对',
      'Draw the yearly figures of the registrar again (--year, or --data FILE) and compare',
    ),
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  rebuild: {
    help: text(
      '从事件重建列表、时钟与公示（--check 只核对）',
      'Rebuild what is read from the events (--check: compare only)',
    ),
    load: async () => (await import('./rebuild.ts')).rebuild,
  },
  backup: {
    help: text('备份到一个文件（不含主密钥）', 'Back up into one file (without the master key)'),
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    help: text('把备份恢复到空的数据库', 'Restore a backup into an empty database'),
    load: async () => (await import('./restore.ts')).restore,
  },
  keys: {
    help: text(
      '目录链的签名密钥：list、new、add、retire',
      'The signing keys of the log: list, new, add, retire',
    ),
    load: async () => (await import('./keys.ts')).keys,
  },
  signer: {
    help: text(
      '签名服务：在另一台机器上保管目录链的密钥',
      'Guard the keys of the log on another machine',
    ),
    load: async () => (await import('./signer.ts')).signer,
  },
  recover: {
    help: text(
      '从目录链副本取回旧备份缺少的记录（--from 网址或目录）',
      'Fetch what an old backup lacks from a copy of the log (--from URL or folder)',
    ),
    load: async () => (await import('./recover.ts')).recover,
  },
  verify: {
    help: text(
      '核验：sheet 确认单，credential 凭证，register 登记簿，case 案卷，archive 存档，slice 审计数据，proof 在链证明，log 日志，fork 分叉',
      'Verify: sheet, credential, register, case, archive, slice, proof, log, fork',
    ),
    load: async () => (await import('./verify.ts')).verify,
  },
  case: {
    help: text(
      '案卷存档：export 事项编号 -o 文件.zip（可离线核验）',
      'Export a whole case as one archive that verifies offline',
    ),
    load: async () => (await import('./case.ts')).caseCommand,
  },
  retention: {
    help: text(
      '保存期限：列出已过期限的事项（只列出，不删除）',
      'What is past its retention (listed only, never deleted)',
    ),
    load: async () => (await import('./retention.ts')).retention,
  },
  deposit: {
    help: text(
      '存证：make 生成清单，check 与清单比对，digest 显示摘要（文件不离开本机）',
      'Evidence deposits: make a manifest, check files against it, show its digests',
    ),
    load: async () => (await import('./deposit.ts')).deposit,
  },
  fsck: {
    help: text(
      '核对目录链的全部文件（--register 并与登记簿逐条比对）',
      'Audit every file of the log (--register: and compare the register with it)',
    ),
    load: async () => (await import('./fsck.ts')).fsck,
  },
  witness: {
    help: text(
      '见证服务：为别人的日志共签检查点（--help 列出环境变量）',
      'Serve a witness for other logs (--help: its environment)',
    ),
    load: async () => (await import('./witness.ts')).witness,
  },
  mirror: {
    help: text(
      '镜像服务：保存别人的日志并共签（--help 列出环境变量）',
      'Serve a mirror of other logs (--help: its environment)',
    ),
    load: async () => (await import('./mirror.ts')).mirror,
  },
  national: {
    help: text(
      '国家平台：key 公钥，status 状态，reconcile 对账，serve 模拟的国家平台（仅供演示）',
      'The national platform: key, status, reconcile, serve (a stand-in for demonstrations)',
    ),
    load: async () => (await import('./national.ts')).national,
  },
  'chain-simulator': {
    help: text(
      '模拟外部链网关（仅供演示）',
      'A stand-in for the gateway of another chain, for demonstrations',
    ),
    load: async () => (await import('./chain-simulator.ts')).simulateChain,
  },
};
