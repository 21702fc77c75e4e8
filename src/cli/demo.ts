import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve as listen } from '@hono/node-server';
import { orThrow } from '../base/refusal.ts';
import { readSettings } from '../app/settings.ts';
import { httpApp } from '../http/app.ts';
import { openServices } from '../http/open-services.ts';
import { demoClient, overNetwork, type DemoClient } from './demo-client.ts';
import { notYet, reaches, todayOf } from './demo-days.ts';
import { playLife } from './demo-life.ts';
import type { Tell } from './demo-narrator.ts';
import { playStory } from './demo-story.ts';

const say: Tell = (line) => console.log(line);

/** Plays the story in the terminal: against the instance at the given address, against one already
 *  running on the default port, or on a fresh one of its own that leaves nothing behind. */
export async function demo(args: readonly string[]): Promise<number> {
  const given = args[0];
  if (given !== undefined && !/^https?:\/\//.test(given)) {
    console.error('用法 Usage: shuji demo [http://…]');
    return 2;
  }
  const running = given ?? (await alive(`http://127.0.0.1:${process.env['PORT'] ?? '8420'}`));
  if (running !== undefined) {
    console.log(`演示实例 Instance: ${running}`);
    await play(demoClient(overNetwork(running)), say);
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
    await play(demoClient(overNetwork(`http://127.0.0.1:${port}`)), say);
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

/** Both parts; on an instance that is played once more they go on from where its clock stands. */
export async function play(client: DemoClient, tell: Tell): Promise<void> {
  for (const jurisdiction of ['beijing', 'chongqing'] as const) {
    if (!(await reaches(client, await todayOf(client), 11))) return notYet(tell);
    await playStory(client, jurisdiction, tell);
  }
  await playLife(client, tell);
}
