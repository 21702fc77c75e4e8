import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'node:http';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

export interface BenchServer {
  readonly url: string;
  /** Milliseconds from the start of the process to its line "ready". */
  readonly startMs: number;
  call(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    key?: string,
  ): Promise<{ status: number; body: string }>;
  rssMb(): number;
  stop(): Promise<void>;
}

/** Starts the program as a process of its own, as a user would, and talks to it over loopback. */
export async function startServer(env: Readonly<Record<string, string>>): Promise<BenchServer> {
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: { ...process.env, SHUJI_MODE: 'demo', PORT: '0', SHUJI_DATABASE_POOL: '16', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await readyLine(child);
  const startMs = performance.now() - began;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    url,
    startMs,
    call: (method, path, token, body, key) =>
      new Promise((resolve, reject) => {
        const payload = body === undefined ? undefined : JSON.stringify(body);
        const headers = {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        };
        const sent = request(url + path, { method, agent, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
          answer.on('error', reject);
        });
        sent.on('error', reject);
        sent.end(payload);
      }),
    rssMb: () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(status(child.pid))?.[1] ?? 0) / 1024),
    async stop() {
      agent.destroy();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

function status(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('no output to read');
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it was ready`)),
    );
    createInterface(child.stdout).on('line', (line) => {
      const url = /^shuji ready (\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
