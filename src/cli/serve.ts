import { serve as listen } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { orThrow } from '../base/refusal.ts';
import { readSettings } from '../app/settings.ts';
import { httpApp } from '../http/app.ts';
import { openServices } from '../http/open-services.ts';

/** Serves until SIGTERM or SIGINT, then drains: no new connections, running requests finish. */
export async function serve(): Promise<number> {
  const settings = orThrow(readSettings(process.env));
  const opened = await openServices(settings);
  const app = httpApp(opened.services);
  const server = listen({ fetch: app.fetch, port: settings.port, hostname: settings.host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  }).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  opened.listeningAt(`http://${settings.host}:${port}`);
  console.log(`shuji ready http://${settings.host}:${port}`);
  await stopAsked();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    const idle = server as { closeIdleConnections?: () => void };
    idle.closeIdleConnections?.();
    // Whoever keeps a connection open for longer than this is cut off.
    setTimeout(resolve, 10_000).unref();
  });
  await opened.close();
  return 0;
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
