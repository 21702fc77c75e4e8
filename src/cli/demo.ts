import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve as listen } from '@hono/node-server';
import { orThrow } from '../base/refusal.ts';
import { readSettings } from '../app/settings.ts';
import { httpApp } from '../http/app.ts';
import { openServices } from '../http/open-services.ts';
import { demoClient, overNetwork } from './demo-client.ts';
import { playStory } from './demo-story.ts';

/** Plays the story in the terminal: against the instance at the given address, against one already
 *  running on the default port, or on a fresh one of its own that leaves nothing behind. */
export async function demo(args: readonly string[]): Promise<number> {
  const given = args[0];
  const running = given ?? (await alive(`http://127.0.0.1:${process.env['PORT'] ?? '8420'}`));
  if (running !== undefined) {
    console.log(`演示实例 Instance: ${running}`);
    await play(running);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'shuji-demo-'));
  console.log('没有正在运行的实例，临时启动一个。No instance is running; starting one of our own.');
  const settings = orThrow(
    readSettings({
      ...process.env,
      DATA_DIR: folder,
      SHUJI_MODE: 'demo',
      PORT: '0',
      DATABASE_URL: '',
    }),
  );
  const opened = await openServices(settings);
  const app = httpApp(opened.services);
  const server = listen({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    opened.listeningAt(`http://127.0.0.1:${port}`);
    await play(`http://127.0.0.1:${port}`);
  } finally {
    server.close();
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
}

async function alive(url: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) }).catch(
    () => undefined,
  );
  return answer?.ok ? url : undefined;
}

async function play(url: string): Promise<void> {
  const client = demoClient(overNetwork(url));
  for (const jurisdiction of ['beijing', 'chongqing'] as const)
    await playStory(client, jurisdiction, (line) => console.log(line));
}
