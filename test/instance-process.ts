import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../src/store/embedded.ts';

const SHUJI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** A program of ours running as a process of its own. */
export interface Running {
  readonly url: string;
  readonly port: number;
  /** What it wrote to its error stream so far. */
  said(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `shuji <command>` on a free port (or the one given) and waits for its ready line. */
export async function start(
  command: string,
  env: Readonly<Record<string, string>>,
  at?: number,
): Promise<Running> {
  const port = at ?? (await freePort());
  const child = spawn(process.execPath, [SHUJI, ...command.split(' ')], {
    env: { PATH: process.env['PATH'], DATABASE_URL: '', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => complaints.push(piece));
  const said = (): string => Buffer.concat(complaints).toString();
  await ready(child, said);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    said,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

async function ready(child: ChildProcess, said: () => string): Promise<void> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (/ ready http/.test(line)) {
      child.stdout.resume();
      return;
    }
  }
  throw new Error(`it ended before it was ready: ${said()}`);
}

/** Asks again until the answer is right, or fails with the last one. */
export async function eventually<T>(
  ask: () => Promise<T>,
  right: (answer: T) => boolean,
  patienceMs = 20_000,
): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
    if (performance.now() > until) throw new Error(`never came: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
