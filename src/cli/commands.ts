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
  config: {
    help: text('列出全部环境变量及其当前取值', 'List every environment variable and its present value'),
    load: async () => (await import('./config.ts')).config,
  },
  law: {
    help: text('法规：coverage 条文落实，diff 两地比较，text 条文', 'The law: coverage, diff A B, text ID'),
    load: async () => (await import('./law.ts')).law,
  },
};
