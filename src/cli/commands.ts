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
    help: text('在终端演示：从草稿到赋码', 'Play the story in the terminal'),
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
  verify: {
    help: text(
      '核验：sheet 确认单，credential 凭证，register 登记簿',
      'Verify: sheet FILE, credential FILE, register',
    ),
    load: async () => (await import('./verify.ts')).verify,
  },
};
