import { serve as listen } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
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
    throw notListening(error, settings.host, settings.port);
  });
  const { port } = server.address() as AddressInfo;
  opened.listeningAt(`http://${settings.host}:${port}`);
  console.log(`shuji ready http://${settings.host}:${port}`);
  await stopAsked();
  await new Promise<void>((resolve) => {
    const idle = server as { closeIdleConnections?: () => void };
    // A browser keeps its connection after the last answer; without this it is waited for.
    const sweep = setInterval(() => idle.closeIdleConnections?.(), 50).unref();
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
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

/** What the operator must change when the port cannot be had; anything else stays what it is. */
function notListening(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const at = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new Refused(
      refuse(
        'PORT_TAKEN',
        text(
          `端口${at}已被其他程序占用，请换一个PORT。`,
          `The port ${at} is taken by another program; set another PORT.`,
        ),
        [],
        'busy',
      ),
    );
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Refused(
      refuse(
        'PORT_REFUSED',
        text(
          `不能在${at}上监听端口，请检查HOST和PORT。`,
          `Cannot listen on port ${at}; check HOST and PORT.`,
        ),
      ),
    );
  }
  return error;
}
