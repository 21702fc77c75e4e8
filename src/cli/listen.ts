import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { answerUnreadable } from './unreadable.ts';

export interface Listening {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly host: string;
  readonly port: number;
  /** Told the address once requests are taken. */
  readonly ready: (url: string) => void;
}

const DRAIN_MS = 10_000;

/** Serves until SIGTERM or SIGINT, then drains: no new connections, running requests finish. */
export async function listen({ fetch, host, port, ready }: Listening): Promise<void> {
  const stop = stopAsked();
  const server = serve({ fetch, port, hostname: host });
  answerUnreadable(server as Server);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error) => reject(notListening(error, host, port)));
  });
  ready(`http://${host}:${(server.address() as AddressInfo).port}`);
  await stop;
  await new Promise<void>((resolve) => {
    const idle = server as { closeIdleConnections?: () => void };
    // Whoever keeps a connection for later requests would be waited for without this.
    const sweep = setInterval(() => idle.closeIdleConnections?.(), 50).unref();
    const patience = setTimeout(resolve, DRAIN_MS).unref();
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(patience);
      resolve();
    });
    idle.closeIdleConnections?.();
  });
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
