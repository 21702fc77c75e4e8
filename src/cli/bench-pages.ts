import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Measured with the tools of development, in a process of its own; null where they are not installed. */
const SCRIPT = fileURLToPath(new URL('../../test/bench-pages.ts', import.meta.url));
const BROWSER = fileURLToPath(
  new URL('../../node_modules/playwright-core/package.json', import.meta.url),
);

/** What a real browser sees of the pages: first paint, shifts, weight, scrolling, acts. */
export async function benchPages(rows: number, tell: (what: string) => void): Promise<unknown> {
  if (!existsSync(SCRIPT) || !existsSync(BROWSER)) return null;
  tell('pages in a real browser');
  const child = spawn(process.execPath, [SCRIPT, String(rows)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) return { failed: true };
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
